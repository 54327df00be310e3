package dev.gatehouse.operate.monitor;

/**
 * The error that Azure Resource Manager answered with, in its own words.
 *
 * @param code for example {@code AuthorizationFailed}; empty if the answer named none
 * @param message for people, at most 1,000 characters; may name the caller's object id
 */
public record ArmFault(String code, String message) {
    private static final int LONGEST = 1000;

    public ArmFault {
        message = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
    }
}
