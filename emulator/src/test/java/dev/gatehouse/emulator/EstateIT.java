package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.world.RoleAssignment;
import dev.gatehouse.emulator.world.Roles;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure's resources over real sockets: operations under the admin API, registries on own ports. */
class EstateIT extends RunningEmulator {
    private static final String VERSION = "?api-version=2025-11-01";
    private static final String REGISTRY =
            EstateCalls.LAB + EstateCalls.REGISTRIES + "/acrlab1" + VERSION;
    private static final String CLUSTER = EstateCalls.LAB + EstateCalls.AKS + "/aks-lab";

    private String ada = "";

    @BeforeEach
    void usualPace() {
        client.json("DELETE", "/_emulator/operations", "");
        ada =
                "Bearer "
                        + client.mint(
                                "{\"as\":\"ada\",\"audience\":\"https://management.azure.com\"}");
    }

    @Test
    void aNewRegistryListensUntilItIsDeleted() {
        client.json("PUT", "/_emulator/operations", "{\"durationMs\":0}");
        HttpResponse<String> created =
                call("PUT", REGISTRY, "{\"location\":\"westeurope\",\"sku\":{\"name\":\"Basic\"}}");
        assertThat(created.statusCode()).isEqualTo(201);
        String server =
                EmulatorClient.body(created).path("properties").path("loginServer").asText();
        assertThat(client.get("https://" + server + "/v2/").statusCode()).isEqualTo(401);
        assertThat(client.get("https://" + server + "/subscriptions").statusCode()).isEqualTo(404);
        assertThat(client.get(emulator.https() + "/v2/").statusCode()).isEqualTo(401);
        assertThat(call("DELETE", REGISTRY, "").statusCode()).isEqualTo(202);
        assertThat(call("GET", REGISTRY, "").statusCode()).isEqualTo(404);
        assertThatThrownBy(() -> client.get("https://" + server + "/v2/"))
                .isInstanceOf(UncheckedIOException.class);
        JsonNode logged = EmulatorClient.body(client.get("/_emulator/exchanges?service=registry"));
        assertThat(logged).hasSize(2);
    }

    @Test
    void closesAllRegistriesWithItself(@TempDir Path directory) {
        String server;
        try (Emulator other =
                Emulator.start(EmulatorOptions.anyPorts(directory, InstantSource.system()))) {
            EmulatorClient elsewhere = new EmulatorClient(other);
            String token =
                    elsewhere.mint(
                            "{\"as\":\"ada\",\"audience\":\"https://management.azure.com\"}");
            server =
                    EmulatorClient.body(
                                    elsewhere.json(
                                            "PUT",
                                            REGISTRY,
                                            "{\"location\":\"westeurope\",\"sku\":{\"name\":\"Basic\"}}",
                                            "Authorization",
                                            "Bearer " + token))
                            .path("properties")
                            .path("loginServer")
                            .asText();
        }
        assertThatThrownBy(() -> client.get("https://" + server + "/v2/"))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void operationsAreListedAndFailAsTold() {
        String fail =
                "{\"durationMs\":1000,\"fail\":{\"code\":\"Q\",\"message\":\"m\"},\"times\":1}";
        JsonNode told = EmulatorClient.body(client.json("PUT", "/_emulator/operations", fail));
        assertThat(told.path("durationMs").asInt()).isEqualTo(1000);
        assertThat(told.path("times").asInt()).isEqualTo(1);
        HttpResponse<String> started = call("POST", CLUSTER + "/start" + VERSION, "");
        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(started.headers().firstValue("Azure-AsyncOperation").orElseThrow())
                .startsWith(emulator.http().toString());
        client.json("PUT", "/_emulator/clock", "{\"offsetSeconds\":5}");
        JsonNode listed = EmulatorClient.body(client.get("/_emulator/operations"));
        assertThat(listed.has("times")).isFalse();
        JsonNode last = listed.path("operations").path(listed.path("operations").size() - 1);
        assertThat(last.path("status").asText()).isEqualTo("Failed");
        assertThat(last.path("resource").asText()).isEqualTo(CLUSTER);
        assertThat(last.path("caller").asText()).isEqualTo("a0000000-0000-4000-8000-00000000000a");
        for (String wrong :
                new String[] {
                    "[]",
                    "{\"durationMs\":-1}",
                    "{\"durationMs\":\"x\"}",
                    "{\"times\":0}",
                    "{\"fail\":{}}"
                }) {
            assertThat(client.json("PUT", "/_emulator/operations", wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void aRoleAtTheManagementGroupReachesItsSubscriptions() {
        String nil =
                "Bearer "
                        + client.mint(
                                "{\"as\":\"nil\",\"audience\":\"https://management.azure.com\"}");
        assertThat(client.get(CLUSTER + VERSION, "Authorization", nil).statusCode()).isEqualTo(403);
        emulator.world()
                .add(
                        new RoleAssignment(
                                UUID.randomUUID(),
                                "/providers/Microsoft.Management/managementGroups/mg-contoso",
                                emulator.world().person("nil@contoso.com").orElseThrow().id(),
                                "User",
                                Roles.READER));
        assertThat(client.get(CLUSTER + VERSION, "Authorization", nil).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return client.json(method, path, body, "Authorization", ada);
    }
}
