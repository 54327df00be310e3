package dev.gatehouse.authenticate.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Tokens whose signature was found wrong, so that a flood of one forgery costs a hash and not an
 * RSA operation each. Bounded, and short-lived in case a key was published late. Whatever is
 * refused before the signature is looked at costs less than the hash and is not kept.
 */
final class Forgeries {
    private static final int MOST = 4096;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Cache<Digest, TokenFault> known;

    Forgeries(InstantSource clock) {
        known =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(KEPT)
                        .ticker(() -> clock.millis() * 1_000_000)
                        .executor(Runnable::run)
                        .build();
    }

    boolean contains(Digest digest) {
        return known.getIfPresent(digest) != null;
    }

    void add(Digest digest) {
        known.put(digest, TokenFault.SIGNATURE);
    }

    /** A full SHA-256. */
    record Digest(long a, long b, long c, long d) {
        static Digest of(String text) {
            try {
                byte[] hash =
                        MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.ISO_8859_1));
                ByteBuffer words = ByteBuffer.wrap(hash);
                return new Digest(
                        words.getLong(), words.getLong(), words.getLong(), words.getLong());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK has SHA-256", impossible);
            }
        }
    }
}
