package dev.gatehouse.operate.doctor;

import dev.gatehouse.kernel.ShellWord;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Whether store and keys open, and the audit's chain holds. */
public record AuditCheck(Book book, Path directory) implements Check {
    /** The store, opened to be read. */
    @FunctionalInterface
    public interface Book {
        Chain chain();
    }

    /** What its audit is like. */
    public sealed interface Chain {
        /** Nothing was altered. */
        record Whole(long events) implements Chain {}

        /** Something was. */
        record Broken(long event, String why) implements Chain {}

        /** There is no store yet. */
        record None() implements Chain {}

        /** The store or its keys cannot be opened; a sentence without secrets. */
        record Closed(String why) implements Chain {}
    }

    @Override
    public CheckId id() {
        return CheckId.AUDIT;
    }

    @Override
    public Set<CheckId> needs() {
        return Set.of(CheckId.STORE);
    }

    @Override
    public List<Finding> examine() {
        return List.of(
                switch (book.chain()) {
                    case Chain.Whole(long events) ->
                            Finding.ok(id(), "The chain of " + events + " events holds.");
                    case Chain.None _ -> Finding.ok(id(), "There is none before the first start.");
                    case Chain.Broken(long event, String why) ->
                            Finding.fail(
                                    id(),
                                    "The chain is broken at event " + event + ": " + why + ".",
                                    Advice.of(
                                                    "Keep a copy of the directory as it is, find out who"
                                                            + " changed it, and start a new one.")
                                            .run(
                                                    "gatehouse audit verify --data "
                                                            + ShellWord.of(directory.toString())));
                    case Chain.Closed(String why) ->
                            Finding.fail(
                                    id(),
                                    why,
                                    Advice.of(
                                                    "Restore the directory from a backup, keys.json"
                                                            + " included.")
                                            .run("ls -l " + ShellWord.of(directory.toString())));
                });
    }
}
