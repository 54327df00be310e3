package dev.gatehouse.cli;

/** A command cannot go on. The message says what happened and what helps; it holds no secret. */
class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exit;

    CommandFailed(ExitCode exit, String message) {
        super(message);
        this.exit = exit;
    }

    ExitCode exit() {
        return exit;
    }
}
