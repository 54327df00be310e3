package dev.gatehouse.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.Random;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one Gatehouse: sealing keys, oldest first, the last of which seals; and the key for
 * hashes, which never changes.
 */
final class KeyRing {
    static final int KEY_BYTES = 32;

    /** A sealing key is replaced when it is this old. */
    static final Duration ROTATED_AFTER = Duration.ofDays(30);

    /** A replaced key still opens what it sealed for this long. */
    static final Duration OPENS_FOR = Duration.ofDays(60);

    private static final String ALGORITHM = "HmacSHA256";

    private final List<SealingKey> sealing;
    private final SecretKeySpec hashing;

    /** One sealing key; its id is written before what it sealed. */
    @SuppressWarnings("ArrayRecordComponent") // compared as the object it is
    record SealingKey(int id, Instant created, byte[] key) {
        SealingKey {
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException("a sealing key is not 32 bytes");
            }
        }

        @Override
        public String toString() {
            return "SealingKey[" + id + "]";
        }
    }

    KeyRing(List<SealingKey> sealing, byte[] hashing) {
        if (sealing.isEmpty() || hashing.length != KEY_BYTES) {
            throw new IllegalArgumentException("keys are missing");
        }
        this.sealing = List.copyOf(sealing);
        this.hashing = new SecretKeySpec(hashing, ALGORITHM);
    }

    static KeyRing fresh(Instant now) {
        return new KeyRing(List.of(newKey(List.of(), now)), Random.randBytes(KEY_BYTES));
    }

    List<SealingKey> sealing() {
        return sealing;
    }

    byte[] hashing() {
        return hashing.getEncoded();
    }

    /** HMAC-SHA-256 (RFC 2104) of the UTF-8 text, in lower-case hex. */
    String hash(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(hashing);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /** These keys as they should be at {@code now}; the same object if nothing changes. */
    KeyRing rotated(Instant now) {
        var keys = new ArrayList<>(sealing);
        if (!now.isBefore(keys.getLast().created().plus(ROTATED_AFTER))) {
            keys.add(newKey(keys, now));
        }
        while (keys.size() > 1 && now.isAfter(keys.get(1).created().plus(OPENS_FOR))) {
            keys.removeFirst();
        }
        return keys.equals(sealing) ? this : new KeyRing(keys, hashing());
    }

    private static SealingKey newKey(List<SealingKey> taken, Instant now) {
        int id;
        do {
            id = Random.randInt();
        } while (isTaken(taken, id));
        return new SealingKey(id, now, Random.randBytes(KEY_BYTES));
    }

    private static boolean isTaken(List<SealingKey> keys, int id) {
        return keys.stream().anyMatch(key -> key.id() == id);
    }

    @Override
    public String toString() {
        return "KeyRing[" + sealing.size() + " sealing keys]";
    }
}
