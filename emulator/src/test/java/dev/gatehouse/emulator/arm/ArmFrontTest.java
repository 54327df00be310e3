package dev.gatehouse.emulator.arm;

import static dev.gatehouse.emulator.arm.ArmCalls.PRODUCTION;
import static dev.gatehouse.emulator.arm.ArmCalls.SHOP;
import static dev.gatehouse.emulator.arm.ArmCalls.code;
import static dev.gatehouse.emulator.arm.ArmCalls.json;
import static dev.gatehouse.emulator.arm.ArmCalls.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Cast;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArmFrontTest {
    private static final String TENANT = "c0000000-0000-4000-8000-000000000001";
    private final ArmCalls arm = new ArmCalls();

    @Test
    void demandsAnApiVersion() {
        for (String path : List.of("/subscriptions", "/subscriptions?api-version=")) {
            Response answer = arm.exact("GET", path, Map.of(), "");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(code(answer)).isEqualTo("MissingApiVersionParameter");
        }
    }

    @Test
    void refusesMalformedApiVersions() {
        for (String version :
                List.of("latest", "2022-13-01", "2022-12-01-", "2022-12-01x", "20221201")) {
            Response answer =
                    arm.exact("GET", "/subscriptions?api-version=" + version, Map.of(), "");
            assertThat(answer.status()).as(version).isEqualTo(400);
            assertThat(code(answer)).isEqualTo("InvalidApiVersionParameter");
        }
        assertThat(arm.get("ada", "/subscriptions?api-version=2020-04-01-preview").status())
                .isEqualTo(200);
    }

    @Test
    void asksForATokenAndTellsTheOwnersTenant() {
        Response answer = arm.raw("GET", PRODUCTION, Map.of(), "");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(code(answer)).isEqualTo("AuthenticationFailed");
        assertThat(answer.header("WWW-Authenticate").orElseThrow())
                .startsWith(
                        "Bearer authorization_uri=\"https://login.windows.net/"
                                + TENANT
                                + "\", error=\"invalid_token\", error_description=\"");
        assertThat(answer.caller()).isEmpty();
    }

    @Test
    void tellsNoTenantWhereNoneIsNamed() {
        assertThat(
                        arm.raw("GET", "/tenants", Map.of(), "")
                                .header("WWW-Authenticate")
                                .orElseThrow())
                .contains("https://login.windows.net/common\"");
    }

    @Test
    void refusesGarbageAndOtherSchemes() {
        for (String header : List.of("Basic abc", "Bearer abc", "Bearer")) {
            Response answer = arm.raw("GET", PRODUCTION, Map.of("Authorization", header), "");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(code(answer)).as(header).isEqualTo("AuthenticationFailed");
        }
    }

    @Test
    void refusesATokenWhoseSignatureIsNotOurs() {
        String token = arm.cast().person("ada@contoso.com");
        String forged = token.substring(0, token.lastIndexOf('.') + 1) + "AAAA";
        Response answer = arm.token(forged, "GET", PRODUCTION, "");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(code(answer)).isEqualTo("InvalidAuthenticationToken");
    }

    @Test
    void acceptsAllFourAudiencesAndNoOther() {
        for (String audience : ArmAuthentication.AUDIENCES) {
            String token = arm.cast().person("ada@contoso.com", audience);
            assertThat(arm.token(token, "GET", "/tenants", "").status()).isEqualTo(200);
        }
        String graph = arm.cast().person("ada@contoso.com", "https://vault.azure.net");
        Response answer = arm.token(graph, "GET", "/tenants", "");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(code(answer)).isEqualTo("InvalidAuthenticationToken");
        assertThat(message(answer))
                .contains("'https://vault.azure.net'", "'https://management.azure.com'");
    }

    @Test
    void tellsWhenATokenExpired() {
        String token = arm.cast().person("ada@contoso.com");
        arm.world().clock().offset(Duration.ofHours(1));
        Response answer = arm.token(token, "GET", PRODUCTION, "");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(code(answer)).isEqualTo("ExpiredAuthenticationToken");
        assertThat(message(answer))
                .isEqualTo(
                        "The access token expiry UTC time '11/22/2026 1:00:00 PM' is earlier than"
                                + " current UTC time '11/22/2026 1:00:00 PM'.");
    }

    @Test
    void refusesATokenOfAnotherTenantInAzuresWords() {
        String token = arm.cast().person("gus@fabrikam.com");
        Response answer = arm.token(token, "GET", PRODUCTION, "");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(code(answer)).isEqualTo("InvalidAuthenticationTokenTenant");
        assertThat(message(answer))
                .isEqualTo(
                        "The access token is from the wrong issuer"
                                + " 'https://sts.windows.net/f0000000-0000-4000-8000-000000000002/'."
                                + " It must match the tenant"
                                + " 'https://sts.windows.net/c0000000-0000-4000-8000-000000000001/'"
                                + " associated with this subscription. Please use the authority (URL)"
                                + " 'https://login.windows.net/c0000000-0000-4000-8000-000000000001'"
                                + " to get the token. Note, if the subscription is transferred to"
                                + " another tenant there is no impact to the services, but information"
                                + " about new tenant could take time to propagate (up to an hour). If"
                                + " you just transferred your subscription and see this error message,"
                                + " please try back later.");
        assertThat(answer.header("WWW-Authenticate").orElseThrow()).contains(TENANT);
    }

    @Test
    void recognisesPeopleIdentitiesAndApplications() {
        assertThat(arm.get("ada", "/tenants").caller().orElseThrow().kind())
                .isEqualTo(Caller.Kind.USER);
        assertThat(
                        arm.token(arm.cast().identity(), "GET", "/tenants", "")
                                .caller()
                                .orElseThrow()
                                .kind())
                .isEqualTo(Caller.Kind.IDENTITY);
        assertThat(
                        arm.token(arm.cast().app(Cast.DAEMON), "GET", "/tenants", "")
                                .caller()
                                .orElseThrow()
                                .kind())
                .isEqualTo(Caller.Kind.APP);
    }

    @Test
    void refusesInAzuresWordsAndNamesTheClient() {
        Response nil = arm.get("nil", PRODUCTION);
        assertThat(nil.status()).isEqualTo(403);
        assertThat(code(nil)).isEqualTo("AuthorizationFailed");
        assertThat(message(nil))
                .isEqualTo(
                        "The client 'nil@contoso.com' with object id"
                                + " 'a0000000-0000-4000-8000-00000000000e' does not have authorization"
                                + " to perform action 'Microsoft.Resources/subscriptions/read' over"
                                + " scope '/subscriptions/50000000-0000-4000-8000-000000000001' or the"
                                + " scope is invalid. If access was recently granted, please refresh"
                                + " your credentials.");
        Response daemon = arm.token(arm.cast().app(Cast.DAEMON), "GET", PRODUCTION, "");
        assertThat(daemon.status()).isEqualTo(403);
        assertThat(message(daemon)).startsWith("The client '" + Cast.DAEMON + "'");
    }

    @Test
    void everyAnswerHasItsIdsAndEchoesTheClients() {
        String id = UUID.randomUUID().toString();
        for (String path : List.of("/tenants", "/nowhere/at/all", PRODUCTION)) {
            Response answer =
                    arm.raw(
                            "GET",
                            path,
                            Map.of(
                                    "x-ms-client-request-id",
                                    id,
                                    "Authorization",
                                    "Bearer " + arm.cast().person("nil@contoso.com")),
                            "");
            assertThat(answer.header("x-ms-request-id")).isPresent();
            assertThat(answer.header("x-ms-correlation-request-id")).isPresent();
            assertThat(answer.header("x-ms-client-request-id")).contains(id);
        }
        assertThat(arm.get("ada", SHOP).header("x-ms-ratelimit-remaining-subscription-reads"))
                .isPresent();
        assertThat(arm.get("ada", "/tenants").header("x-ms-ratelimit-remaining-tenant-reads"))
                .isPresent();
    }

    @Test
    void unknownPlacesAreNotFoundInArmsForm() {
        Map<String, String> expected =
                Map.of(
                        "/subscriptions/50000000-0000-4000-8000-0000000000ff",
                        "SubscriptionNotFound",
                        SHOP + "-2",
                        "ResourceGroupNotFound",
                        SHOP + "/providers/Microsoft.Storage/storageAccounts/none",
                        "ResourceNotFound",
                        PRODUCTION + "/nothing",
                        "NotFound",
                        "/providers",
                        "NotFound");
        expected.forEach(
                (path, code) -> {
                    Response answer = arm.get("ada", path);
                    assertThat(answer.status()).as(path).isEqualTo(404);
                    assertThat(code(answer)).as(path).isEqualTo(code);
                    assertThat(message(answer)).isNotBlank();
                });
        assertThat(arm.get("ada", "/subscriptions/nonsense").status()).isEqualTo(400);
        assertThat(arm.as("ada", "PATCH", SHOP, "{}").status()).isEqualTo(404);
    }

    @Test
    void letterCaseAndDoubledSlashesDoNotCount() {
        assertThat(
                        arm.get(
                                        "ada",
                                        "//SUBSCRIPTIONS/50000000-0000-4000-8000-000000000001"
                                                + "//resourcegroups/RG-SHOP")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void cloudMetadataNeedsNoTokenAndHasTwoForms() {
        Response old = arm.exact("GET", "/metadata/endpoints?api-version=2015-01-01", Map.of(), "");
        assertThat(json(old).isObject()).isTrue();
        assertThat(json(old).path("authentication").path("audiences").get(0).asText())
                .isEqualTo("https://management.core.windows.net/");
        Response current =
                arm.exact("GET", "/metadata/endpoints?api-version=2022-09-01", Map.of(), "");
        assertThat(json(current).isArray()).isTrue();
        assertThat(json(current).get(0).path("resourceManager").asText())
                .isEqualTo("https://localhost:8443/");
        assertThat(json(current).get(0).path("suffixes").path("acrLoginServer").asText())
                .isNotBlank();
    }

    @Test
    void unreadableBodyIsABadRequest() {
        Response answer = arm.as("ada", "PUT", PRODUCTION + "/resourceGroups/rg-new", "{");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("InvalidRequestContent");
    }
}
