package dev.gatehouse.cli;

import dev.gatehouse.server.DeveloperToken;
import java.util.Optional;

/** The token of whoever is signed in to the Azure CLI on this machine. */
final class DeveloperSignIn {
    private DeveloperSignIn() {}

    /**
     * A token for Gatehouse's own API.
     *
     * @throws CommandFailed with the command that helps, if there is none
     */
    static String token(Surroundings surroundings) {
        String client =
                Optional.ofNullable(surroundings.environment().get("AZURE_AD_CLIENT_ID"))
                        .filter(text -> !text.isBlank())
                        .orElseThrow(DeveloperSignIn::nothingToUse);
        String scope = "api://" + client.strip() + "/.default";
        return switch (DeveloperToken.of(scope)) {
            case DeveloperToken.Issued(String token) -> token;
            case DeveloperToken.Refused(String why) ->
                    throw new CommandFailed(
                            ExitCode.FAILED,
                            "The Azure CLI gives no token: "
                                    + why
                                    + System.lineSeparator()
                                    + "Try: az login --scope \""
                                    + scope
                                    + "\"");
        };
    }

    private static CommandFailed nothingToUse() {
        return new CommandFailed(
                ExitCode.USAGE,
                "Nobody to call as: name one of the emulator's cast with --as, put a token into"
                        + " GATEHOUSE_TOKEN, or set AZURE_AD_CLIENT_ID and sign in with az login.");
    }
}
