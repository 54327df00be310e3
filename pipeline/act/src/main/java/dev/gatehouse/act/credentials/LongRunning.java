package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import java.util.Optional;

/**
 * Tokens in a caller's name for work that outlives the caller's own token: an on-behalf-of exchange
 * whose refresh token is kept (Microsoft: "Long-running OBO processes"). Nothing is remembered
 * here.
 *
 * <p>Both throw {@link dev.gatehouse.kernel.IdentityProviderUnavailable} if Entra cannot be
 * reached.
 */
public interface LongRunning {
    /**
     * The exchange, at the token endpoint of the caller's own tenant.
     *
     * @param claims that an earlier token did not satisfy
     */
    Exchange begin(
            Assertion assertion, TenantId tenant, Scope scope, Optional<ClaimsChallenge> claims);

    /**
     * The next token of the same person.
     *
     * @param claims that an earlier token did not satisfy
     */
    Exchange renew(
            RefreshToken token, TenantId tenant, Scope scope, Optional<ClaimsChallenge> claims);

    /** What became of it. */
    sealed interface Exchange {
        /**
         * @param refresh to renew with; empty if Entra issued none
         */
        record Issued(AccessToken token, Optional<RefreshToken> refresh) implements Exchange {}

        record Refused(GrantRefusal why) implements Exchange {}
    }
}
