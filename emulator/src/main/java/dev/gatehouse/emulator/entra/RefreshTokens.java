package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.WorldClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Refresh tokens: bound to a person and a client, not to an API. They may be used again after a
 * refresh, as Entra's may.
 */
final class RefreshTokens {
    private static final Duration LIFETIME = Duration.ofDays(90);
    private static final int MOST = 20_000;

    private final WorldClock clock;
    private final Secrets secrets = new Secrets();
    private final Bounded<Issued> tokens = new Bounded<>(MOST);

    RefreshTokens(WorldClock clock) {
        this.clock = clock;
    }

    /** What a refresh token stands for. {@code scope} is used if a refresh names none. */
    record Issued(Grant grant, String scope, Instant issuedAt) {}

    String issue(Grant grant, String scope) {
        String name = "1." + secrets.name();
        tokens.put(name, new Issued(grant, scope, clock.instant()));
        return name;
    }

    Optional<Issued> find(String name) {
        return tokens.get(name);
    }

    boolean expired(Issued token) {
        return !clock.instant().isBefore(token.issuedAt().plus(LIFETIME));
    }
}
