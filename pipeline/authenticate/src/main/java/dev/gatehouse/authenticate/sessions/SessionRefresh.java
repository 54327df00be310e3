package dev.gatehouse.authenticate.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.authenticate.sessions.IdentityProvider.Redemption;
import dev.gatehouse.authenticate.tokens.TokenValidator;
import dev.gatehouse.authenticate.tokens.Validation;
import dev.gatehouse.authenticate.tokens.VerifiedToken;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.ShortLivedState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Renews a session's access token: one request to Entra at a time for one session, over all threads
 * and processes. Roles and groups are those of the new token.
 */
final class SessionRefresh {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int PAUSES = 150;
    private static final Duration REST_AFTER_OUTAGE = Duration.ofSeconds(30);
    private static final int MOST_RESTING = 100_000;

    private final SessionVault vault;
    private final IdentityProvider provider;
    private final TokenValidator validator;
    private final ShortLivedState state;
    private final Duration margin;
    private final InstantSource clock;
    private final SingleFlight<Outcome> flights = new SingleFlight<>();
    private final Cache<String, Boolean> resting;

    SessionRefresh(
            SessionVault vault,
            IdentityProvider provider,
            TokenValidator validator,
            ShortLivedState state,
            Duration margin,
            InstantSource clock) {
        this.vault = vault;
        this.provider = provider;
        this.validator = validator;
        this.state = state;
        this.margin = margin;
        this.clock = clock;
        this.resting =
                Caffeine.newBuilder()
                        .maximumSize(MOST_RESTING)
                        .expireAfterWrite(REST_AFTER_OUTAGE)
                        .ticker(() -> clock.millis() * 1_000_000)
                        .executor(Runnable::run)
                        .build();
    }

    /** What became of a session. */
    sealed interface Outcome {}

    /** It goes on, with a new token or with one that is still good. */
    record Kept(Stored stored) implements Outcome {}

    /** It is over, and deleted. */
    record Over(Optional<ClaimsChallenge> challenge) implements Outcome {}

    /**
     * The session with a token that is good.
     *
     * @throws IdentityProviderUnavailable if the token is over and Entra cannot be asked
     */
    Outcome refreshed(Ticket ticket, Stored stored) {
        String id = ticket.sessionId();
        if (!isDue(stored)) {
            return new Kept(stored);
        }
        boolean usable = isUsable(stored);
        if (stored.content().refresh().isEmpty()) {
            return usable ? new Kept(stored) : over(ticket, Optional.empty());
        }
        if (usable && (flights.isRunning(id) || resting.getIfPresent(id) != null)) {
            return new Kept(stored);
        }
        return flights.run(id, () -> underLease(ticket, stored));
    }

    /** Runs {@code change} while no other thread or process changes the session, or not at all. */
    void ifNobodyElseWrites(Ticket ticket, Runnable change) {
        state.lease(leaseName(ticket), LEASE)
                .ifPresent(
                        lease -> {
                            try (lease) {
                                change.run();
                            }
                        });
    }

    private Outcome underLease(Ticket ticket, Stored stored) throws InterruptedException {
        for (int pauses = 0; pauses < PAUSES; pauses++) {
            var lease = state.lease(leaseName(ticket), LEASE);
            if (lease.isPresent()) {
                try (var _ = lease.get()) {
                    return refresh(ticket);
                }
            }
            if (isUsable(stored)) {
                return new Kept(stored);
            }
            Thread.sleep(PAUSE);
        }
        throw new IdentityProviderUnavailable(
                "another process holds the refresh of this session",
                Duration.ofSeconds(5),
                new TimeoutException());
    }

    private Outcome refresh(Ticket ticket) {
        if (!(vault.read(ticket) instanceof SessionVault.Present(Stored current))) {
            return new Over(Optional.empty());
        }
        if (!isDue(current)) {
            return new Kept(current); // somebody else was quicker
        }
        try {
            String refreshToken = current.content().refresh().orElseThrow();
            return switch (provider.refresh(current.anchor().tenantId(), refreshToken)) {
                case Redemption.Refused(GrantRefusal why) -> over(ticket, why.challenge());
                case Redemption.Redeemed redeemed -> renewed(ticket, current, redeemed);
            };
        } catch (IdentityProviderUnavailable outage) {
            if (!isUsable(current)) {
                throw outage;
            }
            resting.put(ticket.sessionId(), true);
            return new Kept(current);
        }
    }

    private Outcome renewed(Ticket ticket, Stored current, Redemption.Redeemed redeemed) {
        if (!(validator.validate(redeemed.accessToken())
                        instanceof Validation.Valid(VerifiedToken token))
                || !isSamePerson(token.principal(), current.anchor())) {
            return over(ticket, Optional.empty());
        }
        Optional<String> next = redeemed.refreshToken().or(current.content()::refresh);
        Stored changed = current.with(Stored.Content.of(token, next, clock.instant()));
        vault.writeContent(ticket, changed);
        return new Kept(changed);
    }

    private static boolean isSamePerson(Principal principal, Stored.Anchor anchor) {
        return principal.kind() == Principal.Kind.USER
                && principal.tenant().equals(anchor.tenantId())
                && principal.object().equals(anchor.objectId());
    }

    private Outcome over(Ticket ticket, Optional<ClaimsChallenge> challenge) {
        vault.delete(ticket.sessionId());
        return new Over(challenge);
    }

    private boolean isDue(Stored stored) {
        Instant expires = stored.content().tokenExpires();
        return !clock.instant().plus(margin).isBefore(expires);
    }

    private boolean isUsable(Stored stored) {
        return clock.instant().isBefore(stored.content().tokenExpires());
    }

    private static String leaseName(Ticket ticket) {
        return "session:" + ticket.sessionId();
    }
}
