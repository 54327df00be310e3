package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.act.credentials.OnBehalfOf.Exchange;
import dev.gatehouse.entra.ScriptedEntra.Reply;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.Scope;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntraProbeIT extends EntraFixture {
    private static final Scope GRAPH = new Scope("https://graph.microsoft.com/.default");
    private static final URI REDIRECT = URI.create("https://gate.example.com/auth/callback");

    @Test
    void readsIssuerAndDateOfTheMetadata() {
        entra.script = _ -> Reply.of(200, "{\"issuer\":\"https://login.example/v2.0\"}");
        EntraProbe.Metadata found = probe().metadata(TENANT);
        assertThat(found.issuer()).isEqualTo("https://login.example/v2.0");
        assertThat(found.date().orElseThrow()).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(entra.only().path())
                .isEqualTo("/" + TENANT + "/v2.0/.well-known/openid-configuration");
    }

    @Test
    void anUnknownTenantHasNoIssuer() {
        entra.script = _ -> Reply.of(400, error("invalid_tenant", 90002, ""));
        assertThat(probe().metadata("nowhere.example").issuer()).isEmpty();
    }

    @Test
    void anEntraInTroubleIsNoUnknownTenant() {
        entra.script = _ -> Reply.of(503, "");
        assertThatThrownBy(() -> probe().metadata(TENANT))
                .isInstanceOf(IdentityProviderUnavailable.class);
    }

    @Test
    void countsTheSigningKeys() {
        entra.script = _ -> Reply.of(200, "{\"keys\":[{},{}]}");
        assertThat(probe().signingKeys(TENANT)).isEqualTo(2);
    }

    @Test
    void asksForATokenByClientCredentials() {
        entra.script = _ -> Reply.of(200, tokens("graph-token"));
        assertThat(probe().clientToken(TENANT, GRAPH)).isInstanceOf(Exchange.Issued.class);
        assertThat(entra.only().form())
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("client_secret", "app-secret");
    }

    @Test
    void tellsTheNumberOfARefusal() {
        entra.script = _ -> Reply.of(401, error("invalid_client", 7000215, ""));
        assertThat(probe().clientToken(TENANT, GRAPH))
                .isInstanceOfSatisfying(
                        Exchange.Refused.class,
                        it -> assertThat(it.why().aadsts()).isEqualTo(7000215));
    }

    @Test
    void anAddressThatEntraSendsBackToIsRegistered() {
        entra.script =
                _ -> new Reply(302, "", Map.of("Location", REDIRECT + "?error=login_required"));
        assertThat(probe().redirect(TENANT, REDIRECT)).isEqualTo(EntraProbe.Redirect.REGISTERED);
        assertThat(entra.only().query())
                .containsEntry("prompt", "none")
                .containsEntry("redirect_uri", REDIRECT.toString())
                .containsEntry("client_id", CLIENT);
    }

    @Test
    void anAddressThatEntraNamesInItsRefusalIsNot() {
        entra.script = _ -> Reply.of(200, "<html>AADSTS50011: The redirect URI …</html>");
        assertThat(probe().redirect(TENANT, REDIRECT))
                .isEqualTo(EntraProbe.Redirect.NOT_REGISTERED);
    }

    @Test
    void anythingElseIsUnclear() {
        entra.script =
                _ -> new Reply(302, "", Map.of("Location", REDIRECT + ".evil.example/?error=x"));
        assertThat(probe().redirect(TENANT, REDIRECT)).isEqualTo(EntraProbe.Redirect.UNCLEAR);
    }

    @Test
    void readsTheRegistrationAtGraph() throws RegistrationReader.Unreadable {
        entra.script = asked -> Reply.of(200, graph(asked));
        var found = reader().read(new ClientId(CLIENT), token());
        assertThat(found.redirects())
                .containsExactlyInAnyOrder(REDIRECT.toString(), "http://localhost");
        assertThat(found.scopes()).containsExactly("access_as_user");
        assertThat(found.granted()).containsExactlyInAnyOrder("user_impersonation", "other");
        assertThat(found.federated()).containsExactly("the-identity");
        assertThat(entra.asked)
                .allSatisfy(
                        it ->
                                assertThat(it.headers().get("Authorization"))
                                        .containsExactly("Bearer graph-token"));
    }

    @Test
    void saysWhatGraphAnsweredWhereItMayNotRead() {
        entra.script = _ -> Reply.of(403, "{}");
        assertThatThrownBy(() -> reader().read(new ClientId(CLIENT), token()))
                .isInstanceOf(RegistrationReader.Unreadable.class)
                .hasMessage("Graph answers 403");
    }

    private static String graph(ScriptedEntra.Asked asked) {
        String own = "a0000000-0000-4000-8000-000000000001";
        String arm = "a0000000-0000-4000-8000-000000000002";
        String filter = asked.query().getOrDefault("$filter", "");
        if (asked.path().endsWith("/federatedIdentityCredentials")) {
            return "{\"value\":[{\"subject\":\"the-identity\"}]}";
        }
        if (asked.path().equals("/v1.0/oauth2PermissionGrants")) {
            return """
            {"value":[
              {"resourceId":"%s","consentType":"AllPrincipals","scope":"user_impersonation other"},
              {"resourceId":"%s","consentType":"Principal","scope":"of_one_person"},
              {"resourceId":"%s","consentType":"AllPrincipals","scope":"on_another_api"}]}"""
                    .formatted(arm, arm, own);
        }
        if (asked.path().equals("/v1.0/servicePrincipals")) {
            return "{\"value\":[{\"id\":\"%s\"}]}".formatted(filter.contains(CLIENT) ? own : arm);
        }
        return """
        {"value":[{"id":"%s","web":{"redirectUris":["%s"]},
          "publicClient":{"redirectUris":["http://localhost"]},
          "api":{"oauth2PermissionScopes":[
            {"value":"access_as_user","isEnabled":true},
            {"value":"switched_off","isEnabled":false}]}}]}"""
                .formatted(own, REDIRECT);
    }

    private EntraProbe probe() {
        return new EntraProbe(client(SECRET), http);
    }

    private RegistrationReader reader() {
        return new RegistrationReader(cloud, http);
    }

    private AccessToken token() {
        return new AccessToken("graph-token", clock.instant().plusSeconds(600));
    }
}
