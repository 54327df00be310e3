package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.emulator.EmulatorOptions;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.RoleAssignment;
import dev.gatehouse.emulator.world.Roles;
import dev.gatehouse.store.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The commands with a developer's service principal before the emulator; no Gatehouse runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectCommandsIT {
    private static final String RESEARCH = "/subscriptions/" + Cast.RESEARCH;

    private final Emulator emulator;
    private final UUID developer;

    private Path state = Path.of("");

    DirectCommandsIT(@TempDir Path directory) {
        this.emulator =
                Emulator.start(
                        EmulatorOptions.anyPorts(
                                directory.resolve("emulator"), InstantSource.system()));
        this.developer =
                emulator.world().servicePrincipal(Cast.DAEMON, Cast.CONTOSO).orElseThrow().id();
        assign(Roles.READER, RESEARCH);
    }

    @BeforeEach
    void operationsEndAtOnce(@TempDir Path parent) throws IOException, InterruptedException {
        state = parent.resolve("state");
        var request =
                HttpRequest.newBuilder(URI.create(emulator.http() + "/_emulator/operations"))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"durationMs\":0}"))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isLessThan(300);
        }
    }

    @AfterAll
    void stop() {
        emulator.close();
    }

    @Test
    void seesWhatAzureShowsTheDeveloper() {
        Run run = direct("subscriptions");
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Contoso Research").doesNotContain("Contoso Production");
    }

    @Test
    void saysWhoseCredentialAsks() {
        Run run = direct("me");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains(developer.toString(), Cast.CONTOSO.toString())
                .contains("your own credential (service principal " + Cast.DAEMON + ")")
                .doesNotContain("managed-identity");
    }

    @Test
    void showsTheCards() throws JsonProcessingException {
        Run run = direct("monitor", "aks", "-g", "rg-lab", "--json");
        assertThat(run.exit()).isZero();
        JsonNode cards = new ObjectMapper().readTree(run.out());
        assertThat(cards.at("/clusters/0/name").asText()).isEqualTo("aks-lab");
    }

    @Test
    void reviewsTheDevelopersOwnAccess() {
        Run run = direct("access-review", "-g", "rg-lab");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("You,", developer.toString(), "Reader");
    }

    @Test
    void carriesAnOperationToItsEndAndKeepsItsAudit() throws IOException {
        RoleAssignment contributor = assign(Roles.CONTRIBUTOR, RESEARCH);
        try {
            Run started = direct("start", "aks", "aks-lab", "-g", "rg-lab");
            assertThat(started.err()).contains("aks.start");
            assertThat(started.exit()).isZero();
            Run stopped = direct("stop", "aks", "aks-lab", "-g", "rg-lab");
            assertThat(stopped.exit()).isZero();
            assertThat(stopped.out()).contains("aks-lab  succeeded  as your own credential");
        } finally {
            emulator.world().remove(contributor);
        }
        assertThat(direct("operations").out()).contains("aks.start", "aks.stop", "succeeded");

        String store = "--data=" + state.resolve("gatehouse").resolve("direct.db");
        assertThat(Run.of("audit", "verify", store).exit()).isZero();
        assertThat(Run.of("audit", "tail", "--once", store).out())
                .contains("gatehouse.aks.stop", "gatehouse.resource-stop");
        assertThat(Files.getPosixFilePermissions(state.resolve("gatehouse")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void whatAzureForbidsIsExitCodeOneWithTheCause() {
        Run run = direct("stop", "aks", "aks-lab", "-g", "rg-lab");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("forbidden", "managedClusters/stop/action");
    }

    @Test
    void whatEntraDoesNotTakeIsASentenceWithWhatHelps() {
        Run run = asked(Map.of("AZURE_CLIENT_SECRET", "not-the-secret"), "subscriptions");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("There is no credential", "AADSTS7000215", "az login")
                .doesNotContain("not-the-secret");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void whatDoesNotAnswerIsExitCodeThree() {
        Run entra = direct("subscriptions", "--set=entra.cloud.authority=https://localhost:1");
        assertThat(entra.err()).contains("Entra ID does not answer at https://localhost:1");
        assertThat(entra.exit()).isEqualTo(3);
        Run arm = direct("subscriptions", "--set=entra.cloud.arm=https://localhost:1");
        assertThat(arm.err()).contains("Azure does not answer");
        assertThat(arm.exit()).isEqualTo(3);
    }

    @Test
    void theStoreIsForOneProcessAtATime() {
        Path data = state.resolve("elsewhere");
        try (var taken = EmbeddedDatabase.open(data)) {
            Run run = direct("operations", "--data=" + data);
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains("already used by process");
            assertThat(taken).isNotNull();
        }
    }

    @Test
    void optionsThatContradictAreRefused() {
        assertThat(direct("stop", "aks", "aks-lab", "-g", "rg-lab", "--no-wait").err())
                .contains("--no-wait needs a running Gatehouse");
        assertThat(direct("me", "--as=ada").err()).contains("do not go with it");
        assertThat(direct("me", "--port=8080").exit()).isEqualTo(2);
        assertThat(direct("access-review", "-g", "rg-lab", "--target=dashboard").exit())
                .isEqualTo(2);
        assertThat(Run.of("me", "--set=entra.tenant=contoso.com").err())
                .contains("go with --direct only");
        assertThat(direct("me", "--set=entra.cluod=public").exit()).isEqualTo(2);
    }

    private RoleAssignment assign(UUID role, String scope) {
        var assignment =
                new RoleAssignment(UUID.randomUUID(), scope, developer, "ServicePrincipal", role);
        emulator.world().add(assignment);
        return assignment;
    }

    private Run direct(String... arguments) {
        return asked(Map.of(), arguments);
    }

    private Run asked(Map<String, String> more, String... arguments) {
        var environment =
                new HashMap<>(
                        Map.of(
                                "AZURE_TENANT_ID", Cast.CONTOSO.toString(),
                                "AZURE_CLIENT_ID", Cast.DAEMON.toString(),
                                "AZURE_CLIENT_SECRET", "daemon-demo-secret",
                                "XDG_STATE_HOME", state.toString()));
        environment.putAll(more);
        var all = new ArrayList<>(List.of(arguments));
        all.add(1, "--direct");
        DemoCommand.demoSettings(emulator, 8080).forEach(set -> all.add(1, "--set=" + set));
        return Run.in(environment, all.toArray(String[]::new));
    }
}
