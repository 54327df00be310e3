package dev.gatehouse.audit;

import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Writes down what happens. Events are queued and written in groups, within 100 ms; an intent is
 * durable before {@link #intend} returns. There may be one log for a store at a time. Safe for use
 * by many threads.
 */
public final class AuditLog implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final AuditReader reader;
    private final AuditWriter writer;

    /** With {@link AuditConfig#DEFAULT}. */
    public AuditLog(AuditStore store, InstantSource clock) {
        this(store, AuditConfig.DEFAULT, clock);
    }

    /**
     * Takes the chain up where it ended, completes what the last process left unfinished with
     * outcome {@code unknown}, and starts the writer.
     *
     * @throws AuditUnavailable if the store cannot be read, or if the end of the chain was tampered
     *     with
     */
    public AuditLog(AuditStore store, AuditConfig config, InstantSource clock) {
        reader = new AuditReader(store);
        writer = new AuditWriter(store, config, clock, Opening.of(store));
        writer.start();
    }

    /**
     * Records an exchange. Never waits. If the queue is full the event is counted as lost, {@link
     * #healthy} is false until the writer has caught up, and the chain then says how many were
     * lost.
     */
    public void record(AuditEvent event) {
        writer.offer(event);
    }

    /**
     * Records that a mutation is about to be carried out and waits until that is durable, at most
     * five seconds.
     *
     * @param event with phase {@code INTENT}; its completion must carry the same request id
     * @throws AuditUnavailable if it is not durable; the mutation must not be carried out. The
     *     chain then gets a completion that says so, if the intent gets there at all.
     */
    public void intend(AuditEvent event) {
        if (event.phase() != AuditEvent.Phase.INTENT) {
            throw new IllegalArgumentException("not an intent");
        }
        var intent = new Intent(event);
        writer.offer(intent);
        intent.await(LONGEST_WAIT.toNanos());
    }

    /** Records what became of a mutation. Never waits. */
    public void complete(AuditEvent event) {
        if (event.phase() != AuditEvent.Phase.COMPLETION) {
            throw new IllegalArgumentException("not a completion");
        }
        writer.offer(event);
    }

    /** Whether events get to the store. While false, nothing that must be recorded may happen. */
    public boolean healthy() {
        return writer.healthy();
    }

    /** How many events wait for the writer, for a gauge. */
    public int queued() {
        return writer.queued();
    }

    /**
     * Waits until all that was recorded before is in the store, summaries included.
     *
     * @throws AuditUnavailable if the store fails, or after five seconds
     */
    public void flush() {
        var barrier = new Barrier(new CountDownLatch(1));
        writer.offer(barrier);
        barrier.await(LONGEST_WAIT, writer);
    }

    /** Mutations that are being carried out, or whose completion was lost; oldest first. */
    public List<AuditEntry> unfinished() {
        return writer.unfinished();
    }

    /**
     * Removes what is over the configured limits now; also done at start and every hour in which
     * something is written.
     *
     * @return how many events were removed
     * @throws AuditUnavailable if the store fails, or the oldest blocks were tampered with
     */
    public long prune() {
        return writer.prune();
    }

    /** Checks the whole chain. */
    public Verification verify() {
        return reader.verify();
    }

    /** What matches, newest first. */
    public List<AuditEntry> query(AuditQuery query) {
        return reader.query(query);
    }

    /** See {@link AuditReader#follow}. */
    public long follow(long seq, Consumer<AuditEntry> each) {
        return reader.follow(seq, each);
    }

    /** See {@link AuditReader#export}. */
    public void export(OutputStream out) {
        reader.export(out);
    }

    /** Writes what is queued, at most for ten seconds, and stops. Later intents are refused. */
    @Override
    public void close() {
        writer.close();
    }
}
