package dev.gatehouse.server.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What is written down ({@code audit}).
 *
 * @param age how long it is kept
 * @param size in bytes; more is removed, the oldest first. Empty means no limit
 */
public record AuditSettings(Reads reads, Duration age, Optional<Long> size) {
    /** What a read leaves. */
    public enum Reads {
        /** A row each. */
        EVERY,
        /** One row for many that are alike. */
        SUMMARY;

        static Optional<Reads> parse(String text) {
            for (Reads reads : values()) {
                if (reads.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return Optional.of(reads);
                }
            }
            return Optional.empty();
        }
    }
}
