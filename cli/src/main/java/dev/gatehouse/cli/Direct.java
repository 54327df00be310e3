package dev.gatehouse.cli;

import dev.gatehouse.server.DirectEstate;
import dev.gatehouse.server.config.ConfigLoader;
import dev.gatehouse.server.config.GatehouseConfig;
import dev.gatehouse.server.config.Loaded;
import dev.gatehouse.server.config.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --direct}: Azure is asked with the developer's own credential, without a Gatehouse. */
final class Direct {
    private static final String SIGN_IN =
            "Sign in with az login, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and"
                    + " AZURE_CLIENT_SECRET.";

    @Option(
            names = "--direct",
            description = {
                "Ask Azure with your own credential, without a running Gatehouse: a service"
                        + " principal or workload token in the AZURE_* variables, else the Azure"
                        + " CLI's sign-in."
            })
    private boolean wanted;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "With --direct: names the cloud and the tenant.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "With --direct: set any key of the configuration; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {
                "With --direct: operations and audit (default: gatehouse in XDG_STATE_HOME, else"
                        + " in ~/.local/state)."
            })
    private @Nullable Path data;

    boolean wanted() {
        return wanted;
    }

    /** What was given of it, for a further command; of {@code --set} what holds no secret. */
    String options() {
        var words = new Words();
        words.flag("--direct");
        if (file != null) {
            words.option("--config", file.toString());
        }
        if (data != null) {
            words.option("--data", data.toString());
        }
        sets.stream()
                .filter(set -> set.matches("entra\\.(cloud|tenant)=.*"))
                .forEach(set -> words.option("--set", set));
        return words.toString();
    }

    /**
     * @throws CommandFailed if an option is there that needs {@code --direct}
     */
    void refuseAlone() {
        if (file != null || data != null || !sets.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--config, --set and --data go with --direct only.");
        }
    }

    /**
     * @throws CommandFailed if the configuration is wrong, there is no credential, or Entra does
     *     not answer
     */
    Line open(Surroundings surroundings) {
        Logs.prepare(surroundings.environment(), Logs.Form.HUMAN, "off");
        var launch =
                new DirectEstate.Launch(
                        config(surroundings),
                        directory(surroundings.environment()),
                        surroundings.environment(),
                        surroundings.clock());
        return switch (opened(launch)) {
            case DirectEstate.Opened.Ready(DirectEstate estate) -> new DirectLine(estate);
            case DirectEstate.Opened.NoCredential(String why) ->
                    throw new CommandFailed(ExitCode.FAILED, noCredential(why));
            case DirectEstate.Opened.Unreachable(String address) ->
                    throw new CommandFailed(
                            ExitCode.NOT_RUNNING,
                            "Microsoft Entra ID does not answer at "
                                    + address
                                    + ". Check the network and its proxy.");
        };
    }

    static String noCredential(String why) {
        return "There is no credential to ask Azure with: "
                + why
                + (why.endsWith(".") ? "" : ".")
                + System.lineSeparator()
                + SIGN_IN;
    }

    private static DirectEstate.Opened opened(DirectEstate.Launch launch) {
        try {
            return DirectEstate.open(launch);
        } catch (RuntimeException failed) {
            throw new CommandFailed(
                    ExitCode.FAILED, "Azure cannot be asked: " + StartFailure.of(failed));
        }
    }

    private GatehouseConfig config(Surroundings surroundings) {
        return switch (ConfigLoader.loadForDeveloper(
                Optional.ofNullable(file), surroundings.environment(), sets)) {
            case Loaded.Ok ok -> {
                ok.warnings().forEach(warning -> surroundings.err().println("warning: " + warning));
                yield ok.config();
            }
            case Loaded.Faulty(var problems) ->
                    throw new CommandFailed(ExitCode.USAGE, Problem.message(problems));
        };
    }

    /** XDG Base Directory Specification: a relative path counts as unset. */
    private Path directory(Map<String, String> environment) {
        return Optional.ofNullable(data)
                .or(
                        () ->
                                Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                                        .map(Path::of)
                                        .filter(Path::isAbsolute)
                                        .map(state -> state.resolve("gatehouse")))
                .orElseGet(
                        () ->
                                Path.of(
                                                environment.getOrDefault(
                                                        "HOME", System.getProperty("user.home")))
                                        .resolve(".local/state/gatehouse"));
    }
}
