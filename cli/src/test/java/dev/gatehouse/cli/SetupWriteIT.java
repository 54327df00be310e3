package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.emulator.EmulatorOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that {@code setup --write az} writes, run by bash with an {@code az} that is curl. */
final class SetupWriteIT {
    private static final String AZ =
            """
            #!/usr/bin/env bash
            set -euo pipefail
            if [[ $1 == account ]]; then echo c0000000-0000-4000-8000-000000000001; exit; fi
            shift
            while (( $# > 0 )); do
              case $1 in
                --method) method=$2 ;;
                --uri) uri=$2 ;;
                --body) body=$2 ;;
              esac
              shift 2
            done
            curl --silent --show-error --fail-with-body --globoff --request "$method" \\
              --header "Authorization: Bearer $GRAPH_TOKEN" --header "Content-Type: application/json" \\
              ${body:+--data-binary "$body"} "$uri"
            """;

    @TempDir private Path folder;
    private Emulator emulator;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        emulator =
                Emulator.start(
                        new EmulatorOptions(
                                0, 0, folder.resolve("emulator"), InstantSource.system()));
        try (var client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(
                                    emulator.http()
                                            .resolve(
                                                    "/_emulator/tenants/contoso.com/empty-directory"))
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.discarding());
        }
        Path az = folder.resolve("az");
        Files.writeString(az, AZ);
        assertThat(az.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private String[] setup(String... arguments) {
        var all = new ArrayList<>(List.of("setup"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--as", "ada", "--emulator-port", "" + emulator.http().getPort()));
        all.addAll(List.of("--set", "entra.cloud.authority=" + emulator.https()));
        all.addAll(List.of("--browser", "both"));
        return all.toArray(String[]::new);
    }

    private String bash(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(folder.toFile());
        builder.environment().merge("PATH", folder + ":", (path, first) -> first + path);
        String token =
                Run.of(
                                "token",
                                "--as",
                                "ada",
                                "--audience",
                                "https://graph.microsoft.com",
                                "--emulator-port",
                                "" + emulator.http().getPort())
                        .out()
                        .strip();
        builder.environment().put("GRAPH_TOKEN", token);
        Process process = builder.start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    @Test
    void doesWhatApplyDoesAndNothingTheSecondTime() throws Exception {
        String identity = "1d000000-0000-4000-8000-000000000001";
        Path script = folder.resolve("setup.sh");
        Run written =
                Run.of(
                        setup(
                                "--write",
                                "az",
                                "--out",
                                script.toString(),
                                "--with-federated-credential",
                                identity));
        assertThat(written.exit()).as(written.err()).isZero();
        bash("-n", script.toString());
        assertThat(bash(script.toString()))
                .contains("add      app registration", "add      service principal")
                .contains("add      federated credential", "entra.client: ");
        Run plan = Run.of(setup("--plan", "--with-federated-credential", identity));
        assertThat(plan.out()).as(plan.err()).contains("No changes.");
        assertThat(bash(script.toString())).contains("keep     ").doesNotContain("add ");
    }

    @Test
    void aNameInjectsNothing() throws Exception {
        Path trap = folder.resolve("trap");
        Path script = folder.resolve("setup.sh");
        String evil = "x' $(touch trap) \"`touch trap`\" \\ ; touch trap #";
        String file = script.toString();
        Run written = Run.of(setup("--write", "az", "--out", file, "--display-name", evil));
        assertThat(written.exit()).as(written.err()).isZero();
        bash(script.toString());
        assertThat(trap).doesNotExist();
        Run plan = Run.of(setup("--plan", "--display-name", evil));
        assertThat(plan.out()).as(plan.err()).contains("No changes.");
    }

    @Test
    void writesToStandardOutputWithoutAnybodysToken() {
        Run run =
                Run.of(
                        "setup",
                        "--write",
                        "bicep",
                        "--set",
                        "entra.tenant=c0000000-0000-4000-8000-000000000001");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("extension microsoftGraphV1", "AzureADMyOrg");
    }

    @Test
    void namesTheFormsThatThereAre() {
        Run run =
                Run.of(
                        "setup",
                        "--write",
                        "pulumi",
                        "--set",
                        "entra.tenant=c0000000-0000-4000-8000-000000000001");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("az, bicep or terraform");
    }

    @Test
    void writesNoSecret() {
        Run run = Run.of("setup", "--write", "az", "--new-secret");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--apply");
    }
}
