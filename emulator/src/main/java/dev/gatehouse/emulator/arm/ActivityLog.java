package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Every write to the control plane, carried out or refused, oldest first. Keeps the last 10,000.
 */
public final class ActivityLog {
    private static final int MOST = 10_000;

    private final List<Entry> entries = new ArrayList<>();

    /** What became of a write. */
    public enum Outcome {
        ACCEPTED("Accepted"),
        SUCCEEDED("Succeeded"),
        FAILED("Failed");

        private final String wire;

        Outcome(String wire) {
            this.wire = wire;
        }

        /** The name in JSON. */
        public String wire() {
            return wire;
        }
    }

    /**
     * One write.
     *
     * @param id the event's own id
     * @param action the action that was asked for
     * @param status the HTTP status answered
     * @param outcome {@code Accepted} when a long operation began; its end has an entry of its own
     */
    public record Entry(
            UUID id,
            Instant at,
            Caller caller,
            String issuer,
            String action,
            Scope scope,
            int status,
            String errorCode,
            UUID correlationId,
            String method,
            Outcome outcome) {
        /** Whether it was carried out, or at least accepted. */
        public boolean succeeded() {
            return outcome != Outcome.FAILED;
        }

        /** The entry of the end of the long operation that this one tells the beginning of. */
        Entry ended(LongOperation operation) {
            boolean good = operation.status() == LongOperation.Status.SUCCEEDED;
            return new Entry(
                    UUID.randomUUID(),
                    operation.ended().orElse(at),
                    caller,
                    issuer,
                    action,
                    scope,
                    good ? 200 : 409,
                    operation.error().map(LongOperation.Failure::code).orElse(""),
                    correlationId,
                    method,
                    good ? Outcome.SUCCEEDED : Outcome.FAILED);
        }
    }

    /** Adds an entry. */
    public synchronized void record(Entry entry) {
        if (entries.size() == MOST) {
            entries.removeFirst();
        }
        entries.add(entry);
    }

    /** All entries kept, oldest first. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
