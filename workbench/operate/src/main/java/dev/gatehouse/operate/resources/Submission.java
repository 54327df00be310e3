package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.Refusal;

/** What became of a request for long work. */
public sealed interface Submission {
    /** It goes on, or is over already. */
    record Accepted(Operation operation) implements Submission {}

    /** The same request was made before, with the same key. */
    record Known(Operation operation) implements Submission {}

    /** Azure, or what leads to it, said no at once; the operation is over. */
    record Failed(Operation operation, Refusal why) implements Submission {}

    /** There is no operation. */
    record Refused(Refusal why, String reason) implements Submission {}
}
