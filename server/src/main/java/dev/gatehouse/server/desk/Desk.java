package dev.gatehouse.server.desk;

import dev.gatehouse.kernel.RefusalCode;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the pipeline, one virtual thread an exchange, and no more of them than it can serve. */
public final class Desk implements AutoCloseable {
    private static final int AT_ONCE = 2_000;
    private static final int GRACE_SECONDS = 5;

    private final RequestPipeline pipeline;
    private final Semaphore places;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("desk-", 0).factory());

    public Desk(RequestPipeline pipeline) {
        this(pipeline, AT_ONCE);
    }

    /**
     * @param atOnce how many exchanges are decided at the same time; more are turned away
     */
    public Desk(RequestPipeline pipeline, int atOnce) {
        this.pipeline = pipeline;
        this.places = new Semaphore(atOnce);
    }

    /**
     * Decides on a thread of its own, and tells {@code then} exactly once, on that thread or, where
     * there is no place for one, on the caller's. Never blocks the caller.
     */
    public void decide(
            Arrival arrival, RouteTable.Entry entry, byte[] body, Consumer<Verdict> then) {
        if (!places.tryAcquire()) {
            then.accept(turnedAway(arrival, entry, "Too many requests wait for a decision."));
            return;
        }
        try {
            threads.execute(() -> then.accept(verdict(arrival, entry, body)));
        } catch (RejectedExecutionException closed) {
            places.release();
            then.accept(turnedAway(arrival, entry, "Gatehouse is stopping."));
        }
    }

    /** Lets a stream flow on a thread of its own. Never blocks the caller. */
    public void flow(OpenStream stream, OpenStream.Sink sink) {
        try {
            threads.execute(() -> flowing(stream, sink));
        } catch (RejectedExecutionException closed) {
            sink.end();
        }
    }

    private static void flowing(OpenStream stream, OpenStream.Sink sink) {
        try {
            stream.flow(sink);
        } catch (InterruptedException stopping) {
            sink.end();
        }
    }

    private Verdict turnedAway(Arrival arrival, RouteTable.Entry entry, String detail) {
        return pipeline.turnedAway(arrival, entry, RefusalCode.OVERLOADED, detail);
    }

    private Verdict verdict(Arrival arrival, RouteTable.Entry entry, byte[] body) {
        try {
            return pipeline.handle(arrival, entry, body);
        } finally {
            places.release();
        }
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
