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

    /**
     * One write.
     *
     * @param id the event's own id
     * @param action the action that was asked for
     * @param status the HTTP status answered
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
            String method) {
        /** Whether it was carried out. */
        public boolean succeeded() {
            return status < 400;
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
