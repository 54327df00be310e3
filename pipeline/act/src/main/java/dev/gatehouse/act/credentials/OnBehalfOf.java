package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import java.util.Optional;

/**
 * The exchange of a caller's token for a downstream token in the caller's name (RFC 7523, Entra's
 * on-behalf-of flow).
 */
public interface OnBehalfOf {
    /**
     * One exchange at the token endpoint of the caller's own tenant; no caching.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     */
    Exchange exchange(
            Assertion assertion, TenantId tenant, Scope scope, Optional<ClaimsChallenge> claims);

    /** What became of it. */
    sealed interface Exchange {
        record Issued(AccessToken token) implements Exchange {}

        record Refused(GrantRefusal why) implements Exchange {}
    }
}
