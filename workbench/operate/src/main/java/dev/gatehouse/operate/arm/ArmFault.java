package dev.gatehouse.operate.arm;

import java.time.Duration;
import java.util.Optional;

/**
 * The error that Azure answered with, in its own words.
 *
 * @param status the HTTP status
 * @param code for example {@code AuthorizationFailed}; empty if the answer named none
 * @param message for people, at most 1,000 characters; may name the caller's object id
 * @param retryAfter how long Azure asks to wait
 */
public record ArmFault(int status, String code, String message, Optional<Duration> retryAfter) {
    private static final int LONGEST = 1000;

    public ArmFault {
        message = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
    }
}
