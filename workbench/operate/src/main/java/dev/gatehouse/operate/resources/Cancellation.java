package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.Refusal;

/** What became of a request to cancel. */
public sealed interface Cancellation {
    /** It is cancelled, or Azure was asked to abandon it. */
    record Taken(Operation operation) implements Cancellation {}

    record Refused(Refusal why) implements Cancellation {}
}
