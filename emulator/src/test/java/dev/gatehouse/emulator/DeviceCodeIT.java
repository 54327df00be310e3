package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.world.Cast;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Device code flow, for tenants and for the AD FS form of authority. */
class DeviceCodeIT extends RunningEmulator {
    private static final String ARM = "https://management.core.windows.net//.default";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    @Test
    void aPersonTypesTheCodeAndTheDeviceIsIn() {
        JsonNode begun = begin("contoso.com", Cast.AZURE_CLI.toString());
        assertThat(begun.path("expires_in").asInt()).isEqualTo(900);
        assertThat(poll("contoso.com", begun).body()).contains("authorization_pending", "70016");
        HttpResponse<String> done = approve(begun, "value=\"pia@contoso.com\"");
        assertThat(done.body()).contains("You are signed in");
        JsonNode tokens = EmulatorClient.body(poll("contoso.com", begun));
        assertThat(EmulatorClient.claims(tokens.path("access_token").asText()).path("upn").asText())
                .isEqualTo("pia@contoso.com");
        assertThat(tokens.has("refresh_token")).isTrue();
        assertThat(poll("contoso.com", begun).body()).contains("54005");
    }

    @Test
    void theAdfsAuthorityKnowsEverybody() {
        JsonNode metadata =
                EmulatorClient.body(
                        client.get(emulator.https() + "/adfs/.well-known/openid-configuration"));
        assertThat(metadata.path("device_authorization_endpoint").asText())
                .isEqualTo(emulator.https() + "/adfs/oauth2/devicecode");
        JsonNode begun = begin("adfs", Cast.AZURE_CLI.toString());
        approve(begun, "value=\"gus@fabrikam.com\"");
        JsonNode tokens = EmulatorClient.body(poll("adfs", begun));
        assertThat(EmulatorClient.claims(tokens.path("access_token").asText()).path("tid").asText())
                .isEqualTo(Cast.FABRIKAM.toString());
        HttpResponse<String> robot =
                client.form(
                        "/adfs/oauth2/token",
                        Map.of(
                                "client_id",
                                Cast.ROBOT.toString(),
                                "client_secret",
                                "robot-demo-secret",
                                "grant_type",
                                "client_credentials",
                                "scope",
                                ARM));
        String token = EmulatorClient.body(robot).path("access_token").asText();
        assertThat(EmulatorClient.claims(token).path("tid").asText())
                .isEqualTo(Cast.CONTOSO.toString());
    }

    @Test
    void cancellingAndWaitingTooLongEndIt() {
        JsonNode begun = begin("contoso.com", Cast.AZURE_CLI.toString());
        HttpResponse<String> asked = confirm(begun, "value=\"pia@contoso.com\"");
        client.submit(asked, "value=\"cancel\"", Map.of("answer", "cancel"));
        assertThat(poll("contoso.com", begun).body()).contains("authorization_declined");
        JsonNode late = begin("contoso.com", Cast.AZURE_CLI.toString());
        client.json("PUT", "/_emulator/clock", "{\"offsetSeconds\":901}");
        assertThat(poll("contoso.com", late).body()).contains("expired_token");
        assertThat(type(late).body()).contains("That code did not work");
    }

    @Test
    void asksForASecondFactorWhereThePolicyDoes() {
        JsonNode begun = begin("organizations", Cast.AZURE_CLI.toString());
        HttpResponse<String> factor =
                client.submit(type(begun), "value=\"mia@woodgrove.com\"", Map.of());
        assertThat(factor.body()).contains("second factor");
        HttpResponse<String> asked =
                client.submit(factor, "name=\"code\"", Map.of("code", Cast.MFA_CODE));
        client.submit(asked, "value=\"accept\"", Map.of("answer", "accept"));
        assertThat(poll("organizations", begun).statusCode()).isEqualTo(200);
    }

    @Test
    void isForPublicClientsAndTheirOwnCodesOnly() {
        HttpResponse<String> confidential =
                client.form(
                        "/contoso.com/oauth2/v2.0/devicecode",
                        Map.of("client_id", Cast.ROBOT.toString(), "scope", ARM));
        assertThat(confidential.statusCode()).isEqualTo(401);
        JsonNode begun = begin("contoso.com", Cast.AZURE_CLI.toString());
        approve(begun, "value=\"pia@contoso.com\"");
        HttpResponse<String> other =
                client.form(
                        "/contoso.com/oauth2/v2.0/token",
                        Map.of(
                                "client_id",
                                Cast.ACCEPTANCE.toString(),
                                "grant_type",
                                GRANT,
                                "device_code",
                                begun.path("device_code").asText()));
        assertThat(other.body()).contains("bad_verification_code");
    }

    private JsonNode begin(String tenant, String clientId) {
        HttpResponse<String> begun =
                client.form(
                        "/" + tenant + "/oauth2/v2.0/devicecode",
                        Map.of("client_id", clientId, "scope", ARM + " openid offline_access"));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
        return EmulatorClient.body(begun);
    }

    private HttpResponse<String> poll(String tenant, JsonNode begun) {
        return client.form(
                "/" + tenant + "/oauth2/v2.0/token",
                Map.of(
                        "client_id",
                        Cast.AZURE_CLI.toString(),
                        "grant_type",
                        GRANT,
                        "device_code",
                        begun.path("device_code").asText()));
    }

    private HttpResponse<String> type(JsonNode begun) {
        HttpResponse<String> page = client.get(begun.path("verification_uri").asText());
        return client.submit(
                page,
                "name=\"otc\"",
                Map.of("otc", begun.path("user_code").asText().toLowerCase(java.util.Locale.ROOT)));
    }

    private HttpResponse<String> confirm(JsonNode begun, String person) {
        HttpResponse<String> asked = client.submit(type(begun), person, Map.of());
        assertThat(asked.body()).contains("Are you trying to sign in to Azure CLI?");
        return asked;
    }

    private HttpResponse<String> approve(JsonNode begun, String person) {
        return client.submit(
                confirm(begun, person), "value=\"accept\"", Map.of("answer", "accept"));
    }
}
