package dev.gatehouse.kernel;

/**
 * The rule that decided, as the configuration or the code names it, for example {@code routes[3]}.
 */
public record RuleId(String value) {
    /** No rule matched. */
    public static final RuleId NONE = new RuleId("none");

    @Override
    public String toString() {
        return value;
    }
}
