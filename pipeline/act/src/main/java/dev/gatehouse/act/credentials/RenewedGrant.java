package dev.gatehouse.act.credentials;

import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.act.credentials.Authorization.Refused;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** One person's tokens, renewed with a refresh token for as long as Entra does so. */
final class RenewedGrant implements LongGrant {
    /** The latest token, and what it is for. */
    record Held(Scope scope, AccessToken token) {}

    private final LongRunning grants;
    private final InstantSource clock;
    private final TenantId tenant;
    private final boolean answersChallenges;
    private final ReentrantLock renewing = new ReentrantLock();
    private Optional<Held> held;
    private Optional<RefreshToken> refresh;

    RenewedGrant(
            LongRunning grants,
            InstantSource clock,
            TenantId tenant,
            boolean answersChallenges,
            Optional<Held> held,
            Optional<RefreshToken> refresh) {
        this.grants = grants;
        this.clock = clock;
        this.tenant = tenant;
        this.answersChallenges = answersChallenges;
        this.held = held;
        this.refresh = refresh;
    }

    @Override
    public DownstreamIdentity used() {
        return DownstreamIdentity.USER;
    }

    @Override
    public Authorization authorize(Scope scope, Optional<ClaimsChallenge> demanded) {
        renewing.lock();
        try {
            Optional<AccessToken> usable =
                    held.filter(it -> demanded.isEmpty() && it.scope().equals(scope))
                            .map(Held::token)
                            .filter(this::lasts);
            return usable.isPresent() ? granted(usable.get()) : renewed(scope, demanded);
        } finally {
            renewing.unlock();
        }
    }

    private Authorization renewed(Scope scope, Optional<ClaimsChallenge> demanded) {
        if (refresh.isEmpty()) {
            return new Refused(
                    ended("Entra issued nothing to renew the caller's token with."),
                    "no refresh token");
        }
        return switch (grants.renew(refresh.get(), tenant, scope, demanded)) {
            case LongRunning.Exchange.Issued(var token, var next) -> {
                held = Optional.of(new Held(scope, token));
                refresh = next.or(() -> refresh);
                yield granted(token);
            }
            case LongRunning.Exchange.Refused(var why) ->
                    new Refused(refusal(why), GrantRefusals.reason(why));
        };
    }

    private Refusal refusal(GrantRefusal why) {
        return why.kind() == GrantRefusal.Kind.GRANT_ENDED
                ? ended("The sign-in behind this work was revoked or ran out.")
                : GrantRefusals.toRefusal(tenant, answersChallenges, why);
    }

    private static Refusal ended(String detail) {
        return Refusal.of(RefusalCode.SESSION_EXPIRED, detail);
    }

    private static Authorization granted(AccessToken token) {
        return new Granted(Optional.of(token), DownstreamIdentity.USER, "on-behalf-of");
    }

    private boolean lasts(AccessToken token) {
        return clock.instant().isBefore(token.expiresAt().minus(Credentials.MARGIN));
    }

    @Override
    public Refusal stepUp(ClaimsChallenge claims) {
        return GrantRefusals.stepUp(answersChallenges, claims);
    }

    @Override
    public byte[] keep() {
        renewing.lock();
        try {
            return LongCredentials.keepUser(tenant, answersChallenges, refresh);
        } finally {
            renewing.unlock();
        }
    }
}
