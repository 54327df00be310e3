package dev.gatehouse.cli;

import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.emulator.EmulatorOptions;
import dev.gatehouse.server.Gatehouse;
import dev.gatehouse.server.GivenOptions;
import dev.gatehouse.server.config.ConfigLoader;
import dev.gatehouse.server.config.Loaded;
import dev.gatehouse.server.config.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code gatehouse train}: what a process does in its first seconds, done once, so that the JVM can
 * remember it in an AOT cache. The launcher runs it after a build.
 */
@Command(
        name = "train",
        hidden = true,
        description = "Start, serve a few hundred requests and stop, for the JVM's AOT cache.",
        footer = {"", "Example:", "  ./gatehouse train"})
final class TrainCommand implements Callable<Integer> {
    private static final int ROUNDS = 60;
    private static final List<String> PATHS =
            List.of(
                    "/health/ready",
                    "/auth/login",
                    "/auth/login/start",
                    "/api/me",
                    "/api/subscriptions",
                    "/api/arm/subscriptions?api-version=2022-12-01",
                    "/nowhere");

    private final Surroundings surroundings;

    TrainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logs.prepare(surroundings.environment(), Logs.Form.JSON, "warn");
        Path data = Files.createTempDirectory("gatehouse-train-");
        int port = FreePort.any();
        var options = EmulatorOptions.anyPorts(data.resolve("emulator"), surroundings.clock());
        try (Emulator emulator = Emulator.start(options)) {
            Gatehouse gatehouse = start(emulator, data, port);
            try (var client = HttpClient.newHttpClient()) {
                exercise(client, emulator, gatehouse.address());
            } finally {
                gatehouse.stop(Duration.ofSeconds(2));
            }
        }
        return ExitCode.OK.code();
    }

    private Gatehouse start(Emulator emulator, Path data, int port) {
        Loaded loaded =
                ConfigLoader.load(
                        Optional.empty(),
                        DemoCommand.ENVIRONMENT,
                        DemoCommand.demoSettings(emulator, port));
        return switch (loaded) {
            case Loaded.Ok ok ->
                    Gatehouse.start(
                            new Gatehouse.Launch(
                                    ok.config(),
                                    GivenOptions.of(data),
                                    DemoCommand.ENVIRONMENT,
                                    surroundings.clock()));
            case Loaded.Faulty(var problems) ->
                    throw new CommandFailed(ExitCode.FAILED, Problem.message(problems));
        };
    }

    private static void exercise(HttpClient client, Emulator emulator, URI gatehouse)
            throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            String token = token(client, emulator);
            for (String path : PATHS) {
                var request =
                        HttpRequest.newBuilder(gatehouse.resolve(path))
                                .header("Authorization", "Bearer " + token)
                                .build();
                client.send(request, BodyHandlers.discarding());
            }
        }
    }

    private static String token(HttpClient client, Emulator emulator)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(emulator.http().resolve("/_emulator/token"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"as\":\"ada\"}"))
                        .build();
        return client.send(request, BodyHandlers.ofString())
                .body()
                .replaceFirst("(?s).*\"access_token\"\\s*:\\s*\"", "")
                .replaceFirst("(?s)\".*", "");
    }
}
