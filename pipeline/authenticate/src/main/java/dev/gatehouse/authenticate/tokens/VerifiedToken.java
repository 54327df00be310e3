package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.Principal;
import java.time.Instant;
import java.util.Optional;

/** An access token that passed every check: only {@link TokenValidator} makes one. */
public final class VerifiedToken {
    private final Principal principal;
    private final Assertion assertion;
    private final Instant expiresAt;
    private final Optional<String> sessionId;

    VerifiedToken(
            Principal principal,
            Assertion assertion,
            Instant expiresAt,
            Optional<String> sessionId) {
        this.principal = principal;
        this.assertion = assertion;
        this.expiresAt = expiresAt;
        this.sessionId = sessionId;
    }

    public Principal principal() {
        return principal;
    }

    /** The token itself, to be exchanged on behalf of the caller. */
    public Assertion assertion() {
        return assertion;
    }

    /** The {@code exp} claim as it stands, without clock skew. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** The {@code sid} claim: Entra's session, for front-channel logout. */
    public Optional<String> sessionId() {
        return sessionId;
    }

    @Override
    public String toString() {
        return "VerifiedToken[until " + expiresAt + "]";
    }
}
