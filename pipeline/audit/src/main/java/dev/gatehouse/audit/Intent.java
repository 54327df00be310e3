package dev.gatehouse.audit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A mutation that is about to be carried out, and the caller who waits until that is durable. */
final class Intent implements Queued {
    private enum State {
        WAITING,
        DURABLE,
        REFUSED
    }

    private final AuditEvent event;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile @Nullable Throwable cause;

    Intent(AuditEvent event) {
        this.event = event;
    }

    AuditEvent event() {
        return event;
    }

    /** Whether the caller goes on; false if the caller gave up before. */
    boolean succeed() {
        boolean first = state.compareAndSet(State.WAITING, State.DURABLE);
        settled.countDown();
        return first;
    }

    /** The caller is refused. */
    void fail(Throwable why) {
        cause = why;
        state.compareAndSet(State.WAITING, State.REFUSED);
        settled.countDown();
    }

    /**
     * Waits for the writer.
     *
     * @throws AuditUnavailable if it failed, if it took longer than {@code nanos}, or if the
     *     waiting thread was interrupted; the caller then must not carry the mutation out
     */
    void await(long nanos) {
        boolean interrupted = false;
        try {
            settled.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            Thread.currentThread().interrupt();
        }
        if (state.compareAndSet(State.WAITING, State.REFUSED)) {
            throw new AuditUnavailable(
                    interrupted
                            ? "interrupted before the intent was durable"
                            : "the intent was not durable in time");
        }
        if (state.get() == State.REFUSED) {
            throw new AuditUnavailable("the intent could not be written", cause);
        }
    }
}
