package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.TenantId;
import java.net.URI;
import java.util.Optional;

/** Entra, as sign-in needs it (OpenID Connect Core 1.0, RFC 7636). */
public interface IdentityProvider {
    /** Where the browser is sent to sign in. */
    URI authorizeUri(AuthorizeRequest request);

    /** Where an administrator consents for a tenant; {@code tenant} is an id or a domain. */
    URI adminConsentUri(String tenant, URI redirectUri, String state);

    /** Where the browser is sent to end its session at Entra too. */
    URI endSessionUri(TenantId tenant, URI afterwards);

    /**
     * Redeems an authorization code.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     */
    Redemption redeem(String authority, String code, String codeVerifier, URI redirectUri);

    /**
     * New tokens for a refresh token.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     */
    Redemption refresh(TenantId tenant, String refreshToken);

    /**
     * What the browser asks for.
     *
     * @param authority {@code organizations}, a tenant id or a verified domain; already validated
     * @param prompt the {@code prompt} parameter, such as {@code select_account}
     * @param codeChallenge S256 of the code verifier
     * @param claims to satisfy, after a claims challenge
     */
    record AuthorizeRequest(
            String authority,
            URI redirectUri,
            String state,
            String nonce,
            String codeChallenge,
            String prompt,
            Optional<ClaimsChallenge> claims) {}

    /** What became of a grant. */
    sealed interface Redemption {
        /** Tokens, neither of them validated yet. */
        record Redeemed(String accessToken, String idToken, Optional<String> refreshToken)
                implements Redemption {
            @Override
            public String toString() {
                return "Redeemed[…]";
            }
        }

        /** Entra said no. */
        record Refused(GrantRefusal why) implements Redemption {}
    }
}
