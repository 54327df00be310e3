package dev.gatehouse.emulator.entra;

import java.time.Duration;
import java.time.Instant;

/** A signed token with its times, all in whole seconds. */
public record MintedToken(String value, Instant issuedAt, Instant notBefore, Instant expiresAt) {
    /** How long it is valid from its issue. */
    public Duration lifetime() {
        return Duration.between(issuedAt, expiresAt);
    }

    @Override
    public String toString() {
        return "MintedToken[expiresAt=" + expiresAt + "]";
    }
}
