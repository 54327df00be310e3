package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens of Gatehouse's own identity, one a scope, until the margin before their end. When three
 * quarters of that time are over, the next one is fetched behind the callers' backs; if that fails,
 * it is tried again half a minute later, and who comes after the end sees the failure.
 *
 * <p>Scopes come from the configuration, so their number is small.
 */
final class PlatformTokens {
    private static final Duration SOONEST_REFRESH = Duration.ofSeconds(30);

    private final PlatformCredential credential;
    private final InstantSource clock;
    private final SingleFlight<AccessToken> flights = new SingleFlight<>();
    private final ConcurrentHashMap<Scope, Held> held = new ConcurrentHashMap<>();

    PlatformTokens(PlatformCredential credential, InstantSource clock) {
        this.credential = credential;
        this.clock = clock;
    }

    private record Held(AccessToken token, Instant refreshAt) {}

    /**
     * A token that lasts longer than the margin, if the identity gives such a one.
     *
     * @throws CredentialUnavailable if the identity gives none
     */
    AccessToken get(Scope scope) {
        Instant now = clock.instant();
        Held mine = held.get(scope);
        if (mine == null || !now.isBefore(mine.token().expiresAt().minus(Credentials.MARGIN))) {
            return flights.get(scope.value(), () -> fetch(scope));
        }
        if (!now.isBefore(mine.refreshAt())
                && held.replace(scope, mine, new Held(mine.token(), now.plus(SOONEST_REFRESH)))) {
            flights.start(scope.value(), () -> fetch(scope));
        }
        return mine.token();
    }

    private AccessToken fetch(Scope scope) {
        AccessToken token = credential.token(scope);
        Instant now = clock.instant();
        var usable = Duration.between(now, token.expiresAt().minus(Credentials.MARGIN));
        var wait = usable.multipliedBy(3).dividedBy(4);
        held.put(
                scope,
                new Held(
                        token,
                        now.plus(wait.compareTo(SOONEST_REFRESH) < 0 ? SOONEST_REFRESH : wait)));
        return token;
    }
}
