package dev.gatehouse.cli;

import dev.gatehouse.server.config.ConfigLoader;
import dev.gatehouse.server.config.Loaded;
import dev.gatehouse.server.config.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** All problems at once, exit code 2; warnings go to standard error. */
    Loaded.Ok load(Surroundings surroundings, SetupApprover approver) {
        var all = new ArrayList<>(file == null ? approver.settings() : List.<String>of());
        all.addAll(sets);
        return switch (ConfigLoader.loadBeforeSetup(
                Optional.ofNullable(file), surroundings.environment(), all)) {
            case Loaded.Ok ok -> {
                ok.warnings().forEach(warning -> surroundings.err().println("warning: " + warning));
                yield ok;
            }
            case Loaded.Faulty(var problems) ->
                    throw new CommandFailed(ExitCode.USAGE, Problem.message(problems));
        };
    }
}
