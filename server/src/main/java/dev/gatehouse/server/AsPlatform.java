package dev.gatehouse.server;

import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.operate.arm.Identity;
import java.util.Optional;

/** Gatehouse asks Azure for itself; nobody called. */
record AsPlatform(PlatformCredential credential) implements Identity {
    /** Never asked for: only a caller's own token can be challenged, and answers are not kept. */
    @Override
    public Principal caller() {
        throw new IllegalStateException("nobody called");
    }

    @Override
    public Authorization authorize(Scope scope, Optional<ClaimsChallenge> demanded) {
        return new Authorization.Granted(
                Optional.of(credential.token(scope)),
                DownstreamIdentity.PLATFORM,
                "Gatehouse asks for itself");
    }
}
