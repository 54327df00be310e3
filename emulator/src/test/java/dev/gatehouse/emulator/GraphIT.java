package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.world.Cast;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Graph: who somebody is, and in which groups. */
class GraphIT extends RunningEmulator {
    private static final String OLU = "a0000000-0000-4000-8000-00000000000f";

    @Test
    void tellsWhoIAm() {
        JsonNode me = EmulatorClient.body(get("/v1.0/me", graph("pia", "User.Read")));
        assertThat(me.path("userPrincipalName").asText()).isEqualTo("pia@contoso.com");
        assertThat(me.path("id").asText()).isEqualTo("a0000000-0000-4000-8000-00000000000c");
    }

    @Test
    void listsMoreGroupsThanATokenHolds() {
        JsonNode groups =
                EmulatorClient.body(
                        post(
                                "/v1.0/users/" + OLU + "/getMemberObjects",
                                "{\"securityEnabledOnly\":false}",
                                graph("olu", "User.Read")));
        assertThat(groups.path("value").size()).isEqualTo(250);
    }

    @Test
    void checksNamedGroupsOnly() {
        String asked =
                "{\"groupIds\":[\"%s\",\"6b000000-0000-4000-8000-000000000001\",\"nonsense\"]}"
                        .formatted(Cast.group(7));
        for (String whose : new String[] {"/v1.0/me", "/v1.0/users/" + OLU}) {
            JsonNode found =
                    EmulatorClient.body(
                            post(whose + "/checkMemberGroups", asked, graph("olu", "User.Read")));
            assertThat(found.path("value").toString()).isEqualTo("[\"" + Cast.group(7) + "\"]");
        }
        assertThat(post("/v1.0/me/checkMemberGroups", "{}", graph("olu", "User.Read")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void tellsAboutOthersToThosewhoMay() {
        String path = "/v1.0/users/" + OLU + "/getMemberObjects";
        assertThat(post(path, "{}", graph("ada", "User.Read")).statusCode()).isEqualTo(403);
        assertThat(post(path, "{}", graph("ada", "GroupMember.Read.All")).statusCode())
                .isEqualTo(200);
        assertThat(post(path, "{}", graph("gus", "GroupMember.Read.All")).statusCode())
                .isEqualTo(404);
        String robot =
                client.mint("{\"as\":\"robot\",\"audience\":\"https://graph.microsoft.com\"}");
        assertThat(post(path, "{}", robot).statusCode()).isEqualTo(403);
    }

    @Test
    void takesNoOtherTokens() {
        String own = client.mint("{\"as\":\"ada\"}");
        HttpResponse<String> response = get("/v1.0/me", own);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("InvalidAuthenticationToken", "Invalid audience");
        assertThat(get("/v1.0/me", "garbage").statusCode()).isEqualTo(401);
        assertThat(client.get("/v1.0/me").statusCode()).isEqualTo(401);
        String expired =
                client.mint(
                        "{\"as\":\"ada\",\"audience\":\"https://graph.microsoft.com\",\"expiresIn\":-5}");
        assertThat(get("/v1.0/me", expired).body()).contains("expired");
    }

    @Test
    void answersUnknownAddressesInItsOwnForm() {
        HttpResponse<String> response = client.get("/v1.0/teams");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(EmulatorClient.body(response).path("error").path("innerError").has("request-id"))
                .isTrue();
    }

    private String graph(String who, String scope) {
        return client.mint(
                "{\"as\":\"%s\",\"audience\":\"https://graph.microsoft.com\",\"scope\":\"%s\"}"
                        .formatted(who, scope));
    }

    private HttpResponse<String> get(String path, String token) {
        return client.get(path, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> post(String path, String body, String token) {
        return client.json("POST", path, body, "Authorization", "Bearer " + token);
    }
}
