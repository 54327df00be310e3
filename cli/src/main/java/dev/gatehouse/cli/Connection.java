package dev.gatehouse.cli;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which Gatehouse to ask, and as whom. */
final class Connection {
    private static final int EMULATOR_PORT = 8081;
    private static final String VARIABLE = "GATEHOUSE_TOKEN";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Gatehouse's address (default: http://localhost:8080, or --port).")
    private @Nullable URI url;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Gatehouse's port on this machine (default: 8080).")
    private @Nullable Integer port;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            completionCandidates = Cast.Names.class,
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
    private int emulatorPort = EMULATOR_PORT;

    @Option(
            names = "--second-factor",
            description = "With --as: as after a sign-in with a second factor.")
    private boolean secondFactor;

    @Mixin private Direct direct = new Direct();

    /** Whether Azure is asked with the developer's own credential. */
    boolean isDirect() {
        return direct.wanted();
    }

    /**
     * Gatehouse with the caller's token, or Azure itself with the developer's own credential.
     *
     * @throws CommandFailed if there is nothing to call with
     */
    Api open(Surroundings surroundings) {
        if (direct.wanted()) {
            if (url != null || port != null || person != null || secondFactor) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        "--direct asks Azure as yourself: --url, --port, --as and --second-factor"
                                + " do not go with it.");
            }
            return new Api(direct.open(surroundings), again());
        }
        direct.refuseAlone();
        if (secondFactor && person == null) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--second-factor goes with --as: it is the emulator's.");
        }
        URI address = url == null ? URI.create("http://localhost:" + port()) : url;
        return new Api(
                new Line.OverHttp(
                        new Origin(address, "Start ./gatehouse demo, or name it with --url."),
                        token(surroundings)),
                again());
    }

    /** How a further command asks the same. */
    Again again() {
        return direct.wanted()
                ? new Again(direct.options(), false)
                : new Again(options(), person != null && !secondFactor);
    }

    /** What was given of it, for a further command. */
    private String options() {
        var words = new Words();
        if (url != null) {
            words.option("--url", url.toString());
        }
        if (port != null) {
            words.option("--port", port.toString());
        }
        if (person != null) {
            words.option("--as", person);
            if (emulatorPort != EMULATOR_PORT) {
                words.option("--emulator-port", Integer.toString(emulatorPort));
            }
            if (secondFactor) {
                words.flag("--second-factor");
            }
        }
        return words.toString();
    }

    private int port() {
        return port == null ? 8080 : port;
    }

    private String token(Surroundings surroundings) {
        if (person != null) {
            return EmulatorTokens.token(
                    person, emulatorPort, EmulatorTokens.GATEHOUSE, secondFactor);
        }
        return Optional.ofNullable(surroundings.environment().get(VARIABLE))
                .filter(text -> !text.isBlank())
                .map(String::strip)
                .orElseGet(() -> DeveloperSignIn.token(surroundings));
    }
}
