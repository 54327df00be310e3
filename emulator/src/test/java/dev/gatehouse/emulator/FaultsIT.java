package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Faults: at one service, one provider, one method; in the service's own words or others. */
class FaultsIT extends RunningEmulator {
    private static final String GROUP =
            "/subscriptions/50000000-0000-4000-8000-000000000001/resourceGroups/rg-shop";
    private static final String CLUSTER =
            GROUP
                    + "/providers/Microsoft.ContainerService/managedClusters/aks-shop"
                    + "?api-version=2025-01-01";

    @Test
    void hitsOneResourceProviderOnly() {
        put("{\"service\":\"aks\",\"code\":\"AuthorizationFailed\"}");
        HttpResponse<String> hit = arm("GET", CLUSTER);
        assertThat(hit.statusCode()).isEqualTo(403);
        JsonNode error = EmulatorClient.body(hit).path("error");
        assertThat(error.path("code").asText()).isEqualTo("AuthorizationFailed");
        assertThat(error.path("message").asText()).contains("over scope '" + GROUP);
        assertThat(hit.headers().firstValue("x-ms-request-id")).isPresent();
        assertThat(arm("GET", GROUP + "?api-version=2025-01-01").statusCode()).isEqualTo(200);
        String storage =
                CLUSTER.replace("ContainerService/managedClusters", "Storage/storageAccounts");
        assertThat(arm("GET", storage).body()).doesNotContain("emulated-client");
        put("{\"service\":\"storage\",\"status\":503}");
        assertThat(arm("GET", storage).statusCode()).isEqualTo(503);
    }

    @Test
    void speaksThreeLanguagesWithOneCode() {
        for (String[] each :
                new String[][] {
                    {"en", "was not found"},
                    {"de", "wurde nicht gefunden"},
                    {"zh", "未找到资源"}
                }) {
            put(
                    "{\"id\":\"words\",\"service\":\"acr\",\"code\":\"ResourceNotFound\",\"lang\":\"%s\"}"
                            .formatted(each[0]));
            HttpResponse<String> hit =
                    arm(
                            "GET",
                            CLUSTER.replace(
                                    "ContainerService/managedClusters",
                                    "containerregistry/registries"));
            assertThat(hit.statusCode()).isEqualTo(404);
            assertThat(EmulatorClient.body(hit).path("error").path("code").asText())
                    .isEqualTo("ResourceNotFound");
            assertThat(hit.body()).contains(each[1]);
        }
        assertThat(EmulatorClient.body(client.get("/_emulator/faults")).size()).isEqualTo(1);
    }

    @Test
    void everyBuiltInErrorHasATextInEachLanguage() {
        for (String code : KnownError.codes()) {
            for (String lang : new String[] {"en", "de", "zh"}) {
                assertThat(KnownError.of(code).orElseThrow().text(lang)).as(code).isPresent();
            }
        }
    }

    @Test
    void hitsOneMethodAndTellsWhenToComeAgain() {
        put(
                "{\"service\":\"arm\",\"method\":\"put\",\"code\":\"TooManyRequests\","
                        + "\"retryAfter\":17}");
        HttpResponse<String> hit = arm("PUT", GROUP + "?api-version=2025-01-01");
        assertThat(hit.statusCode()).isEqualTo(429);
        assertThat(hit.headers().firstValue("Retry-After")).hasValue("17");
        assertThat(arm("GET", GROUP + "?api-version=2025-01-01").statusCode()).isEqualTo(200);
    }

    @Test
    void wordsErrorsAsEachServiceDoes() {
        put(
                "{\"service\":\"entra\",\"status\":400,\"code\":\"invalid_grant\",\"message\":"
                        + "\"AADSTS50173: revoked\",\"times\":1}");
        JsonNode entra = EmulatorClient.body(client.get("/common/discovery/keys"));
        assertThat(entra.path("error").asText()).isEqualTo("invalid_grant");
        assertThat(entra.path("error_codes").toString()).isEqualTo("[50173]");
        put("{\"service\":\"graph\",\"code\":\"Authorization_RequestDenied\",\"status\":403}");
        JsonNode graph = EmulatorClient.body(client.get("/v1.0/me"));
        assertThat(graph.path("error").path("innerError").has("request-id")).isTrue();
        put("{\"service\":\"identity\",\"status\":410,\"code\":\"gone\"}");
        JsonNode identity =
                EmulatorClient.body(client.get("/metadata/identity/oauth2/token?resource=x"));
        assertThat(identity.path("error").asText()).isEqualTo("gone");
        put(
                "{\"service\":\"acr-data\",\"status\":401,\"code\":\"UNAUTHORIZED\",\"message\":\"m\"}");
        for (String path :
                new String[] {"/v2/", "/v2/_catalog", "/acr/v1/_catalog", "/oauth2/token"}) {
            JsonNode data = EmulatorClient.body(client.get(path));
            assertThat(data.path("errors").path(0).path("code").asText())
                    .as(path)
                    .isEqualTo("UNAUTHORIZED");
        }
    }

    @Test
    void sendsTheNextPageElsewhere() {
        put("{\"service\":\"arm\",\"nextLink\":\"https://elsewhere.example/page?x=1\"}");
        HttpResponse<String> list = arm("GET", "/subscriptions?api-version=2022-12-01");
        assertThat(EmulatorClient.body(list).path("nextLink").asText())
                .isEqualTo("https://elsewhere.example/page?x=1");
        assertThat(EmulatorClient.body(list).path("value").size()).isEqualTo(2);
        assertThat(arm("GET", GROUP + "?api-version=2025-01-01").body())
                .doesNotContain("elsewhere");
    }

    @Test
    void namesFaultsAndRemovesThemOneByOne() {
        put("{\"id\":\"one\",\"service\":\"arm\",\"status\":500}");
        HttpResponse<String> all = put("{\"id\":\"two\",\"service\":\"arm\",\"status\":501}");
        assertThat(EmulatorClient.body(all).findValuesAsText("id")).containsExactly("one", "two");
        assertThat(arm("GET", "/subscriptions?api-version=2022-12-01").statusCode()).isEqualTo(500);
        assertThat(client.json("DELETE", "/_emulator/faults/one", "").statusCode()).isEqualTo(204);
        assertThat(client.json("DELETE", "/_emulator/faults/one", "").statusCode()).isEqualTo(404);
        assertThat(arm("GET", "/subscriptions?api-version=2022-12-01").statusCode()).isEqualTo(501);
    }

    @Test
    void refusesFaultsThatItDoesNotUnderstand() {
        for (String bad :
                new String[] {
                    "{\"service\":\"arm\",\"lang\":\"fr\",\"code\":\"ResourceNotFound\"}",
                    "{\"service\":\"arm\",\"lang\":\"de\",\"code\":\"Unheard\"}",
                    "{\"service\":\"arm\",\"nextLink\":\"x y\"}",
                    "{\"service\":\"arm\",\"nextLink\":\"https://x.example\",\"status\":500}",
                    "{\"service\":\"arm\",\"id\":\"a b\"}",
                    "{\"service\":\"arm\",\"stauts\":500}"
                }) {
            assertThat(client.json("PUT", "/_emulator/faults", bad).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    private HttpResponse<String> put(String fault) {
        HttpResponse<String> set = client.json("PUT", "/_emulator/faults", fault);
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        return set;
    }

    private HttpResponse<String> arm(String method, String path) {
        String token =
                client.mint("{\"as\":\"ada\",\"audience\":\"https://management.azure.com\"}");
        return client.json(method, path, "", "Authorization", "Bearer " + token);
    }
}
