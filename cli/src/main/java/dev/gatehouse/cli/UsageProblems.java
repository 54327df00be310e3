package dev.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, what was probably meant, and where the help is. */
final class UsageProblems implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        var err = command.getErr();
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = withoutValue(unmatched.getUnmatched().getFirst());
            return unknown(command, word);
        }
        err.println(problem.getMessage());
        return withHelp(command);
    }

    /** Says that {@code command} does not know the word; the exit code. */
    static int unknown(CommandLine command, String word) {
        CommandSpec spec = command.getCommandSpec();
        var err = command.getErr();
        err.println(describe(word, spec));
        suggestion(word, spec).ifPresent(known -> err.println("Did you mean " + known + "?"));
        if (word.equals("create") && spec.parent() == null) {
            err.println("The API creates resources: see docs/operations.md.");
        }
        return withHelp(command);
    }

    private static int withHelp(CommandLine command) {
        command.getErr().println("See: ./" + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.code();
    }

    private static String describe(String word, CommandSpec spec) {
        if (word.startsWith("-")) {
            return "Unknown option " + word + ".";
        }
        return spec.subcommands().isEmpty()
                ? "One argument too many: " + word + "."
                : "Unknown command " + word + ".";
    }

    private static Optional<String> suggestion(String word, CommandSpec spec) {
        List<String> known = new ArrayList<>();
        if (word.startsWith("-")) {
            spec.options().forEach(option -> known.addAll(List.of(option.names())));
        } else {
            known.addAll(spec.subcommands().keySet());
            if (spec.parent() == null) {
                known.addAll(Main.LAUNCHER_COMMANDS);
            }
        }
        return Suggestions.nearest(word, known);
    }

    /** The value may be a secret, and says nothing about the option's name. */
    private static String withoutValue(String argument) {
        int equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals);
    }
}
