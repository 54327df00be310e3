package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Azure OpenAI, session pools, management groups and deny assignments, judged by role. */
class WorkloadsIT extends RunningEmulator {
    private static final String RESEARCH = "/subscriptions/50000000-0000-4000-8000-000000000002";
    private static final String LAB = RESEARCH + "/resourceGroups/rg-lab";
    private static final String ACCOUNT =
            LAB + "/providers/Microsoft.CognitiveServices/accounts/oai-lab";
    private static final String POOL = LAB + "/providers/Microsoft.App/sessionPools/pool-lab";
    private static final String ANN = "a0000000-0000-4000-8000-00000000000b";
    private static final String CHAT =
            "/openai/deployments/gpt-4.1/chat/completions?api-version=2024-10-21";
    private static final String ASKED =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String OPENAI = "https://cognitiveservices.azure.com";
    private static final String SESSIONS = "https://dynamicsessions.io";
    private static final String RUN =
            POOL.replace("/providers/Microsoft.App", "") + "/code/execute?identifier=abcd";
    private static final String CODE = "{\"properties\":{\"code\":\"print(1)\"}}";

    @AfterEach
    void allowAgain() {
        client.json("DELETE", "/_emulator/deny-assignments", "");
    }

    @Test
    void listsAndReadsAccountsAndPools() {
        String list = RESEARCH + "/providers/Microsoft.CognitiveServices/accounts";
        assertThat(values(arm("vic", "GET", list, ""))).isEqualTo(1);
        assertThat(values(arm("vic", "GET", LAB + "/providers/microsoft.app/sessionpools", "")))
                .isEqualTo(1);
        assertThat(arm("nil", "GET", list, "").statusCode()).isEqualTo(403);
        JsonNode pool = EmulatorClient.body(arm("vic", "GET", POOL, "")).path("properties");
        assertThat(pool.path("poolManagementEndpoint").asText())
                .startsWith(emulator.https().toString())
                .endsWith("/sessionPools/pool-lab");
        assertThat(pool.path("containerType").asText()).isEqualTo("PythonLTS");
        assertThat(values(arm("vic", "GET", ACCOUNT + "/deployments", ""))).isEqualTo(1);
        assertThat(arm("vic", "GET", ACCOUNT + "/deployments/x", "").statusCode()).isEqualTo(404);
        assertThat(arm("vic", "POST", ACCOUNT + "/listKeys", "").statusCode()).isEqualTo(403);
        assertThat(arm("vic", "GET", POOL + "x/deployments", "").statusCode()).isEqualTo(404);
    }

    @Test
    void chatsWithAKeyOrWithTheRole() {
        String key =
                EmulatorClient.body(arm("ada", "POST", ACCOUNT + "/listKeys", ""))
                        .path("key1")
                        .asText();
        assertThat(client.json("POST", CHAT, ASKED, "api-key", key).body()).contains("Emulated");
        assertThat(client.json("POST", CHAT, ASKED, "api-key", "x").statusCode()).isEqualTo(401);
        assertThat(as("ann", "https://management.azure.com", CHAT, ASKED).statusCode())
                .isEqualTo(401);
        HttpResponse<String> refused = as("ann", OPENAI, CHAT, ASKED);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body())
                .contains("PermissionDenied", "The principal `" + ANN + "` lacks");
        assign(ACCOUNT, "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd", "0001");
        JsonNode answer = EmulatorClient.body(as("ann", OPENAI, CHAT, ASKED));
        assertThat(answer.path("choices").path(0).path("message").path("content").asText())
                .startsWith("Emulated answer")
                .endsWith("hello");
        HttpResponse<String> models = models("ann");
        assertThat(EmulatorClient.body(models).at("/data/0/id").asText()).isEqualTo("gpt-4.1");
        assertThat(models("vic").body()).contains("PermissionDenied", "OpenAI/models/read");
        assertThat(as("ann", OPENAI, CHAT, "{}").statusCode()).isEqualTo(400);
        String streamed = ASKED.replace("}]}", "}],\"stream\":true}");
        HttpResponse<String> events = as("ann", OPENAI, CHAT, streamed);
        assertThat(events.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        assertThat(events.body()).endsWith("data: [DONE]\n\n");
        assertThat(as("ann", OPENAI, CHAT.replace("gpt-4.1", "other"), ASKED).body())
                .contains("DeploymentNotFound");
        String v1 = ASKED.replace("{\"messages", "{\"model\":\"gpt-4.1\",\"messages");
        assertThat(as("ann", OPENAI, "/openai/v1/chat/completions", v1).statusCode())
                .isEqualTo(200);
        assertThat(as("gus", OPENAI, CHAT, ASKED).statusCode()).isEqualTo(400);
    }

    @Test
    void runsNothingForThoseWhoMayAndRefusesOthers() {
        assertThat(as("ann", OPENAI, RUN, CODE).statusCode()).isEqualTo(401);
        assertThat(as("ann", SESSIONS, RUN, CODE).statusCode()).isEqualTo(403);
        assign(POOL, "0fb8eba5-a2bb-4abe-b1c1-49dfad359bb0", "0002");
        HttpResponse<String> run = as("ann", SESSIONS, RUN, CODE);
        assertThat(run.body()).contains("8 characters of code did not run");
        assertThat(as("ann", SESSIONS, RUN.replace("abcd", "abc"), CODE).statusCode())
                .isEqualTo(400);
        String newer = RUN.replace("code/execute", "executions");
        assertThat(as("ann", SESSIONS, newer, "{\"code\":\"1\"}").body()).contains("Succeeded");
        assertThat(as("gus", SESSIONS, RUN, CODE).statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsAssignedAboveCountsBelow() {
        String groups = "/providers/Microsoft.Management/managementGroups";
        assertThat(values(arm("ada", "GET", groups, ""))).isZero();
        String root = "/providers/Microsoft.Authorization/roleAssignments/";
        String nil = "a0000000-0000-4000-8000-00000000000e";
        String production = "/subscriptions/50000000-0000-4000-8000-000000000001";
        assertThat(arm("nil", "GET", production, "").statusCode()).isEqualTo(403);
        assertThat(
                        arm("ada", "PUT", groups + "/mg-contoso" + root + id("0003"), reader(nil))
                                .statusCode())
                .isEqualTo(403);
        String elevate = "/providers/Microsoft.Authorization/elevateAccess";
        assertThat(arm("nil", "POST", elevate, "").statusCode()).isEqualTo(403);
        assertThat(arm("ada", "POST", elevate, "").statusCode()).isEqualTo(200);
        assertThat(
                        arm("ada", "PUT", groups + "/mg-contoso" + root + id("0003"), reader(nil))
                                .statusCode())
                .isEqualTo(201);
        assertThat(arm("nil", "GET", production, "").statusCode()).isEqualTo(200);
        assertThat(values(arm("nil", "GET", groups, ""))).isEqualTo(1);
        JsonNode contoso =
                EmulatorClient.body(arm("nil", "GET", groups + "/mg-contoso?$expand=children", ""));
        assertThat(contoso.path("properties").path("children").size()).isEqualTo(2);
        assertThat(contoso.path("properties").path("details").path("parent").path("name").asText())
                .isEqualTo("c0000000-0000-4000-8000-000000000001");
        arm("ada", "DELETE", groups + "/mg-contoso" + root + id("0003"), "");
        assertThat(arm("nil", "GET", production, "").statusCode()).isEqualTo(403);
        assertThat(arm("ada", "PUT", root + id("0004"), reader(nil)).statusCode()).isEqualTo(201);
        assertThat(arm("nil", "GET", groups + "/mg-contoso", "").statusCode()).isEqualTo(200);
        assertThat(arm("nil", "GET", groups + "/mg-other", "").statusCode()).isEqualTo(404);
        arm("ada", "DELETE", root + id("0004"), "");
    }

    @Test
    void aDenyAssignmentWinsAndIsListed() {
        String body =
                "{\"scope\":\"%s\",\"name\":\"frozen\",\"actions\":[\"*/read\"],\"principals\":[\"%s\"]}"
                        .formatted(LAB, ANN);
        assertThat(client.json("POST", "/_emulator/deny-assignments", body).statusCode())
                .isEqualTo(201);
        HttpResponse<String> denied = arm("ann", "GET", LAB, "");
        assertThat(denied.body()).contains("DenyAssignmentAuthorizationFailed", "frozen");
        assertThat(arm("ada", "GET", LAB, "").statusCode()).isEqualTo(200);
        String list = LAB + "/providers/Microsoft.Authorization/denyAssignments";
        assertThat(values(arm("ada", "GET", list, ""))).isEqualTo(1);
        assertThat(client.json("POST", "/_emulator/deny-assignments", "{}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void providersAreRegistered() {
        String one = RESEARCH + "/providers/microsoft.storage";
        assertThat(arm("vic", "GET", one, "").body()).contains("Registered", "storageAccounts");
        assertThat(arm("vic", "GET", RESEARCH + "/providers/Contoso.Toys", "").statusCode())
                .isEqualTo(404);
        assertThat(arm("nil", "GET", RESEARCH + "/providers", "").statusCode()).isEqualTo(403);
    }

    private void assign(String scope, String role, String number) {
        String body =
                "{\"properties\":{\"principalId\":\"%s\",\"roleDefinitionId\":\"/providers/Microsoft.Authorization/roleDefinitions/%s\"}}"
                        .formatted(ANN, role);
        String path = scope + "/providers/Microsoft.Authorization/roleAssignments/" + id(number);
        assertThat(arm("ada", "PUT", path, body).statusCode()).isEqualTo(201);
    }

    private static String reader(String principal) {
        return "{\"properties\":{\"principalId\":\"%s\",\"roleDefinitionId\":\"acdd72a7-3385-48ef-bd42-f606fba81ae7\"}}"
                .formatted(principal);
    }

    private static String id(String number) {
        return "22222222-0000-4000-8000-00000000" + number;
    }

    private static int values(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return EmulatorClient.body(response).path("value").size();
    }

    private HttpResponse<String> arm(String who, String method, String path, String body) {
        String token =
                client.mint(
                        "{\"as\":\"" + who + "\",\"audience\":\"https://management.azure.com\"}");
        String versioned = path + (path.contains("?") ? "&" : "?") + "api-version=2025-09-01";
        return client.json(method, versioned, body, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> as(String who, String audience, String path, String body) {
        String token = client.mint("{\"as\":\"" + who + "\",\"audience\":\"" + audience + "\"}");
        return client.json("POST", path, body, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> models(String who) {
        String token = client.mint("{\"as\":\"" + who + "\",\"audience\":\"" + OPENAI + "\"}");
        return client.json("GET", "/openai/v1/models", "", "Authorization", "Bearer " + token);
    }
}
