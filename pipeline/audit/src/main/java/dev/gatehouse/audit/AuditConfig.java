package dev.gatehouse.audit;

import java.time.Duration;

/**
 * How the audit is kept.
 *
 * @param reads whether every read has a line of its own ({@code audit.reads})
 * @param keepFor lines older than this are removed; zero keeps them for ever
 * @param keepBytes when the encoded lines exceed this, the oldest are removed; zero is no limit
 * @param queued how many events may wait for the writer, a power of two
 * @param anonymousRefusals how many refusals of callers without a name have a line of their own in
 *     ten seconds; further ones are counted by code
 */
public record AuditConfig(
        Reads reads, Duration keepFor, long keepBytes, int queued, int anonymousRefusals) {
    /** What a read leaves. */
    public enum Reads {
        /** A line each. */
        EVERY,
        /** A line for all that are alike within ten seconds, with their count. */
        SUMMARY
    }

    /** Every read, one year, no limit in bytes. */
    public static final AuditConfig DEFAULT =
            new AuditConfig(Reads.EVERY, Duration.ofDays(365), 0, 65_536, 1_000);

    public AuditConfig {
        if (keepFor.isNegative() || keepBytes < 0) {
            throw new IllegalArgumentException("audit retention is negative");
        }
        if (queued < 64 || Integer.bitCount(queued) != 1) {
            throw new IllegalArgumentException(
                    "audit queue is not a power of two of at least 64: " + queued);
        }
        if (anonymousRefusals < 1) {
            throw new IllegalArgumentException(
                    "anonymous refusals must be at least 1: " + anonymousRefusals);
        }
    }

    public AuditConfig with(Reads other) {
        return new AuditConfig(other, keepFor, keepBytes, queued, anonymousRefusals);
    }

    /** With other limits of age and size. */
    public AuditConfig keeping(Duration age, long bytes) {
        return new AuditConfig(reads, age, bytes, queued, anonymousRefusals);
    }
}
