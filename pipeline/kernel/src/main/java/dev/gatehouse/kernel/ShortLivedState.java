package dev.gatehouse.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where state lives that ends by itself: sessions, sign-in attempts, downstream tokens. Values are
 * opaque and already sealed. Safe for use by many threads; a value past its end is never returned.
 */
public interface ShortLivedState {
    /** What kind of state a key belongs to; keys of different spaces never meet. */
    enum Space {
        SESSION,
        SIGN_IN,
        DOWNSTREAM_TOKEN,
        REVOCATION,
        SIGNING_KEY
    }

    /** The value, if there is one that has not ended. */
    Optional<byte[]> get(Space space, String key);

    /** Sets the value, replacing what was there. Durable when this returns. */
    void put(Space space, String key, byte[] value, Instant endsAt);

    /** Sets the value if there is none, atomically; whether it was set. */
    boolean putIfAbsent(Space space, String key, byte[] value, Instant endsAt);

    /** Removes and returns the value, atomically: of many callers, one gets it. */
    Optional<byte[]> take(Space space, String key);

    /** Removes the value, if any. */
    void delete(Space space, String key);

    /** How many values of the space have not ended. */
    long count(Space space);

    /**
     * A lease on {@code name}: of many holders across processes, one at a time. Empty if somebody
     * else holds it. It ends by itself after {@code length} unless it is released first.
     */
    Optional<Lease> lease(String name, Duration length);

    /** Held until closed. */
    interface Lease extends AutoCloseable {
        /**
         * Grows with every grant of the same name, so that a late writer can be told from the
         * current one.
         */
        long fence();

        @Override
        void close();
    }
}
