package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.world.Cast;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulator's own API, its log, its faults, and its certificate authority. */
class AdminApiIT extends RunningEmulator {
    private static final String ARM = "https://management.azure.com/.default";

    @Test
    void logsWhoAskedWhichServiceAndCountsGrants() {
        String ada = client.mint("{\"as\":\"ada\"}");
        client.onBehalfOf("contoso.com", ada, ARM);
        client.onBehalfOf("contoso.com", "garbage", ARM);
        client.get("/v1.0/me?access_token=hidden");

        JsonNode good = list("?service=entra&caller.kind=user&grant=on_behalf_of&status=200");
        assertThat(good.size()).isEqualTo(1);
        assertThat(good.path(0).path("path").asText()).isEqualTo("/contoso.com/oauth2/v2.0/token");
        assertThat(good.path(0).path("caller").path("oid").asText())
                .isEqualTo("a0000000-0000-4000-8000-00000000000a");
        assertThat(good.path(0).path("caller").path("appid").asText())
                .isEqualTo(Cast.GATEHOUSE.toString());
        assertThat(list("").size()).isEqualTo(3);
        assertThat(list("?caller.kind=none").size()).isEqualTo(2);
        assertThat(list("?since=2999-01-01T00:00:00Z").size()).isZero();
        JsonNode counts = EmulatorClient.body(client.get("/_emulator/counts"));
        assertThat(counts.path("grants").path("on_behalf_of").asInt()).isEqualTo(2);
        assertThat(counts.path("services").path("entra").path("user").asInt()).isEqualTo(1);
        assertThat(counts.path("services").path("graph").path("none").asInt()).isEqualTo(1);
        String everything = client.get("/_emulator/exchanges").body();
        assertThat(everything).doesNotContain("eyJ", "hidden", "secret");
        client.json("DELETE", "/_emulator/exchanges", "");
        assertThat(list("").size()).isZero();
        assertThat(EmulatorClient.body(client.get("/_emulator/counts")).path("total").asInt())
                .isZero();
    }

    @Test
    void refusesFiltersThatItDoesNotKnow() {
        assertThat(client.get("/_emulator/exchanges?nonsense=1").statusCode()).isEqualTo(400);
        assertThat(client.get("/_emulator/exchanges?since=yesterday").statusCode()).isEqualTo(400);
    }

    @Test
    void mintsTokensAsAsked() {
        JsonNode token =
                EmulatorClient.body(
                        client.json(
                                "POST",
                                "/_emulator/token",
                                "{\"as\":\"ann@contoso.com\",\"expiresIn\":120,\"version\":1,"
                                        + "\"scope\":\"access_as_user\",\"client\":\""
                                        + Cast.ACCEPTANCE
                                        + "\"}"));
        assertThat(token.path("expires_in").asInt()).isEqualTo(120);
        JsonNode claims = EmulatorClient.claims(token.path("access_token").asText());
        assertThat(claims.path("ver").asText()).isEqualTo("1.0");
        assertThat(claims.path("appid").asText()).isEqualTo(Cast.ACCEPTANCE.toString());
        assertThat(claims.path("scp").asText()).isEqualTo("access_as_user");
        assertThat(claims.path("roles").toString()).isEqualTo("[\"Analyst\"]");
        String usual = client.mint("{\"as\":\"nil\"}");
        assertThat(EmulatorClient.claims(usual).path("azp").asText())
                .isEqualTo(Cast.AZURE_CLI.toString());
        assertThat(EmulatorClient.claims(usual).has("roles")).isFalse();
        for (String bad :
                new String[] {
                    "{}",
                    "[]",
                    "{\"as\":\"eve\"}",
                    "{\"as\":\"ada\",\"audience\":\"api://x\"}",
                    "{\"as\":\"ada\",\"version\":3}",
                    "{\"as\":\"ada\",\"client\":\"x\"}",
                    "{\"as\":\"ada\",\"expiresIn\":\"x\"}",
                    "{"
                }) {
            assertThat(client.json("POST", "/_emulator/token", bad).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void namesThePeopleAndTheApisThatThereAreTokensFor() {
        assertThat(client.json("POST", "/_emulator/token", "{\"as\":\"bob\"}").body())
                .contains("as names one of the cast: ", "ada, ann", "mia");
        assertThat(
                        client.json(
                                        "POST",
                                        "/_emulator/token",
                                        "{\"as\":\"ada\",\"audience\":\"https://foo\"}")
                                .body())
                .contains("https://management.azure.com/", "api://" + Cast.GATEHOUSE);
    }

    @Test
    void isClosedToOtherNamesAndOtherOrigins() throws IOException {
        assertThat(statusWithHost("evil.example")).contains("403");
        assertThat(statusWithHost("127.0.0.1:" + emulator.http().getPort())).contains("200");
        assertThat(client.get("/_emulator/counts", "Origin", "http://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(client.get("/_emulator/counts", "Origin", "http://localhost:8080").statusCode())
                .isEqualTo(200);
    }

    @Test
    void failsAsOftenAsTold() {
        HttpResponse<String> set =
                client.json(
                        "PUT",
                        "/_emulator/faults",
                        "{\"service\":\"graph\",\"path\":\"/v1.0/me\",\"status\":429,"
                                + "\"headers\":{\"Retry-After\":\"7\"},\"times\":1}");
        assertThat(set.statusCode()).isEqualTo(200);
        HttpResponse<String> hit = client.get("/v1.0/me");
        assertThat(hit.statusCode()).isEqualTo(429);
        assertThat(hit.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(EmulatorClient.body(hit).path("error").has("code")).isTrue();
        assertThat(client.get("/v1.0/me").statusCode()).isEqualTo(401);
        assertThat(EmulatorClient.body(client.get("/_emulator/faults")).size()).isZero();
        client.json(
                "PUT",
                "/_emulator/faults",
                "{\"service\":\"entra\",\"path\":\"/\",\"status\":503,\"body\":{\"error\":\"x\"}}");
        assertThat(client.get("/common/discovery/keys").body()).isEqualTo("{\"error\":\"x\"}");
        assertThat(client.get("/v1.0/me").statusCode()).isEqualTo(401);
        client.json("DELETE", "/_emulator/faults", "");
        assertThat(client.get("/common/discovery/keys").statusCode()).isEqualTo(200);
        for (String bad :
                new String[] {
                    "{}",
                    "{\"service\":\"emulator\"}",
                    "{\"service\":\"arm\",\"status\":99}",
                    "{\"service\":\"arm\",\"latencyMs\":-1}",
                    "{\"service\":\"arm\",\"times\":0}",
                    "{\"service\":\"arm\",\"times\":\"x\"}"
                }) {
            assertThat(client.json("PUT", "/_emulator/faults", bad).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void movesTheClock() {
        String token = client.mint("{\"as\":\"ada\",\"audience\":\"https://graph.microsoft.com\"}");
        client.json("PUT", "/_emulator/clock", "{\"offsetSeconds\":6000}");
        assertThat(client.get("/v1.0/me", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(401);
        assertThat(client.json("PUT", "/_emulator/clock", "{\"offsetSeconds\":\"x\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void givesEachPathToItsServiceOnBothOrigins() {
        String slashes = "//subscriptions?api-version=2022-12-01";
        assertThat(client.get(emulator.http() + slashes).statusCode()).isEqualTo(401);
        client.get(emulator.https() + "/Tenants?api-version=2022-12-01");
        client.get(emulator.https() + "/metadata/identity/oauth2/token");
        client.get(emulator.https() + "/V1.0/me");
        client.get("/contoso.com/discovery/keys");
        assertThat(list("").findValuesAsText("service"))
                .containsExactly("arm", "arm", "identity", "graph", "entra");
    }

    @Test
    void keepsItsCertificateAuthority(@TempDir Path directory) throws Exception {
        String first;
        InstantSource clock = InstantSource.system();
        try (Emulator one = Emulator.start(EmulatorOptions.anyPorts(directory, clock))) {
            first = Files.readString(one.caPem());
        }
        try (Emulator two = Emulator.start(EmulatorOptions.anyPorts(directory, clock))) {
            assertThat(Files.readString(two.caPem())).isEqualTo(first);
            EmulatorClient again = new EmulatorClient(two);
            assertThat(
                            again.get(two.https() + "/common/v2.0/.well-known/openid-configuration")
                                    .statusCode())
                    .isEqualTo(200);
        }
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(directory.resolve("ca.key"))))
                .isEqualTo("rw-------");
        Instant end = clock.instant().plusSeconds(3650L * 86_400);
        try (Emulator later =
                Emulator.start(EmulatorOptions.anyPorts(directory, InstantSource.fixed(end)))) {
            assertThat(Files.readString(later.caPem())).isNotEqualTo(first);
        }
    }

    @Test
    void saysThatAPortIsTaken(@TempDir Path directory) {
        EmulatorOptions taken =
                new EmulatorOptions(
                        0, emulator.https().getPort(), directory, InstantSource.system());
        assertThatThrownBy(() -> Emulator.start(taken)).hasMessageContaining("cannot listen");
    }

    private JsonNode list(String query) {
        return EmulatorClient.body(client.get("/_emulator/exchanges" + query));
    }

    private String statusWithHost(String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), emulator.http().getPort())) {
            socket.getOutputStream()
                    .write(
                            ("GET /_emulator/counts HTTP/1.1\r\nHost: "
                                            + host
                                            + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
