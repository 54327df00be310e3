package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.emulator.EmulatorOptions;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.server.Gatehouse;
import dev.gatehouse.server.GivenOptions;
import dev.gatehouse.server.config.ConfigLoader;
import dev.gatehouse.server.config.Loaded;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A running Gatehouse examines itself, for administrators. */
class DoctorDoorIT {
    @Test
    void tellsAnAdministratorAndNobodyElse(@TempDir Path directory)
            throws IOException, InterruptedException {
        var clock = InstantSource.system();
        try (Emulator emulator =
                        Emulator.start(
                                EmulatorOptions.anyPorts(directory.resolve("emulator"), clock));
                Gatehouse gatehouse =
                        start(emulator, GivenOptions.of(directory.resolve("data")), clock)) {
            HttpResponse<String> told = ask(gatehouse, emulator, "ada");
            assertThat(told.statusCode()).isEqualTo(200);
            JsonNode report = new ObjectMapper().readTree(told.body());
            assertThat(report.path("rows"))
                    .anySatisfy(
                            row -> {
                                assertThat(row.path("check").asText()).isEqualTo("audit");
                                assertThat(row.path("status").asText()).isEqualTo("ok");
                            });
            assertThat(report.at("/summary/ok").asInt()).isGreaterThan(15);
            assertThat(report.at("/summary/fail").asInt()).isZero();
            assertThat(ask(gatehouse, emulator, "pia").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void itsCommandsMeanTheRunningProcess(@TempDir Path directory)
            throws IOException, InterruptedException {
        var clock = InstantSource.system();
        Path file = directory.resolve("my gate.yaml");
        var settings =
                CommandLine.populateCommand(
                        new ServeCommand.Settings(),
                        "--config=" + file,
                        "--set=session.cookie-name=gate",
                        "--set=entra.credential={secret: gatehouse-demo-secret}",
                        "--data=" + directory.resolve("data"));
        try (Emulator emulator =
                        Emulator.start(
                                EmulatorOptions.anyPorts(directory.resolve("emulator"), clock));
                Gatehouse gatehouse = start(emulator, settings.given(), clock)) {
            emulator.world()
                    .add(
                            emulator.world()
                                    .app(Cast.GATEHOUSE)
                                    .orElseThrow()
                                    .change(app -> app.redirects("http://localhost/elsewhere")));
            String told = ask(gatehouse, emulator, "ada").body();
            assertThat(new ObjectMapper().readTree(told).path("rows"))
                    .anySatisfy(
                            row ->
                                    assertThat(row.path("command").asText())
                                            .startsWith(
                                                    "./gatehouse setup --apply --config '"
                                                            + file
                                                            + "' --set session.cookie-name=gate"
                                                            + " --set listen.public-url="));
            assertThat(told).doesNotContain("gatehouse-demo-secret");
        }
    }

    private static Gatehouse start(Emulator emulator, GivenOptions given, InstantSource clock) {
        var sets = DemoCommand.demoSettings(emulator, FreePort.any());
        var loaded = (Loaded.Ok) ConfigLoader.load(Optional.empty(), DemoCommand.ENVIRONMENT, sets);
        return Gatehouse.start(
                new Gatehouse.Launch(loaded.config(), given, DemoCommand.ENVIRONMENT, clock));
    }

    private static HttpResponse<String> ask(Gatehouse gatehouse, Emulator emulator, String name)
            throws IOException, InterruptedException {
        String token =
                Run.of("token", "--as=" + name, "--emulator-port=" + emulator.http().getPort())
                        .out()
                        .strip();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://localhost:" + gatehouse.port() + "/api/doctor"))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
