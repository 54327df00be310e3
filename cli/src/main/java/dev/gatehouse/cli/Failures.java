package dev.gatehouse.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what stops a command into a sentence and an exit code. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult parsed) {
        var err = command.getErr();
        if (failure instanceof CommandFailed known) {
            if (known instanceof Refused refused
                    && !refused.answer().isMissingNode()
                    && command.getParseResult().hasMatchedOption("--json")) {
                command.getOut().println(refused.answer().toPrettyString());
            }
            err.println(known.getMessage());
            return known.exit().code();
        }
        err.println(
                "Internal error. Please report it with the lines below (see SECURITY.md first).");
        failure.printStackTrace(new MaskedWriter(err));
        return ExitCode.INTERNAL.code();
    }
}
