package dev.gatehouse.emulator.world;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A client secret.
 *
 * @param name what its owner calls it
 * @param value the secret itself; Graph shows it once
 * @param end from this instant on it is refused
 */
public record Secret(UUID id, String name, String value, Instant start, Instant end) {
    private static final Instant SEEDED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NEVER = Instant.parse("2299-12-31T00:00:00Z");

    /** A secret of the cast: it has always been there, and does not end. */
    static Secret seeded(String value) {
        UUID id = UUID.nameUUIDFromBytes(("secret/" + value).getBytes(StandardCharsets.UTF_8));
        return new Secret(id, "demo", value, SEEDED, NEVER);
    }

    /** Whether it is over at {@code now}. */
    public boolean expired(Instant now) {
        return !now.isBefore(end);
    }

    /** The first three characters, which Graph goes on showing. */
    public String hint() {
        return value.substring(0, Math.min(3, value.length()));
    }

    @Override
    public String toString() {
        return "Secret[" + id + "]";
    }
}
