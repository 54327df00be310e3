package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.world.Cast;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the token endpoint refuses, in the words of Entra. */
class TokenRefusalIT extends RunningEmulator {
    private static final String ARM = "https://management.azure.com/.default";
    private static final String OWN = "api://" + Cast.GATEHOUSE + "/access_as_user";
    private static final Map<String, String> ARM_AS_APP =
            Map.of("grant_type", "client_credentials", "scope", ARM);

    @Test
    void answersInEntrasEnvelope() {
        String correlation = "11111111-2222-4333-8444-555555555555";
        HttpResponse<String> response =
                client.form(
                        "/contoso.com/oauth2/v2.0/token",
                        Map.of("grant_type", "password"),
                        "client-request-id",
                        correlation);

        JsonNode body = EmulatorClient.body(response);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store, no-cache");
        assertThat(response.headers().firstValue("client-request-id")).hasValue(correlation);
        assertThat(response.headers().firstValue("x-ms-request-id"))
                .hasValue(body.path("trace_id").asText());
        assertThat(body.path("correlation_id").asText()).isEqualTo(correlation);
        assertThat(body.path("timestamp").asText())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ");
        assertThat(body.path("error_description").asText())
                .contains(" Trace ID: ", " Correlation ID: " + correlation, " Timestamp: ");
        refused(response, 400, "unsupported_grant_type", 70003);
    }

    @Test
    void unknownTenant() {
        refused(client.token("nowhere.com", ARM_AS_APP), 400, "invalid_request", 90002);
    }

    @Test
    void missingParameters() {
        refused(client.token("contoso.com", Map.of()), 400, "invalid_request", 900144);
        refused(asApp(Map.of("client_id", "")), 400, "invalid_request", 900144);
        refused(asApp(Map.of("scope", "")), 400, "invalid_request", 900144);
        for (String name : new String[] {"assertion", "requested_token_use", "scope"}) {
            refused(onBehalfOf(Map.of(name, "")), 400, "invalid_request", 900144);
        }
    }

    @Test
    void getInsteadOfPost() {
        refused(client.get("/contoso.com/oauth2/v2.0/token"), 400, "invalid_request", 900561);
    }

    @Test
    void unknownClients() {
        refused(asApp(Map.of("client_id", "nonsense")), 400, "unauthorized_client", 700038);
        refused(
                asApp(Map.of("client_id", "60000000-0000-4000-8000-0000000000ff")),
                400,
                "unauthorized_client",
                700016);
        refused(
                client.token(
                        "fabrikam.com",
                        Map.of(
                                "client_id",
                                Cast.DAEMON.toString(),
                                "client_secret",
                                "daemon-demo-secret",
                                "grant_type",
                                "client_credentials",
                                "scope",
                                ARM)),
                400,
                "unauthorized_client",
                700016);
        refused(
                client.token(
                        "organizations",
                        Map.of(
                                "client_id",
                                Cast.DAEMON.toString(),
                                "client_secret",
                                "daemon-demo-secret",
                                "grant_type",
                                "client_credentials",
                                "scope",
                                ARM)),
                400,
                "unauthorized_client",
                50194);
    }

    @Test
    void clientsThatDoNotProveThemselves() {
        JsonNode wrong =
                refused(asApp(Map.of("client_secret", "wrong")), 401, "invalid_client", 7000215);
        assertThat(wrong.path("error_uri").asText()).endsWith("code=7000215");
        refused(asApp(Map.of("client_secret", "")), 401, "invalid_client", 7000218);
        refused(
                asApp(Map.of("client_id", Cast.ACCEPTANCE.toString())),
                401,
                "invalid_client",
                700025);
        refused(
                asApp(Map.of("client_id", Cast.ACCEPTANCE.toString(), "client_secret", "")),
                401,
                "invalid_client",
                7000218);
    }

    @Test
    void clientAssertionsThatNobodyTrusts() {
        refused(assertion("garbage"), 401, "invalid_client", 700027);
        String others =
                client.mint("{\"as\":\"demo-host\",\"audience\":\"api://AzureADTokenExchange\"}");
        refused(assertion(others), 401, "invalid_client", 70021);
        String otherAudience =
                client.mint(
                        "{\"as\":\"id-gatehouse\",\"audience\":\"https://management.azure.com\"}");
        refused(assertion(otherAudience), 401, "invalid_client", 70021);
        String right =
                client.mint(
                        "{\"as\":\"id-gatehouse\",\"audience\":\"api://AzureADTokenExchange\"}");
        refused(
                assertion(right.substring(0, right.lastIndexOf('.')) + ".AAAA"),
                401,
                "invalid_client",
                700027);
        client.json("PUT", "/_emulator/clock", "{\"offsetSeconds\":90000}");
        refused(assertion(right), 401, "invalid_client", 700024);
    }

    @Test
    void acceptsTheSecretInBasicToo() {
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                (Cast.GATEHOUSE + ":gatehouse-demo-secret")
                                        .getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response =
                client.form(
                        "/contoso.com/oauth2/v2.0/token",
                        ARM_AS_APP,
                        "Authorization",
                        "Basic " + basic);
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void takesAResourceAtTheOldEndpoint() {
        HttpResponse<String> response =
                client.form(
                        "/contoso.com/oauth2/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                Cast.ROBOT.toString(),
                                "client_secret",
                                "robot-demo-secret",
                                "resource",
                                "https://management.core.windows.net/"));
        String token = EmulatorClient.body(response).path("access_token").asText();
        assertThat(EmulatorClient.claims(token).path("aud").asText())
                .isEqualTo("https://management.core.windows.net/");
    }

    @Test
    void badScopes() {
        refused(
                asApp(Map.of("scope", "https://nowhere/.default")),
                400,
                "invalid_resource",
                500011);
        refused(asApp(Map.of("scope", OWN)), 400, "invalid_scope", 1002012);
        refused(onBehalfOf(Map.of("scope", "nonsense")), 400, "invalid_scope", 70011);
        refused(
                onBehalfOf(Map.of("scope", ARM + " https://graph.microsoft.com/User.Read openid")),
                400,
                "invalid_scope",
                700022);
    }

    @Test
    void grantsThatNeedATenant() {
        refused(client.token("common", ARM_AS_APP), 400, "invalid_request", 9001023);
        refused(client.onBehalfOf("common", ada(), ARM), 400, "invalid_request", 9001023);
    }

    @Test
    void assertionsThatAreNotForThisClient() {
        refused(client.onBehalfOf("contoso.com", "garbage", ARM), 400, "invalid_grant", 50013);
        String graph = client.mint("{\"as\":\"ada\",\"audience\":\"https://graph.microsoft.com\"}");
        refused(client.onBehalfOf("contoso.com", graph, ARM), 400, "invalid_grant", 50013);
        refused(client.onBehalfOf("fabrikam.com", ada(), ARM), 400, "invalid_grant", 50013);
        String forged = ada();
        forged = forged.substring(0, forged.lastIndexOf('.')) + ".AAAA";
        refused(client.onBehalfOf("contoso.com", forged, ARM), 400, "invalid_grant", 50013);
    }

    @Test
    void idTokensAreNoAssertions() {
        Map<String, String> redirect =
                client.signIn("contoso.com", "ada@contoso.com", OWN + " openid", Map.of());
        String idToken =
                EmulatorClient.body(client.redeem("contoso.com", EmulatorClient.code(redirect)))
                        .path("id_token")
                        .asText();
        refused(client.onBehalfOf("contoso.com", idToken, ARM), 400, "invalid_grant", 50013);
    }

    @Test
    void expiredAssertions() {
        String expired = client.mint("{\"as\":\"ada\",\"expiresIn\":-60}");
        JsonNode body =
                refused(
                        client.onBehalfOf("contoso.com", expired, ARM),
                        400,
                        "invalid_grant",
                        500133);
        assertThat(body.path("error_uri").asText()).endsWith("code=500133");
    }

    @Test
    void applicationsHaveNobodyToActFor() {
        String robot = client.mint("{\"as\":\"robot\"}");
        refused(client.onBehalfOf("contoso.com", robot, ARM), 400, "invalid_grant", 7000114);
    }

    @Test
    void missingConsent() {
        String gus = client.mint("{\"as\":\"gus\"}");
        JsonNode body =
                refused(client.onBehalfOf("fabrikam.com", gus, ARM), 400, "invalid_grant", 65001);
        assertThat(body.path("suberror").asText()).isEqualTo("consent_required");
        assertThat(body.has("claims")).isFalse();
    }

    @Test
    void missingSecondFactor() {
        String mia = client.mint("{\"as\":\"mia\"}");
        JsonNode body =
                refused(client.onBehalfOf("woodgrove.com", mia, ARM), 400, "invalid_grant", 50076);
        assertThat(body.path("suberror").asText()).isEqualTo("basic_action");
        assertThat(body.path("claims").isTextual()).isTrue();
        JsonNode challenge = Json.read(body.path("claims").asText()).orElseThrow();
        assertThat(challenge.path("access_token").path("capolids").path("essential").asBoolean())
                .isTrue();
        String proven = client.mint("{\"as\":\"mia\",\"mfa\":true}");
        assertThat(client.onBehalfOf("woodgrove.com", proven, ARM).statusCode()).isEqualTo(200);
    }

    @Test
    void codesAreGoodOnceEvenIfManyTry() throws Exception {
        String code =
                EmulatorClient.code(client.signIn("contoso.com", "pia@contoso.com", OWN, Map.of()));
        Callable<Integer> redeem = () -> client.redeem("contoso.com", code).statusCode();
        Map<Integer, Long> statuses;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses =
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> redeem).toList()).stream()
                            .map(TokenRefusalIT::result)
                            .collect(Collectors.groupingBy(s -> s, Collectors.counting()));
        }
        assertThat(statuses).containsEntry(200, 1L).containsEntry(400, 7L);
        refused(client.redeem("contoso.com", code), 400, "invalid_grant", 54005);
    }

    @Test
    void codesThatAreNotTheClients() {
        refused(client.redeem("contoso.com", "unknown"), 400, "invalid_grant", 70000);
        refused(code(Map.of("code_verifier", "x".repeat(64))), 400, "invalid_grant", 501481);
        refused(code(Map.of("code_verifier", "")), 400, "invalid_grant", 501481);
        refused(
                code(Map.of("redirect_uri", "http://localhost:9090/auth/callback")),
                401,
                "invalid_client",
                500112);
        refused(
                code(
                        Map.of(
                                "client_id",
                                Cast.ROBOT.toString(),
                                "client_secret",
                                "robot-demo-secret")),
                400,
                "invalid_grant",
                70000);
    }

    @Test
    void codesThatAreTooOld() {
        String code =
                EmulatorClient.code(client.signIn("contoso.com", "pia@contoso.com", OWN, Map.of()));
        client.json("PUT", "/_emulator/clock", "{\"offsetSeconds\":600}");
        refused(client.redeem("contoso.com", code), 400, "invalid_grant", 70008);
    }

    @Test
    void redemptionFromAnotherOriginIsForSinglePageApplications() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "authorization_code");
        fields.put("client_id", Cast.GATEHOUSE.toString());
        fields.put("client_secret", "gatehouse-demo-secret");
        fields.put("code", "any");
        HttpResponse<String> response =
                client.form(
                        "/contoso.com/oauth2/v2.0/token",
                        fields,
                        "Origin",
                        "http://localhost:8080");
        refused(response, 400, "invalid_request", 9002326);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }

    @Test
    void refreshTokensMayBeUsedAgainButNotByOthersNorForever() {
        String code =
                EmulatorClient.code(
                        client.signIn(
                                "contoso.com",
                                "ann@contoso.com",
                                OWN + " offline_access",
                                Map.of()));
        String token =
                EmulatorClient.body(client.redeem("contoso.com", code))
                        .path("refresh_token")
                        .asText();
        Map<String, String> fields =
                Map.of("grant_type", "refresh_token", "refresh_token", token, "scope", ARM);
        JsonNode first = EmulatorClient.body(client.token("contoso.com", fields));
        assertThat(first.path("refresh_token").asText()).isNotEmpty().isNotEqualTo(token);
        assertThat(client.token("contoso.com", fields).statusCode()).isEqualTo(200);
        Map<String, String> others = new LinkedHashMap<>(fields);
        others.put("client_id", Cast.ROBOT.toString());
        others.put("client_secret", "robot-demo-secret");
        refused(client.token("contoso.com", others), 400, "invalid_grant", 70000);
        refused(client.token("fabrikam.com", fields), 400, "invalid_grant", 70000);
        client.json("PUT", "/_emulator/clock", "{\"offsetSeconds\":7776000}");
        refused(client.token("contoso.com", fields), 400, "invalid_grant", 70008);
    }

    @Test
    void rubbishIsNeverTheServersFault() {
        assertThat(asApp(Map.of("claims", "{")).statusCode()).isEqualTo(400);
        assertThat(
                        client.form(
                                        "/contoso.com/oauth2/v2.0/token",
                                        Map.of(),
                                        "Authorization",
                                        "Basic %%%")
                                .statusCode())
                .isEqualTo(400);
        assertThat(client.get("/contoso.com/%ff/oauth2?%zz".replace("%zz", "%25zz")).statusCode())
                .isEqualTo(404);
        assertThat(client.get("/").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> asApp(Map<String, String> changes) {
        Map<String, String> fields = new LinkedHashMap<>(ARM_AS_APP);
        fields.putAll(changes);
        return client.token("contoso.com", fields);
    }

    private HttpResponse<String> onBehalfOf(Map<String, String> changes) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        fields.put("assertion", ada());
        fields.put("requested_token_use", "on_behalf_of");
        fields.put("scope", ARM);
        fields.putAll(changes);
        return client.token("contoso.com", fields);
    }

    private HttpResponse<String> assertion(String assertion) {
        return asApp(
                Map.of(
                        "client_secret",
                        "",
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        assertion));
    }

    private HttpResponse<String> code(Map<String, String> changes) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "authorization_code");
        fields.put(
                "code",
                EmulatorClient.code(
                        new EmulatorClient(emulator)
                                .signIn("contoso.com", "pia@contoso.com", OWN, Map.of())));
        fields.put("redirect_uri", EmulatorClient.REDIRECT);
        fields.put("code_verifier", EmulatorClient.VERIFIER);
        fields.putAll(changes);
        return client.token("contoso.com", fields);
    }

    private String ada() {
        return client.mint("{\"as\":\"ada\"}");
    }

    private static int result(java.util.concurrent.Future<Integer> future) {
        return future.resultNow();
    }

    private static JsonNode refused(
            HttpResponse<String> response, int status, String error, int number) {
        JsonNode body = EmulatorClient.body(response);
        assertThat(body.path("error_codes").path(0).asInt()).as(response.body()).isEqualTo(number);
        assertThat(body.path("error").asText()).isEqualTo(error);
        assertThat(body.path("error_description").asText()).startsWith("AADSTS" + number + ": ");
        assertThat(response.statusCode()).isEqualTo(status);
        return body;
    }
}
