package dev.gatehouse.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The entry of {@code ./gatehouse}. */
@Command(
        name = "gatehouse",
        description = "The identity plane for tools that work on Azure.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "In a source tree also: build, test, fmt (each has --help).",
            "",
            "Exit codes: 0 done, 1 failed or refused, 2 wrong command line or configuration,",
            "            3 not running, 70 internal error. See docs/exit-codes.md.",
            "",
            "Example:",
            "  ./gatehouse demo"
        })
public final class Main implements Callable<Integer> {
    /** Commands that the launcher answers before Java starts; known here for suggestions. */
    static final Set<String> LAUNCHER_COMMANDS = Set.of("build", "test", "fmt", "help");

    @Spec private @Nullable CommandSpec spec;

    Main() {}

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        var surroundings =
                new Surroundings(System.getenv(), out, err, InstantSource.system(), onTerminal());
        int exit = run(surroundings, List.of(args));
        out.flush();
        err.flush();
        System.exit(exit);
    }

    private static boolean onTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    /** Runs one command line to its end and returns the exit code. */
    static int run(Surroundings surroundings, List<String> arguments) {
        CommandLine root = commandLine(surroundings, Named.asked(arguments));
        return unknownCommand(root, arguments)
                .map(word -> UsageProblems.unknown(root, word))
                .orElseGet(() -> root.execute(arguments.toArray(String[]::new)));
    }

    /** With {@code --help} behind it, an unknown command would be answered with the main help. */
    private static Optional<String> unknownCommand(CommandLine root, List<String> arguments) {
        return arguments.stream()
                .filter(word -> !word.startsWith("-"))
                .findFirst()
                .filter(word -> !root.getSubcommands().containsKey(word));
    }

    /** With every command. */
    static CommandLine commandLine(Surroundings surroundings) {
        return commandLine(surroundings, Named.ALL);
    }

    private static CommandLine commandLine(Surroundings surroundings, List<Named> commands) {
        CommandLine root = new CommandLine(new Main());
        commands.forEach(it -> root.addSubcommand(it.command().apply(surroundings)));
        root.setOut(surroundings.out())
                .setErr(surroundings.err())
                .setParameterExceptionHandler(new UsageProblems())
                .setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true);
        withHelp(root);
        return root;
    }

    /** Every command, and every command of a command, has {@code --help} and {@code --version}. */
    private static void withHelp(CommandLine command) {
        var spec = command.getCommandSpec();
        if (!spec.mixinStandardHelpOptions()) {
            spec.mixinStandardHelpOptions(true);
        }
        spec.versionProvider(new ProductVersion());
        command.getSubcommands().values().forEach(Main::withHelp);
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public Integer call() {
        CommandSpec known = Objects.requireNonNull(spec);
        known.commandLine().usage(known.commandLine().getErr());
        return ExitCode.USAGE.code();
    }
}
