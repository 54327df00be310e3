package dev.gatehouse.cli;

import dev.gatehouse.server.Gatehouse;
import dev.gatehouse.server.GivenOptions;
import dev.gatehouse.server.config.ConfigLoader;
import dev.gatehouse.server.config.GatehouseConfig;
import dev.gatehouse.server.config.Loaded;
import dev.gatehouse.server.config.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse serve}: Gatehouse itself, in the foreground. */
@Command(
        name = "serve",
        description = "Run Gatehouse.",
        footer = {
            "",
            "Example:",
            "  ./gatehouse serve --upstream http://127.0.0.1:3000",
            "  ./gatehouse serve --config gatehouse.yaml --check"
        })
final class ServeCommand implements Callable<Integer> {
    static final Duration GRACE = Duration.ofSeconds(20);

    private final Surroundings surroundings;

    @Mixin private Settings settings = new Settings();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Gatehouse's port; the same as --set listen.port=PORT.")
    private @Nullable Integer port;

    @Option(names = "--check", description = "Validate and explain the configuration, and stop.")
    private boolean check;

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logs.prepare(surroundings.environment(), Logs.Form.JSON, "info");
        if (port != null) {
            settings.sets.add("listen.port=" + port);
        }
        Loaded.Ok loaded = settings.load(surroundings, surroundings.environment(), List.of());
        if (check) {
            surroundings.out().println(loaded.report().render());
            return ExitCode.OK.code();
        }
        Gatehouse gatehouse =
                settings.start(
                        loaded.config(),
                        settings.given(),
                        surroundings,
                        surroundings.environment());
        surroundings.out().println("Gatehouse  " + gatehouse.address());
        gatehouse
                .facts()
                .forEach((name, value) -> surroundings.out().println("  " + name + ": " + value));
        RouteReload reload = settings.watch(surroundings.environment(), List.of(), gatehouse);
        Foreground.until(
                () -> {
                    reload.close();
                    gatehouse.stop(GRACE);
                });
        return ExitCode.OK.code();
    }

    /** Options that serve and demo share. */
    static final class Settings {
        @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.")
        @Nullable Path file;

        @Option(
                names = "--upstream",
                paramLabel = "URL",
                description = "Protect this one app: whoever is signed in may use it.")
        @Nullable String upstream;

        @Option(
                names = "--set",
                paramLabel = "KEY=VALUE",
                description = "Set any key of the configuration; may be repeated.")
        List<String> sets = new ArrayList<>();

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Sessions and audit (default: ${DEFAULT-VALUE}).")
        Path data = Path.of("data");

        /**
         * All problems at once, exit code 2; warnings go to standard error. {@code first} loses to
         * --set.
         */
        Loaded.Ok load(
                Surroundings surroundings, Map<String, String> environment, List<String> first) {
            return switch (read(environment, first)) {
                case Loaded.Ok ok -> {
                    ok.warnings()
                            .forEach(warning -> surroundings.err().println("warning: " + warning));
                    yield ok;
                }
                case Loaded.Faulty(var problems) ->
                        throw new CommandFailed(ExitCode.USAGE, Problem.message(problems));
            };
        }

        /** What says to another command which installation this is. */
        GivenOptions given() {
            return new GivenOptions(Optional.ofNullable(file), all(List.of()), data);
        }

        private List<String> all(List<String> first) {
            var all = new ArrayList<>(first);
            if (upstream != null) {
                all.addAll(ConfigLoader.protecting(upstream));
            }
            all.addAll(sets);
            return all;
        }

        private Loaded read(Map<String, String> environment, List<String> first) {
            return ConfigLoader.load(Optional.ofNullable(file), environment, all(first));
        }

        Gatehouse start(
                GatehouseConfig config,
                GivenOptions given,
                Surroundings surroundings,
                Map<String, String> environment) {
            try {
                return Gatehouse.start(
                        new Gatehouse.Launch(config, given, environment, surroundings.clock()));
            } catch (RuntimeException failed) {
                throw new CommandFailed(
                        ExitCode.FAILED, "Gatehouse cannot start: " + StartFailure.of(failed));
            }
        }

        /** Puts changed routes in force while Gatehouse runs. */
        RouteReload watch(
                Map<String, String> environment, List<String> first, Gatehouse gatehouse) {
            return RouteReload.of(
                    Optional.ofNullable(file), () -> read(environment, first), gatehouse::reload);
        }
    }
}
