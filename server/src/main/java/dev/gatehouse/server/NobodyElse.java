package dev.gatehouse.server;

import dev.gatehouse.act.credentials.LongRunning;
import dev.gatehouse.act.credentials.OnBehalfOf;
import dev.gatehouse.act.credentials.RefreshToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import java.util.Optional;

/** A process that acts for its own user alone exchanges no tokens; its mode never asks it to. */
record NobodyElse() implements LongRunning {
    /** The same for the short exchange. */
    static OnBehalfOf onBehalfOf() {
        return (_, _, _, _) -> {
            throw never();
        };
    }

    @Override
    public Exchange begin(
            Assertion assertion, TenantId tenant, Scope scope, Optional<ClaimsChallenge> claims) {
        throw never();
    }

    @Override
    public Exchange renew(
            RefreshToken token, TenantId tenant, Scope scope, Optional<ClaimsChallenge> claims) {
        throw never();
    }

    private static IllegalStateException never() {
        return new IllegalStateException("this process acts for its own user alone");
    }
}
