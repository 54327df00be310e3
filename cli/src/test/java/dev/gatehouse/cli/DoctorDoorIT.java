package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.emulator.EmulatorOptions;
import dev.gatehouse.server.Gatehouse;
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

/** A running Gatehouse examines itself, for administrators. */
class DoctorDoorIT {
    @Test
    void tellsAnAdministratorAndNobodyElse(@TempDir Path directory)
            throws IOException, InterruptedException {
        var clock = InstantSource.system();
        try (Emulator emulator =
                        Emulator.start(
                                EmulatorOptions.anyPorts(directory.resolve("emulator"), clock));
                Gatehouse gatehouse = start(emulator, directory.resolve("data"), clock)) {
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

    private static Gatehouse start(Emulator emulator, Path data, InstantSource clock) {
        var sets = DemoCommand.demoSettings(emulator, FreePort.any());
        var loaded = (Loaded.Ok) ConfigLoader.load(Optional.empty(), DemoCommand.ENVIRONMENT, sets);
        return Gatehouse.start(
                new Gatehouse.Launch(loaded.config(), data, DemoCommand.ENVIRONMENT, clock));
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
