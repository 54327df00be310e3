package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.emulator.EmulatorOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SetupCommandIT {
    private static final String GRAPH = "/v1.0/applications";

    @TempDir private Path data;
    private Emulator emulator;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        emulator = Emulator.start(new EmulatorOptions(0, 0, data, InstantSource.system()));
        send("POST", "/_emulator/tenants/contoso.com/empty-directory", "");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private Run setup(String... arguments) {
        return setup(Map.of(), arguments);
    }

    private Run setup(Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of("setup"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--as", "ada", "--emulator-port", "" + emulator.http().getPort()));
        all.addAll(List.of("--set", "entra.cloud.authority=" + emulator.https()));
        return Run.in(environment, all.toArray(String[]::new));
    }

    private String send(String method, String path, String body)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(emulator.http().resolve(path))
                            .method(method, BodyPublishers.ofString(body))
                            .header("Content-Type", "application/json");
            if (path.startsWith("/v1.0")) {
                request.header("Authorization", "Bearer " + token());
            }
            return client.send(request.build(), BodyHandlers.ofString()).body();
        }
    }

    private String token() {
        Run run =
                Run.of(
                        "token",
                        "--as",
                        "ada",
                        "--audience",
                        "https://graph.microsoft.com",
                        "--emulator-port",
                        "" + emulator.http().getPort());
        return run.out().strip();
    }

    @Test
    void plansOnAnEmptyGraphAndChangesNothing() throws Exception {
        Run plan = setup("--plan", "--new-secret");
        assertThat(plan.exit()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("Approved by       ada@contoso.com")
                .contains("+ app registration \"Gatehouse\"")
                .contains("+ permission Windows Azure Service Management API user_impersonation")
                .contains("+ client secret")
                .contains("nothing is removed.");
        assertThat(send("GET", GRAPH, "")).contains("\"value\":[]");
    }

    @Test
    void takesAFileForThePublicCloudToTheEmulatorAlone() throws Exception {
        Path file = data.resolve("public.yaml");
        Files.writeString(file, "entra: {tenant: c0000000-0000-4000-8000-000000000001}\n");
        Run plan = setup("--plan", "--new-secret", "--config", file.toString());
        assertThat(plan.exit()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("Approved by       ada@contoso.com");
    }

    @Test
    void refusesToTakeTheEmulatorsTokenToAnotherCloud() throws Exception {
        Path file = data.resolve("other.yaml");
        Files.writeString(file, "entra: {tenant: c0000000-0000-4000-8000-000000000001}\n");
        for (String cloud : List.of("entra.cloud=public", "entra.cloud.graph=https://g.example")) {
            Run plan =
                    Run.of(
                            "setup",
                            "--plan",
                            "--config=" + file,
                            "--set=" + cloud,
                            "--as=ada",
                            "--emulator-port=" + emulator.http().getPort());
            assertThat(plan.exit()).as(plan.err()).isEqualTo(2);
            assertThat(plan.err())
                    .contains(
                            "The configuration is for the ", "the token of --as is the emulator's")
                    .doesNotContain("null");
        }
    }

    @Test
    void appliesOnceAndChangesNothingTheSecondAndThirdTime() throws Exception {
        String identity = "1d000000-0000-4000-8000-000000000001";
        String[] arguments = {
            "--apply", "--yes", "--new-secret", "--with-federated-credential", identity
        };
        Run first = setup(arguments);
        assertThat(first.exit()).as(first.err() + first.out()).isZero();
        assertThat(first.err()).contains("done     app registration", "done     admin consent");
        assertThat(first.out()).contains("entra.client: ", "Client secret, shown this once");
        String afterwards = send("GET", GRAPH, "");
        for (int run = 0; run < 2; run++) {
            Run again = setup(arguments);
            assertThat(again.exit()).as(again.err()).isZero();
            assertThat(again.out()).contains("No changes.").doesNotContain("+ ", "~ ");
            assertThat(again.err()).isEmpty();
        }
        assertThat(send("GET", GRAPH, "")).isEqualTo(afterwards);
    }

    @Test
    void handMadeExtrasSurvive() throws Exception {
        assertThat(setup("--apply", "--yes").exit()).isZero();
        var json = new ObjectMapper();
        JsonNode found = json.readTree(send("GET", GRAPH, "")).path("value").path(0);
        ObjectNode changes = json.createObjectNode();
        ObjectNode api = changes.putObject("api");
        ArrayNode scopes = api.putArray("oauth2PermissionScopes");
        scopes.addAll((ArrayNode) found.at("/api/oauth2PermissionScopes"));
        scopes.addObject()
                .put("id", "70000000-0000-4000-8000-000000000001")
                .put("value", "Files.Read")
                .put("type", "Admin")
                .put("isEnabled", true)
                .put("adminConsentDisplayName", "Read files")
                .put("adminConsentDescription", "Read files.");
        changes.putObject("web").putArray("redirectUris").add("https://by.hand/cb");
        send("PATCH", GRAPH + "/" + found.path("id").asText(), changes.toString());
        assertThat(send("GET", GRAPH, "")).contains("Files.Read", "https://by.hand/cb");
        Run again = setup("--apply", "--yes");
        assertThat(again.exit()).as(again.err() + again.out()).isZero();
        assertThat(again.out()).contains("+ web redirect").contains("= scope access_as_user");
        assertThat(send("GET", GRAPH, ""))
                .contains(
                        "Files.Read", "https://by.hand/cb", "http://localhost:8080/auth/callback");
        assertThat(setup("--apply", "--yes").out()).contains("No changes.");
    }

    @Test
    void takesUpWhereAFailureStoppedIt() throws Exception {
        send(
                "PUT",
                "/_emulator/faults",
                "{\"service\":\"graph\",\"path\":\"/v1.0/oauth2PermissionGrants\",\"status\":403,"
                        + "\"times\":1,\"body\":\"{\\\"error\\\":{\\\"code\\\":"
                        + "\\\"Authorization_RequestDenied\\\",\\\"message\\\":\\\"no\\\"}}\"}");
        Run stopped = setup("--apply", "--yes");
        assertThat(stopped.exit()).isEqualTo(1);
        assertThat(stopped.out())
                .contains("Cloud Application Administrator")
                .contains("done      service principal")
                .contains("not done  admin consent");
        Run again = setup("--apply", "--yes", "--json");
        assertThat(again.exit()).as(again.err() + again.out()).isZero();
        assertThat(again.out())
                .contains("\"steps\":[{\"name\":\"admin consent\",\"status\":\"done\"}]");
        assertThat(setup("--plan").out()).contains("No changes.");
    }

    @Test
    void refusesAConfiguredRegistrationThatIsNotThere() {
        Run run = setup("--plan", "--set", "entra.client=60000000-0000-4000-8000-000000000001");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("There is no app registration with the client id");
    }

    @Test
    void refusesAnotherTenantsToken() {
        Run run = setup("--plan", "--set", "entra.tenant=f0000000-0000-4000-8000-000000000002");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("ada@contoso.com is signed in to tenant c0000000-");
    }

    @Test
    void asksNobodyWhereNobodyIs() {
        Run run = setup("--apply");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("Say --yes");
    }

    @Test
    void takesATokenFromTheEnvironment() {
        String http = emulator.http().toString();
        Run run =
                Run.in(
                        Map.of("GRAPH_TOKEN", token() + "\n"),
                        "setup",
                        "--plan",
                        "--token-from-env",
                        "GRAPH_TOKEN",
                        "--set",
                        "entra.tenant=c0000000-0000-4000-8000-000000000001",
                        "--set",
                        "entra.cloud={authority: '"
                                + emulator.https()
                                + "', arm: '"
                                + http
                                + "', graph: '"
                                + http
                                + "'}");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("ada@contoso.com");
    }
}
