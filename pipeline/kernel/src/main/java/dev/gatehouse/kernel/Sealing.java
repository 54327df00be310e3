package dev.gatehouse.kernel;

import java.util.Optional;

/** Authenticated encryption of what is stored. */
public interface Sealing {
    /**
     * Seals with Gatehouse's own rotating keys. {@code context} is bound to the value, not stored
     * with it.
     */
    byte[] seal(byte[] plain, String context);

    /**
     * What was sealed under the same context; empty if it was altered, moved or sealed by a
     * forgotten key.
     */
    Optional<byte[]> open(byte[] sealed, String context);

    /** Seals with a key of the caller's own: 32 random bytes that only the caller keeps. */
    byte[] sealWith(byte[] key, byte[] plain, String context);

    /** The reverse of {@link #sealWith}. */
    Optional<byte[]> openWith(byte[] key, byte[] sealed, String context);

    /** A keyed hash (HMAC-SHA-256) that stays the same over restarts, in lower-case hex. */
    String keyedHash(String text);
}
