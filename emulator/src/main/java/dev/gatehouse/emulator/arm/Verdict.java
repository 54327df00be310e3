package dev.gatehouse.emulator.arm;

/** What {@link Rbac} found. */
public sealed interface Verdict {
    /** Allowed by {@code grant}. */
    record Allowed(Grant grant) implements Verdict {}

    /** No role of the caller grants it here. */
    record NotGranted() implements Verdict {}

    /** A role grants it, but {@code denial} takes it away. */
    record Denied(Denial denial) implements Verdict {}

    /** Whether the operation may go ahead. */
    default boolean allowed() {
        return this instanceof Allowed;
    }
}
