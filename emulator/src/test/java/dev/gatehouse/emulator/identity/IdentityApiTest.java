package dev.gatehouse.emulator.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.emulator.entra.CastTokens;
import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityApiTest {
    private static final String ARM = "https://management.azure.com";
    private static final String SYSTEM = "1d000000-0000-4000-8000-0000000000a2";
    private static final String USER = "1d000000-0000-4000-8000-0000000000a1";
    private static final String USER_CLIENT = "1d000000-0000-4000-8000-000000000001";
    private static final String RESOURCE_ID =
            "/subscriptions/50000000-0000-4000-8000-000000000001/resourcegroups/rg-shop/providers/"
                    + "Microsoft.ManagedIdentity/userAssignedIdentities/id-gatehouse";
    private static final String IMDS = "/metadata/identity/oauth2/token";
    private static final String VERSION = "api-version=2018-02-01&resource=";
    private static final String APP_SERVICE = "api-version=2019-08-01&resource=";

    private final CastTokens cast = new CastTokens();
    private final Handler identity =
            IdentityApi.routes(cast.world(), cast.tokens(), IdentityApi.DEMO_HEADER);

    @Test
    void metadataServiceAnswersInStringsOnly() {
        Response answer = imds(VERSION + ARM);
        assertThat(answer.status()).isEqualTo(200);
        JsonNode json = json(answer);
        assertThat(json).allSatisfy(value -> assertThat(value.isTextual()).isTrue());
        assertThat(json.path("refresh_token").asText()).isEmpty();
        assertThat(json.path("resource").asText()).isEqualTo(ARM);
        assertThat(json.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(json.path("client_id").asText())
                .isEqualTo("1d000000-0000-4000-8000-000000000002");
        assertThat(Long.parseLong(json.path("expires_on").asText()))
                .isEqualTo(CastTokens.NOW.getEpochSecond() + 86400);
        assertThat(json.path("expires_in").asText()).isEqualTo("86400");
    }

    @Test
    void tokenSpeaksForTheIdentityAtTheResource() throws ParseException {
        var claims = claims(imds(VERSION + ARM));
        assertThat(claims.getSubject()).isEqualTo(SYSTEM);
        assertThat(claims.getAudience()).containsExactly(ARM);
        assertThat(claims.getIssuer())
                .isEqualTo("https://sts.windows.net/c0000000-0000-4000-8000-000000000001/");
        assertThat(claims.getStringClaim("appid"))
                .isEqualTo("1d000000-0000-4000-8000-000000000002");
    }

    @Test
    void slashAfterTokenIsTolerated() {
        assertThat(call("GET", IMDS + "/", VERSION + ARM, Map.of("Metadata", "true")).status())
                .isEqualTo(200);
    }

    @Test
    void probeWithoutTheHeaderIsRefusedAtOnce() {
        for (Map<String, String> headers :
                List.of(Map.<String, String>of(), Map.of("Metadata", "false"))) {
            Response answer = call("GET", IMDS, "api-version=2018-02-01", headers);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(json(answer).path("error").asText()).isEqualTo("invalid_request");
            assertThat(json(answer).path("error_description").asText())
                    .isEqualTo("Required metadata header not specified");
        }
    }

    @Test
    void eachWayOfNamingTheUserAssignedIdentityWorks() throws ParseException {
        for (String name :
                List.of(
                        "client_id=" + USER_CLIENT,
                        "object_id=" + USER,
                        "msi_res_id=" + RESOURCE_ID,
                        "mi_res_id=" + RESOURCE_ID,
                        "mi_res_id=" + RESOURCE_ID.replace("resourcegroups", "resourceGroups"))) {
            assertThat(claims(imds(VERSION + ARM + "&" + name)).getSubject())
                    .as(name)
                    .isEqualTo(USER);
        }
        for (String name :
                List.of(
                        "client_id=" + USER_CLIENT,
                        "object_id=" + USER,
                        "principal_id=" + USER,
                        "mi_res_id=" + RESOURCE_ID)) {
            assertThat(claims(appService(APP_SERVICE + ARM + "&" + name)).getSubject())
                    .as(name)
                    .isEqualTo(USER);
        }
    }

    @Test
    void unassignedIdentityIsNotFound() {
        for (String name :
                List.of("client_id=" + USER, "object_id=nobody", "msi_res_id=/subscriptions/x")) {
            Response answer = imds(VERSION + ARM + "&" + name);
            assertThat(answer.status()).as(name).isEqualTo(400);
            assertThat(json(answer).path("error").asText()).isEqualTo("invalid_request");
            assertThat(json(answer).path("error_description").asText())
                    .isEqualTo("Identity not found");
        }
        assertThat(appService(APP_SERVICE + ARM + "&client_id=" + USER).status()).isEqualTo(400);
    }

    @Test
    void onlyOneNameIsAllowed() {
        Response answer = imds(VERSION + ARM + "&client_id=" + USER_CLIENT + "&object_id=" + USER);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("error_description").asText()).startsWith("Only one of");
    }

    @Test
    void resourceAndVersionAreRequired() {
        assertThat(json(imds("resource=" + ARM)).path("error_description").asText())
                .contains("'api-version' is missing");
        assertThat(imds("api-version=latest&resource=" + ARM).status()).isEqualTo(400);
        assertThat(json(imds("api-version=2018-02-01")).path("error_description").asText())
                .contains("'resource' is missing");
    }

    @Test
    void unknownResourceIsInvalid() {
        Response answer = imds(VERSION + "https://example.com");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("error").asText()).isEqualTo("invalid_resource");
        assertThat(json(answer).path("error_description").asText()).startsWith("AADSTS50001: ");
    }

    @Test
    void anyResourceOfTheWorldWillDo() throws ParseException {
        for (String resource :
                List.of(
                        "https://management.core.windows.net/",
                        "https://graph.microsoft.com",
                        "https://cognitiveservices.azure.com",
                        "api://60000000-0000-4000-8000-000000000001")) {
            assertThat(claims(imds(VERSION + resource)).getAudience()).containsExactly(resource);
        }
    }

    @Test
    void tokenForFederationHasTheNewIssuer() throws ParseException {
        var claims = claims(imds(VERSION + "api://AzureADTokenExchange&client_id=" + USER_CLIENT));
        assertThat(claims.getIssuer())
                .isEqualTo("https://localhost:8443/c0000000-0000-4000-8000-000000000001/v2.0");
        assertThat(claims.getSubject()).isEqualTo(USER);
        assertThat(claims.getAudience()).containsExactly("api://AzureADTokenExchange");
    }

    @Test
    void appServiceDemandsItsHeader() {
        for (Map<String, String> headers :
                List.of(
                        Map.<String, String>of(),
                        Map.of("X-IDENTITY-HEADER", "wrong"),
                        Map.of("Metadata", "true"),
                        Map.of("secret", IdentityApi.DEMO_HEADER))) {
            Response answer = call("GET", "/msi/token", APP_SERVICE + ARM, headers);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(json(answer).path("error").asText()).isEqualTo("unauthorized_client");
            assertThat(answer.text()).doesNotContain(IdentityApi.DEMO_HEADER);
        }
    }

    @Test
    void appServiceAnswersForTheSystemAssignedIdentity() throws ParseException {
        Response answer = appService(APP_SERVICE + ARM);
        assertThat(claims(answer).getSubject()).isEqualTo(SYSTEM);
        assertThat(json(answer)).allSatisfy(v -> assertThat(v.isTextual()).isTrue());
        assertThat(json(answer).path("expires_on").asText()).matches("[0-9]{10}");
    }

    @Test
    void appServicesOldVersionHasItsOwnNames() throws ParseException {
        Response answer =
                call(
                        "GET",
                        "/msi/token",
                        "api-version=2017-09-01&resource=" + ARM + "&clientid=" + USER_CLIENT,
                        Map.of("secret", IdentityApi.DEMO_HEADER));
        assertThat(claims(answer).getSubject()).isEqualTo(USER);
        assertThat(json(answer).path("expires_on").asText())
                .isEqualTo("11/23/2026 12:00:00 PM +00:00");
        assertThat(json(answer).has("client_id")).isFalse();
    }

    @Test
    void callerIsTheIdentity() {
        Caller caller = imds(VERSION + ARM).caller().orElseThrow();
        assertThat(caller.kind()).isEqualTo(Caller.Kind.IDENTITY);
        assertThat(caller.object()).hasToString(SYSTEM);
    }

    @Test
    void nothingElseIsServed() {
        assertThat(call("POST", IMDS, VERSION + ARM, Map.of("Metadata", "true")).status())
                .isEqualTo(405);
        Response answer = call("GET", "/metadata/instance", "", Map.of("Metadata", "true"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(json(answer).path("error").asText()).isEqualTo("not_found");
    }

    private Response imds(String query) {
        return call("GET", IMDS, query, Map.of("Metadata", "true"));
    }

    private Response appService(String query) {
        return call(
                "GET", "/msi/token", query, Map.of("X-IDENTITY-HEADER", IdentityApi.DEMO_HEADER));
    }

    private Response call(String method, String path, String query, Map<String, String> headers) {
        Map<String, List<String>> lists = new java.util.HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return identity.handle(
                Request.of(
                        method,
                        URI.create("http://localhost:8081"),
                        path,
                        query,
                        lists,
                        new byte[0]));
    }

    private static JsonNode json(Response response) {
        return Json.read(response.text()).orElseThrow();
    }

    private static com.nimbusds.jwt.JWTClaimsSet claims(Response response) throws ParseException {
        return SignedJWT.parse(json(response).path("access_token").asText()).getJWTClaimsSet();
    }
}
