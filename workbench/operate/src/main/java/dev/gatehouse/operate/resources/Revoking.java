package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.ShellWord;

import java.util.Optional;

/** What is said of an operation whose owner's sessions an administrator ended. */
final class Revoking {
    static final String NOTHING_SENT = "Nothing was sent to Azure.";

    private Revoking() {}

    static Refusal refusal(String state) {
        return Refusal.of(
                RefusalCode.ACCESS_REVOKED,
                "An administrator ended all sessions of the person whose operation this is. "
                        + state);
    }

    /** Why it ends, and what Azure may do without Gatehouse. */
    static Refusal refusal(Operation operation) {
        return refusal(
                switch (operation.progress().sending().state()) {
                    case NOT -> NOTHING_SENT;
                    case SENT ->
                            "Azure may have the request already and finish it by itself; look at"
                                    + " the resource.";
                    case ACCEPTED ->
                            operation.progress().is(Step.WAITING, Step.State.DONE)
                                    ? "Azure is done with the resource; the steps after that were"
                                            + " not taken."
                                    : "Azure has the request and may finish it by itself; look at"
                                            + " the resource.";
                });
    }

    /** Where to look, if anything may have left this process. */
    static Optional<Note> look(Operation operation) {
        return operation.progress().sending().state() == Sending.State.NOT
                ? Optional.empty()
                : Optional.of(
                        new Note(
                                "What Azure made of it:",
                                Optional.of(
                                        "az rest --method get --url "
                                                + ShellWord.of(operation.task().look().target()))));
    }
}
