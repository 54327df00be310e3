package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.authenticate.sessions.IdentityProvider.AuthorizeRequest;
import dev.gatehouse.authenticate.sessions.IdentityProvider.Redemption;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.TenantId;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntraIdentityProviderIT extends EntraFixture {
    private static final URI CALLBACK = URI.create("http://localhost:8080/auth/callback");
    private static final TenantId CONTOSO = TenantId.parse(TENANT).orElseThrow();

    @Test
    void sendsTheBrowserToSignIn() {
        URI uri = authorize("organizations", "select_account", Optional.empty());

        assertThat(uri.toString())
                .startsWith("http://pages.localhost:8081/organizations/oauth2/v2.0/authorize?");
        Map<String, String> query = ScriptedEntra.parameters(uri.getRawQuery());
        assertThat(query)
                .containsEntry("client_id", CLIENT)
                .containsEntry("response_type", "code")
                .containsEntry("response_mode", "query")
                .containsEntry("redirect_uri", CALLBACK.toString())
                .containsEntry("state", "the state&response_mode=form_post")
                .containsEntry("nonce", "the-nonce")
                .containsEntry("code_challenge", "the-challenge")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("prompt", "select_account")
                .containsEntry("claims", "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}");
        assertThat(query.getOrDefault("scope", "").split(" "))
                .containsExactlyInAnyOrder(
                        "api://" + CLIENT + "/access_as_user",
                        "openid",
                        "profile",
                        "offline_access");
        assertThat(entra.asked).isEmpty();
    }

    @Test
    void asksForTheClaimsOfAChallenge() {
        URI uri =
                authorize(
                        TENANT,
                        "login",
                        Optional.of(
                                new ClaimsChallenge(
                                        "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}")));

        var claims =
                Json.object(ScriptedEntra.parameters(uri.getRawQuery()).getOrDefault("claims", ""))
                        .orElseThrow();
        assertThat(claims.at("/access_token/acrs/value").textValue()).isEqualTo("c1");
        assertThat(claims.at("/access_token/xms_cc/values/0").textValue()).isEqualTo("cp1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "admin_consent", "whatever"})
    void refusesAPromptThatOpenIdConnectDoesNotKnow(String prompt) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> authorize(TENANT, prompt, Optional.empty()));
    }

    @Test
    void needsNoCredentialToSendTheBrowserAway() {
        var provider =
                new EntraIdentityProvider(
                        client(
                                new ClientCredential.WorkloadTokenFile(
                                        folder.resolve("not-there"))));

        assertThat(provider.authorizeUri(request(TENANT, "none", Optional.empty()))).isNotNull();
    }

    @Test
    void sendsTheAdministratorToConsent() {
        assertThat(provider().adminConsentUri("contoso.com", CALLBACK, "a&b"))
                .hasToString(
                        "http://pages.localhost:8081/contoso.com/adminconsent?client_id="
                                + CLIENT
                                + "&redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fauth%2Fcallback&state=a%26b");
    }

    @Test
    void sendsTheBrowserToSignOut() {
        assertThat(provider().endSessionUri(CONTOSO, URI.create("http://localhost:8080/")))
                .hasToString(
                        "http://pages.localhost:8081/"
                                + TENANT
                                + "/oauth2/v2.0/logout?post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A8080%2F");
    }

    @Test
    void redeemsACode() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, tokens("api-token"));

        Redemption redemption =
                provider().redeem("organizations", "the-code", "the-verifier", CALLBACK);

        assertThat(redemption)
                .isInstanceOfSatisfying(
                        Redemption.Redeemed.class,
                        it -> {
                            assertThat(it.accessToken()).isEqualTo("api-token");
                            assertThat(it.refreshToken()).contains("refresh-api-token");
                            assertThat(it.idToken()).isNotBlank();
                        });
        assertThat(entra.only().path()).isEqualTo("/organizations/oauth2/v2.0/token");
        assertThat(entra.only().form())
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("code", "the-code")
                .containsEntry("code_verifier", "the-verifier")
                .containsEntry("redirect_uri", CALLBACK.toString())
                .containsEntry("client_secret", "app-secret");
    }

    @Test
    void refreshesAtTheTenantOfTheSession() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, tokens("second"));

        Redemption redemption = provider().refresh(CONTOSO, "refresh-first");

        assertThat(redemption)
                .isInstanceOfSatisfying(
                        Redemption.Redeemed.class,
                        it -> assertThat(it.refreshToken()).contains("refresh-second"));
        assertThat(entra.only().path()).isEqualTo("/" + TENANT + "/oauth2/v2.0/token");
        assertThat(entra.only().form())
                .containsEntry("grant_type", "refresh_token")
                .containsEntry("refresh_token", "refresh-first");
    }

    @Test
    void saysThatTheGrantEnded() {
        entra.script =
                _ ->
                        ScriptedEntra.Reply.of(
                                400, error("invalid_grant", 700082, ",\"suberror\":\"bad_token\""));

        assertThat(provider().refresh(CONTOSO, "refresh-first"))
                .isEqualTo(
                        new Redemption.Refused(
                                new GrantRefusal(
                                        GrantRefusal.Kind.GRANT_ENDED,
                                        700082,
                                        Optional.empty(),
                                        "corr-1")));
    }

    @Test
    void takesAnAnswerWithoutIdTokenForAnOutage() {
        entra.script =
                _ -> ScriptedEntra.Reply.of(200, "{\"access_token\":\"a\",\"expires_in\":60}");

        assertThatThrownBy(() -> provider().redeem(TENANT, "code", "verifier", CALLBACK))
                .isInstanceOf(IdentityProviderUnavailable.class);
    }

    private EntraIdentityProvider provider() {
        return new EntraIdentityProvider(client(SECRET));
    }

    private URI authorize(String authority, String prompt, Optional<ClaimsChallenge> claims) {
        return provider().authorizeUri(request(authority, prompt, claims));
    }

    private static AuthorizeRequest request(
            String authority, String prompt, Optional<ClaimsChallenge> claims) {
        return new AuthorizeRequest(
                authority,
                CALLBACK,
                "the state&response_mode=form_post",
                "the-nonce",
                "the-challenge",
                prompt,
                claims);
    }
}
