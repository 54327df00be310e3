package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.Refusal;

/** How the work in Azure ended. */
sealed interface Outcome {
    record Done() implements Outcome {}

    record Cancelled() implements Outcome {}

    record Failed(Refusal why) implements Outcome {}
}
