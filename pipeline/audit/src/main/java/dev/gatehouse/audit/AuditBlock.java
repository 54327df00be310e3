package dev.gatehouse.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Events that were written together, bound to all that went before. {@code hash} is SHA-256 of the
 * previous hash, the header and the payload; see {@code docs/decisions/2026-11-22-audit-blocks.md}.
 *
 * @param firstSeq number of the first event
 * @param lastSeq number of the last event
 * @param firstTime earliest time of an event, in whole microseconds
 * @param lastTime latest time of an event, in whole microseconds
 * @param count how many events
 * @param payload the events, each a line of JSON with its line feed
 * @param previousHash of the block before, in lower-case hex; {@link #GENESIS} for the first
 * @param hash in lower-case hex
 */
@SuppressWarnings("ArrayRecordComponent") // compared by hash, never by equals
public record AuditBlock(
        long firstSeq,
        long lastSeq,
        Instant firstTime,
        Instant lastTime,
        int count,
        byte[] payload,
        String previousHash,
        String hash) {
    /** What the first block of all follows. */
    public static final String GENESIS = "0".repeat(64);

    private static final byte FORMAT = 1;
    private static final int HEADER_BYTES = 1 + 4 * Long.BYTES + 2 * Integer.BYTES;

    /** The block that follows {@code previousHash}. */
    static AuditBlock chained(
            long firstSeq,
            int count,
            Instant firstTime,
            Instant lastTime,
            byte[] payload,
            String previousHash) {
        long lastSeq = firstSeq + count - 1;
        var open =
                new AuditBlock(
                        firstSeq, lastSeq, firstTime, lastTime, count, payload, previousHash, "");
        return new AuditBlock(
                firstSeq,
                lastSeq,
                firstTime,
                lastTime,
                count,
                payload,
                previousHash,
                open.computeHash());
    }

    /** What {@link #hash} must be, computed from everything else. */
    String computeHash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(previousHash));
            digest.update(header());
            digest.update(payload);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private byte[] header() {
        return ByteBuffer.allocate(HEADER_BYTES)
                .put(FORMAT)
                .putLong(firstSeq)
                .putLong(lastSeq)
                .putLong(micros(firstTime))
                .putLong(micros(lastTime))
                .putInt(count)
                .putInt(payload.length)
                .array();
    }

    /**
     * Microseconds since the epoch, rounded down: the unit in which times are hashed and stored.
     */
    public static long micros(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
    }

    /** The reverse of {@link #micros}. */
    public static Instant time(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    /** How many lines the payload has. */
    int lines() {
        int lines = 0;
        for (byte b : payload) {
            if (b == '\n') {
                lines++;
            }
        }
        return lines;
    }

    @Override
    public String toString() {
        return "AuditBlock[" + firstSeq + ".." + lastSeq + ", hash=" + hash + "]";
    }
}
