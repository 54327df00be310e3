package dev.gatehouse.entra;

import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.AuthorizationRequestUrlParameters;
import com.microsoft.aad.msal4j.Prompt;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import dev.gatehouse.authenticate.sessions.IdentityProvider;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Sign-in at Entra: authorization code with PKCE (Microsoft: "Microsoft identity platform and OAuth
 * 2.0 authorization code flow").
 *
 * <p>MSAL4J puts the nonce into the address and never looks at it again, nor at the ID token's
 * signature: whoever redeems a code must check both.
 */
public final class EntraIdentityProvider implements IdentityProvider {
    private final EntraClient client;
    private final Set<String> scopes;

    /** Asks for {@link #defaultScope} of the client. */
    public EntraIdentityProvider(EntraClient client) {
        this(client, defaultScope(client.id()));
    }

    /**
     * @param scope of Gatehouse's own API; {@code openid profile offline_access} are added to it
     */
    public EntraIdentityProvider(EntraClient client, Scope scope) {
        this.client = client;
        this.scopes = Set.of(scope.value());
    }

    /** {@code api://<client>/access_as_user}. */
    public static Scope defaultScope(ClientId client) {
        return new Scope("api://" + client + "/access_as_user");
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the prompt is none of OpenID Connect's, or the authority
     *     neither a tenant's id nor a domain
     */
    @Override
    public URI authorizeUri(AuthorizeRequest request) {
        var parameters =
                AuthorizationRequestUrlParameters.builder(request.redirectUri().toString(), scopes)
                        .state(request.state())
                        .nonce(request.nonce())
                        .codeChallenge(request.codeChallenge())
                        .codeChallengeMethod("S256")
                        .prompt(prompt(request.prompt()));
        request.claims().ifPresent(it -> parameters.claimsChallenge(it.json()));
        URI built = client.authorizeUri(request.authority(), parameters.build());
        return URI.create(
                client.cloud().browserAuthority()
                        + built.getRawPath()
                        + "?"
                        + answeredByQuery(built.getRawQuery()));
    }

    /**
     * MSAL4J insists on {@code form_post}, a cross-site POST to which browsers add no {@code
     * SameSite=Lax} cookie. The answer is protected by PKCE, state and nonce either way.
     */
    private static String answeredByQuery(String query) {
        return query.replace("response_mode=form_post", "response_mode=query");
    }

    private static Prompt prompt(String text) {
        for (Prompt known : Prompt.values()) {
            if (known != Prompt.ADMIN_CONSENT && known.toString().equals(text)) {
                return known;
            }
        }
        throw new IllegalArgumentException("no such prompt");
    }

    @Override
    public URI adminConsentUri(String tenant, URI redirectUri, String state) {
        return page(
                encoded(tenant)
                        + "/adminconsent?client_id="
                        + encoded(client.id().value())
                        + "&redirect_uri="
                        + encoded(redirectUri.toString())
                        + "&state="
                        + encoded(state));
    }

    @Override
    public URI endSessionUri(TenantId tenant, URI afterwards) {
        return page(
                tenant
                        + "/oauth2/v2.0/logout?post_logout_redirect_uri="
                        + encoded(afterwards.toString()));
    }

    @Override
    public Redemption redeem(String authority, String code, String codeVerifier, URI redirectUri) {
        var parameters =
                AuthorizationCodeParameters.builder(code, redirectUri)
                        .codeVerifier(codeVerifier)
                        .scopes(scopes)
                        .build();
        return redemption(
                client.ask(authority, application -> application.acquireToken(parameters)));
    }

    @Override
    public Redemption refresh(TenantId tenant, String refreshToken) {
        var parameters = RefreshTokenParameters.builder(scopes, refreshToken).build();
        return redemption(
                client.ask(tenant.toString(), application -> application.acquireToken(parameters)));
    }

    private static Redemption redemption(TokenAnswer answer) {
        return switch (answer) {
            case TokenAnswer.Issued issued ->
                    new Redemption.Redeemed(
                            issued.accessToken(),
                            issued.idToken().orElseThrow(EntraIdentityProvider::withoutIdToken),
                            issued.refreshToken());
            case TokenAnswer.Refused(var why) -> new Redemption.Refused(why);
        };
    }

    private static IdentityProviderUnavailable withoutIdToken() {
        return new IdentityProviderUnavailable(
                "Entra issued no ID token",
                RetryAfter.DEFAULT,
                new IOException("no id_token in the answer"));
    }

    private URI page(String pathAndQuery) {
        return URI.create(client.cloud().browserAuthority() + "/" + pathAndQuery);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
