package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.DownstreamIdentity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One piece of long work on a resource, as it is at a moment.
 *
 * @param progress what changes; all else is said at the beginning
 */
public record Operation(String id, Owner owner, Task task, Terms terms, Progress progress) {
    /**
     * What was fixed when it was asked for.
     *
     * @param digest of the request, to tell a repeated one from another one
     * @param identity whose rights Azure judges by, to the end
     * @param requestId what Azure is told as {@code x-ms-client-request-id}
     * @param deadline when Gatehouse gives up waiting
     */
    public record Terms(
            String digest,
            DownstreamIdentity identity,
            UUID requestId,
            Instant createdAt,
            Instant deadline) {}

    static Operation queued(String id, Owner owner, Task task, Terms terms) {
        List<String> names =
                task.attach().isPresent()
                        ? List.of(
                                Step.SUBMITTED, Step.ACCEPTED, Step.WAITING, Step.ATTACH, Step.DONE)
                        : List.of(Step.SUBMITTED, Step.ACCEPTED, Step.WAITING, Step.DONE);
        return new Operation(id, owner, task, terms, Progress.queued(names, terms.createdAt()));
    }

    public Status status() {
        return progress.status();
    }

    public boolean terminal() {
        return progress.status().terminal();
    }

    /** Whether {@code POST …/cancel} can do something about it now. */
    public boolean cancellable() {
        return switch (progress.status()) {
            case QUEUED -> true;
            case NEEDS_SIGN_IN -> unsent() || abandonable();
            case RUNNING -> abandonable();
            case SUCCEEDED, FAILED, CANCELLED -> false;
        };
    }

    /** Whether nothing of it left this process. */
    boolean unsent() {
        return progress.sending().state() == Sending.State.NOT;
    }

    private boolean abandonable() {
        return task.abortable()
                && progress.sending().state() == Sending.State.ACCEPTED
                && progress.is(Step.WAITING, Step.State.RUNNING);
    }

    /** When Gatehouse gives up waiting for Azure; the wait for its owner is no such wait. */
    Instant deadline() {
        return terms.deadline().plus(progress.proof().waited());
    }

    Operation with(Progress next) {
        return new Operation(id, owner, task, terms, next);
    }

    @Override
    public String toString() {
        return "Operation[" + id + " " + task.wire() + " " + status().wire() + "]";
    }
}
