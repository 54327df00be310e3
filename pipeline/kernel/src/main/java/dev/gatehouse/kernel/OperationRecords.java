package dev.gatehouse.kernel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where long work is written down, so that it survives the end of the process. Documents and
 * credentials are opaque and already sealed. Safe for use by many threads; what was written is
 * durable when the call returns.
 */
public interface OperationRecords {
    /**
     * One piece of long work.
     *
     * @param owner keyed hash of whose it is
     * @param resource what it works on, in one spelling
     * @param idempotency keyed hash of owner and key, where the owner named a key
     * @param active whether it has not ended; of one resource, one record is active at a time
     * @param document what is known about it, sealed
     * @param credential what it is carried on with, sealed; empty once it has ended
     */
    record Row(
            String id,
            String owner,
            String resource,
            Optional<String> idempotency,
            boolean active,
            Instant createdAt,
            byte[] document,
            Optional<byte[]> credential) {
        @Override
        public String toString() {
            return "Row[" + id + (active ? ", active]" : "]");
        }
    }

    /** What became of an insertion. */
    sealed interface Insertion {
        record Inserted() implements Insertion {}

        /** The owner has used the key before. */
        record KeyKnown(Row known) implements Insertion {}

        /** Something else works on the resource. */
        record Busy(Row other) implements Insertion {}
    }

    /** Writes a new record, unless its key is known or its resource is busy; atomically. */
    Insertion insert(Row row);

    /** Writes document, credential and whether it is active anew; the rest never changes. */
    void update(Row row);

    Optional<Row> find(String id);

    /** The record, active or not, whose owner named the key of that keyed hash. */
    Optional<Row> known(String idempotency);

    /** Newest first; of one owner, or of all. */
    List<Row> newest(Optional<String> owner, int most);

    /** All that have not ended, oldest first. */
    List<Row> active();

    /** Removes what has ended and was created before {@code before}; how many. */
    int prune(Instant before);
}
