package dev.gatehouse.server.desk;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.server.http.ErrorAnswers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the pipeline, one virtual thread an exchange, and no more of them than it can serve. */
public final class Desk implements AutoCloseable {
    private static final int AT_ONCE = 2_000;
    private static final int GRACE_SECONDS = 5;

    private final RequestPipeline pipeline;
    private final ErrorAnswers errors;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("desk-", 0).factory());

    public Desk(RequestPipeline pipeline, ErrorAnswers errors) {
        this.pipeline = pipeline;
        this.errors = errors;
    }

    /**
     * Decides on a thread of its own, and tells {@code then} on that thread. Never blocks the
     * caller.
     */
    public void decide(
            Arrival arrival, RouteTable.Entry entry, byte[] body, Consumer<Verdict> then) {
        if (!places.tryAcquire()) {
            var busy = Refusal.of(RefusalCode.OVERLOADED, "Too many requests wait for a decision.");
            then.accept(new Verdict.Reply(errors.of(busy, arrival.requestId())));
            return;
        }
        threads.execute(
                () -> {
                    Verdict verdict;
                    try {
                        verdict = pipeline.handle(arrival, entry, body);
                    } finally {
                        places.release();
                    }
                    then.accept(verdict);
                });
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
