package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.TenantId;
import java.util.Optional;

/** An ID token that passed every check: only {@link TokenValidator} makes one. */
public final class VerifiedIdToken {
    private final TenantId tenant;
    private final ObjectId object;
    private final Optional<String> sessionId;

    VerifiedIdToken(TenantId tenant, ObjectId object, Optional<String> sessionId) {
        this.tenant = tenant;
        this.object = object;
        this.sessionId = sessionId;
    }

    public TenantId tenant() {
        return tenant;
    }

    public ObjectId object() {
        return object;
    }

    /** The {@code sid} claim: Entra's session, for front-channel logout. */
    public Optional<String> sessionId() {
        return sessionId;
    }

    @Override
    public String toString() {
        return "VerifiedIdToken[" + tenant + "]";
    }
}
