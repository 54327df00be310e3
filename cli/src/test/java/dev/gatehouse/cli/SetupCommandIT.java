package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.emulator.EmulatorOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
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
}
