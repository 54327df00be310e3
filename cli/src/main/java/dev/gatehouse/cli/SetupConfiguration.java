package dev.gatehouse.cli;

import dev.gatehouse.server.config.CloudConfig;
import dev.gatehouse.server.config.ConfigLoader;
import dev.gatehouse.server.config.Loaded;
import dev.gatehouse.server.config.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The configuration that {@code setup} works for. The registration may be missing in it. */
final class SetupConfiguration {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set any key of the configuration; may be repeated.")
    private List<String> sets = new ArrayList<>();

    /**
     * All problems at once, exit code 2; warnings go to standard error. With the emulator's cast, a
     * file for another cloud counts as one for the running emulator.
     *
     * @throws CommandFailed if {@code --set} names a cloud that the approver's token is not for
     */
    Loaded.Ok load(Surroundings surroundings, SetupApprover approver) {
        Loaded.Ok loaded = ok(read(surroundings, approver));
        CloudConfig cloud = loaded.config().entra().cloud();
        if (!approver.fits(cloud)) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "The configuration is for "
                            + named(cloud)
                            + ", and the token of --as is the emulator's, which goes nowhere else."
                            + " Leave out --as, or the entra.cloud of --set.");
        }
        loaded.warnings().forEach(warning -> surroundings.err().println("warning: " + warning));
        return loaded;
    }

    private Loaded read(Surroundings surroundings, SetupApprover approver) {
        if (file == null) {
            return read(
                    surroundings,
                    Stream.concat(approver.tenant().stream(), approver.cloud().stream()).toList());
        }
        Loaded asWritten = read(surroundings, List.of());
        boolean fits =
                asWritten instanceof Loaded.Ok ok && approver.fits(ok.config().entra().cloud());
        return fits || approver.cloud().isEmpty()
                ? asWritten
                : read(surroundings, approver.cloud());
    }

    private Loaded read(Surroundings surroundings, List<String> first) {
        var all = new ArrayList<>(first);
        all.addAll(sets);
        return ConfigLoader.loadBeforeSetup(
                Optional.ofNullable(file), surroundings.environment(), all);
    }

    private static Loaded.Ok ok(Loaded loaded) {
        return switch (loaded) {
            case Loaded.Ok ok -> ok;
            case Loaded.Faulty(var problems) ->
                    throw new CommandFailed(ExitCode.USAGE, Problem.message(problems));
        };
    }

    private static String named(CloudConfig cloud) {
        return switch (cloud) {
            case CloudConfig.Known known ->
                    switch (known) {
                        case PUBLIC -> "the public cloud";
                        case USGOV -> "the US government's cloud";
                        case CHINA -> "the cloud in China";
                    };
            case CloudConfig.Custom custom -> "the cloud of " + custom.graph().getHost();
        };
    }
}
