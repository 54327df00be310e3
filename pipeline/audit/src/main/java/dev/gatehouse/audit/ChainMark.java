package dev.gatehouse.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;

/**
 * A place in the chain, signed with a key that is not in the store, so that somebody who can write
 * the store but has no key cannot make up another chain.
 *
 * @param kind what the mark stands for
 * @param seq the last event before the mark; 0 before the first
 * @param hash of the block that ends with that event
 * @param bytes of all payloads up to there, removed ones included
 * @param openFrom no event before this one is an intent without completion
 * @param signature by {@link AuditStore#sign}
 */
public record ChainMark(
        Kind kind, long seq, String hash, long bytes, long openFrom, String signature) {
    /** What a mark stands for. */
    public enum Kind {
        /** Where the chain ends. */
        HEAD,
        /** Where the chain begins, after old blocks were removed. */
        CHECKPOINT
    }

    static ChainMark signed(
            AuditStore store, Kind kind, long seq, String hash, long bytes, long openFrom) {
        return new ChainMark(
                kind,
                seq,
                hash,
                bytes,
                openFrom,
                store.sign(statement(kind, seq, hash, bytes, openFrom)));
    }

    /** Whether the signature is the store's own. */
    boolean genuine(AuditStore store) {
        String expected = store.sign(statement(kind, seq, hash, bytes, openFrom));
        return MessageDigest.isEqual(expected.getBytes(ISO_8859_1), signature.getBytes(ISO_8859_1));
    }

    private static String statement(Kind kind, long seq, String hash, long bytes, long openFrom) {
        return "gatehouse audit 1 " + kind + ' ' + seq + ' ' + hash + ' ' + bytes + ' ' + openFrom;
    }
}
