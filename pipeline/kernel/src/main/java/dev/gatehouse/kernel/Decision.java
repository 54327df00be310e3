package dev.gatehouse.kernel;

/** May the caller? With the rule that said so. */
public sealed interface Decision {
    RuleId rule();

    /** Yes. */
    record Allow(RuleId rule) implements Decision {}

    /** No, and why. */
    record Deny(RuleId rule, Refusal why) implements Decision {}
}
