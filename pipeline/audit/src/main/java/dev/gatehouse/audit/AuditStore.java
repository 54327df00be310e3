package dev.gatehouse.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Where blocks live. One writer at a time; readers may be other threads and other processes. Every
 * method throws {@link AuditUnavailable} if the store fails.
 */
public interface AuditStore {
    /**
     * Adds {@code block} and replaces the head, both or none. When this returns, a crash of the
     * process loses neither; with {@code throughPowerLoss} a crash of the machine does not either.
     */
    void append(AuditBlock block, ChainMark head, boolean throughPowerLoss);

    /** Removes the blocks that end at or before the checkpoint and sets it, both or none. */
    void prune(ChainMark checkpoint);

    /**
     * Gives back a little of the room that {@link #prune} left, in a few milliseconds.
     *
     * @return whether there is more; a store that keeps no such room says no
     */
    default boolean giveBack() {
        return false;
    }

    /** Reads one consistent state; what is written meanwhile is not seen. */
    <T> T read(Function<Snapshot, T> reader);

    /**
     * A keyed hash of {@code statement}, the same over restarts, by a key that is not kept with the
     * blocks.
     */
    String sign(String statement);

    /** The store as it was at one moment. Not to be used after the reader returned. */
    interface Snapshot {
        /** Where the chain ends; empty if nothing was ever written. */
        Optional<ChainMark> head();

        /** Where the chain begins; empty if nothing was ever removed. */
        Optional<ChainMark> checkpoint();

        /**
         * Blocks that end at or after {@code seq}, oldest first, until {@code visitor} returns
         * false.
         */
        void from(long seq, Predicate<AuditBlock> visitor);

        /**
         * Blocks with an event that may lie between the times (inclusive), newest first, until
         * {@code visitor} returns false.
         */
        void newestFirst(Instant from, Instant to, Predicate<AuditBlock> visitor);
    }
}
