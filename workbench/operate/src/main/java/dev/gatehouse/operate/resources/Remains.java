package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.ShellWord;
import java.util.Optional;

/** What Azure may do without Gatehouse, once Gatehouse no longer follows an operation. */
final class Remains {
    static final String NOTHING_SENT = "Nothing was sent to Azure.";

    private Remains() {}

    static String of(Operation operation) {
        return switch (operation.progress().sending().state()) {
            case NOT -> NOTHING_SENT;
            case SENT ->
                    "Azure may have the request already and finish it by itself; look at the"
                            + " resource.";
            case ACCEPTED ->
                    operation.progress().is(Step.WAITING, Step.State.DONE)
                            ? "Azure is done with the resource; the steps after that were not"
                                    + " taken."
                            : "Azure has the request and may finish it by itself; look at the"
                                    + " resource.";
        };
    }

    /** Where to look, if anything may have left this process. */
    static Optional<Note> look(Operation operation) {
        return operation.unsent()
                ? Optional.empty()
                : Optional.of(
                        new Note(
                                "What Azure made of it:",
                                Optional.of(
                                        "az rest --method get --url "
                                                + ShellWord.of(operation.task().look().target()))));
    }
}
