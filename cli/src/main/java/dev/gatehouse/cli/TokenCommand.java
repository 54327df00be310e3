package dev.gatehouse.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code gatehouse token}: a token of the running emulator, on standard output and nothing else.
 */
@Command(
        name = "token",
        description = "Print an access token of the running emulator.",
        footer = {
            "",
            "Example:",
            "  curl -H \"Authorization: Bearer $(./gatehouse token --as ann)\" \\",
            "    http://localhost:8080/api/me"
        })
final class TokenCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private EmulatorTokens tokens = new EmulatorTokens();

    @Option(
            names = "--audience",
            paramLabel = "URI",
            description = "Whom the token is for (default: Gatehouse's own API).")
    private String audience = EmulatorTokens.GATEHOUSE;

    TokenCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().println(tokens.token(audience));
        return ExitCode.OK.code();
    }
}
