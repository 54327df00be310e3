package dev.gatehouse.cli;

/** How a command ended, as the shell sees it. Documented in {@code docs/exit-codes.md}. */
enum ExitCode {
    /** Done; for a server, stopped as asked. */
    OK(0),
    /** The answer is no: a refusal, a broken chain, a denied request. */
    FAILED(1),
    /** The command line or the configuration is wrong; nothing was started. */
    USAGE(2),
    /** What the command talks to does not answer. */
    NOT_RUNNING(3),
    /** A fault of Gatehouse itself; {@code EX_SOFTWARE} of sysexits.h. */
    INTERNAL(70);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
