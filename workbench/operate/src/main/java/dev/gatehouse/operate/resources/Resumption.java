package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.Refusal;

/** What became of fresh proof for an operation. */
public sealed interface Resumption {
    /** It goes on, or did not wait for proof. */
    record Taken(Operation operation) implements Resumption {}

    record Refused(Refusal why, String reason) implements Resumption {}
}
