package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import dev.gatehouse.emulator.world.Cast;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Discovery documents and keys. */
class MetadataIT extends RunningEmulator {
    @Test
    void namesTheCanonicalIssuerOnBothOrigins() {
        String issuer = emulator.https() + "/" + Cast.CONTOSO + "/v2.0";
        for (var origin : Set.of(emulator.http(), emulator.https())) {
            JsonNode document =
                    EmulatorClient.body(
                            client.get(
                                    origin + "/CONTOSO.com/v2.0/.well-known/openid-configuration"));
            assertThat(document.path("issuer").asText()).isEqualTo(issuer);
            assertThat(document.path("token_endpoint").asText())
                    .isEqualTo(origin + "/" + Cast.CONTOSO + "/oauth2/v2.0/token");
        }
    }

    @Test
    void namesTheTemplateForManyTenants() {
        JsonNode v2 = document("/organizations/v2.0/.well-known/openid-configuration");
        assertThat(v2.path("issuer").asText()).isEqualTo(emulator.https() + "/{tenantid}/v2.0");
        JsonNode v1 = document("/common/.well-known/openid-configuration");
        assertThat(v1.path("issuer").asText()).isEqualTo("https://sts.windows.net/{tenantid}/");
        assertThat(v1.path("jwks_uri").asText()).endsWith("/common/discovery/keys");
    }

    @Test
    void givesEachTenantKeysOfItsOwn() {
        JsonNode contoso = document("/contoso.com/discovery/v2.0/keys").path("keys");
        assertThat(contoso.size()).isGreaterThanOrEqualTo(2);
        JsonNode all = document("/common/discovery/v2.0/keys").path("keys");
        Set<String> issuers = new HashSet<>();
        all.forEach(key -> issuers.add(key.path("issuer").asText()));
        assertThat(issuers).hasSize(3).contains(emulator.https() + "/" + Cast.FABRIKAM + "/v2.0");
        assertThat(contoso.path(0).path("kid")).isEqualTo(contoso.path(0).path("x5t"));
        assertThat(document("/contoso.com/discovery/keys").path("keys").path(0).path("issuer"))
                .hasToString("\"https://sts.windows.net/" + Cast.CONTOSO + "/\"");
    }

    @Test
    void signsWithAPublishedKeyButGraphsTokensAreForGraphAlone() throws Exception {
        assertThat(verifiable(client.mint("{\"as\":\"ada\"}"))).isTrue();
        assertThat(verifiable(client.mint("{\"as\":\"ada\",\"version\":1}"))).isTrue();
        String graph = client.mint("{\"as\":\"ada\",\"audience\":\"https://graph.microsoft.com\"}");
        assertThat(EmulatorClient.header(graph).has("nonce")).isTrue();
        assertThat(verifiable(graph)).isFalse();
    }

    @Test
    void rotatesKeysWithAndWithoutGrace() throws Exception {
        String before = client.mint("{\"as\":\"mia\"}");
        rotate("{\"tenant\":\"woodgrove.com\"}");
        assertThat(verifiable(before)).isTrue();
        String after = client.mint("{\"as\":\"mia\"}");
        assertThat(EmulatorClient.header(after).path("kid"))
                .isNotEqualTo(EmulatorClient.header(before).path("kid"));
        assertThat(verifiable(after)).isTrue();
        rotate("{\"tenant\":\"woodgrove.com\",\"dropOld\":true}");
        assertThat(verifiable(after)).isFalse();
        assertThat(verifiable(client.mint("{\"as\":\"mia\"}"))).isTrue();
    }

    @Test
    void refusesUnknownTenants() {
        HttpResponse<String> response =
                client.get("/nowhere.com/v2.0/.well-known/openid-configuration");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("AADSTS90002");
    }

    @Test
    void knowsItsOwnInstanceOnly() {
        String path = "/common/discovery/instance?api-version=1.1&authorization_endpoint=";
        JsonNode own = document(path + emulator.https() + "/contoso.com/oauth2/v2.0/authorize");
        assertThat(own.path("metadata").path(0).path("preferred_network").asText())
                .isEqualTo(emulator.https().getAuthority());
        HttpResponse<String> other = client.get(path + "https://evil.example/x/authorize");
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("invalid_instance", "AADSTS50049");
    }

    @Test
    void letsScriptsReadDiscovery() {
        for (String path :
                new String[] {
                    "/common/v2.0/.well-known/openid-configuration",
                    "/common/discovery/v2.0/keys",
                    "/common/discovery/instance"
                }) {
            assertThat(
                            client.get(path, "Origin", "http://localhost:8080")
                                    .headers()
                                    .firstValue("Access-Control-Allow-Origin"))
                    .hasValue("*");
        }
        HttpResponse<String> preflight =
                client.json("OPTIONS", "/common/oauth2/v2.0/token", "", "Origin", "http://x");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("client-request-id", "x-client-sku");
    }

    private boolean verifiable(String token) throws Exception {
        String tenant = EmulatorClient.claims(token).path("tid").asText();
        JWSObject jws = JWSObject.parse(token);
        var key =
                JWKSet.parse(client.get("/" + tenant + "/discovery/v2.0/keys").body())
                        .getKeyByKeyId(jws.getHeader().getKeyID());
        return key != null && jws.verify(new RSASSAVerifier(key.toRSAKey()));
    }

    private void rotate(String body) {
        assertThat(client.json("POST", "/_emulator/keys/rotate", body).statusCode()).isEqualTo(200);
    }

    private JsonNode document(String path) {
        HttpResponse<String> response = client.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return EmulatorClient.body(response);
    }
}
