package dev.gatehouse.cli;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Gatehouse to ask, and as whom. */
final class Connection {
    private static final String VARIABLE = "GATEHOUSE_TOKEN";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Gatehouse's address (default: http://localhost:8080, or --port).")
    private @Nullable URI url;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Gatehouse's port on this machine (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = {
                "One of the emulator's cast: ada, ann, pia, vic, nil, olu, gus, mia. Without it:"
                        + " the token in GATEHOUSE_TOKEN, else the Azure CLI's sign-in for the"
                        + " application in AZURE_AD_CLIENT_ID."
            })
    private @Nullable String person;

    @Option(
            names = "--emulator-port",
            paramLabel = "PORT",
            description = "The emulator's http port (default: ${DEFAULT-VALUE}).")
    private int emulatorPort = 8081;

    /**
     * Gatehouse with the caller's token.
     *
     * @throws CommandFailed if there is no token to call with
     */
    Api open(Surroundings surroundings) {
        URI address = url == null ? URI.create("http://localhost:" + port) : url;
        return new Api(
                new Origin(address, "Start ./gatehouse demo, or name it with --url."),
                token(surroundings));
    }

    private String token(Surroundings surroundings) {
        if (person != null) {
            return EmulatorTokens.token(person, emulatorPort, EmulatorTokens.GATEHOUSE);
        }
        return Optional.ofNullable(surroundings.environment().get(VARIABLE))
                .filter(text -> !text.isBlank())
                .map(String::strip)
                .orElseGet(() -> DeveloperSignIn.token(surroundings));
    }
}
