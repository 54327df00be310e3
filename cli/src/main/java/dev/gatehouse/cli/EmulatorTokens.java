package dev.gatehouse.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whose token to get, and from which emulator. */
final class EmulatorTokens {
    static final String GATEHOUSE = "api://60000000-0000-4000-8000-000000000001";

    @Option(
            names = "--as",
            required = true,
            paramLabel = "NAME",
            completionCandidates = Cast.Names.class,
            description = "One of the cast: ada, ann, pia, vic, nil, olu, gus, mia.")
    private String name = "";

    @Option(
            names = "--emulator-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "The emulator's http port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--second-factor",
            description = "As after a sign-in with a second factor, for a tenant that demands one.")
    private boolean secondFactor;

    /** The emulator's http port. */
    int port() {
        return port;
    }

    /**
     * A token of the running emulator.
     *
     * @throws CommandFailed if it does not run, or does not know the person
     */
    String token(String audience) {
        return token(name, port, audience, secondFactor);
    }

    /**
     * A token of the running emulator.
     *
     * @param secondFactor as after a sign-in with one
     * @throws CommandFailed if it does not run, or does not know the person
     */
    static String token(String name, int port, String audience, boolean secondFactor) {
        var emulator = Origin.local(port, "Start ./gatehouse demo or ./gatehouse emulator first.");
        String person = name.toLowerCase(Locale.ROOT);
        var reply =
                emulator.post(
                        "/_emulator/token",
                        Map.of("as", person, "audience", audience, "mfa", secondFactor),
                        Optional.empty());
        String token = reply.body().path("access_token").asText("");
        if (!reply.ok() || token.isEmpty()) {
            throw new CommandFailed(ExitCode.FAILED, refused(person, reply));
        }
        return token;
    }

    private static String refused(String person, Origin.Reply reply) {
        String said = reply.problem();
        String sentence =
                "The emulator gave no token: "
                        + (said.isEmpty() ? "it answered " + reply.status() : said)
                        + (said.endsWith(".") ? "" : ".");
        boolean named = Cast.names().stream().allMatch(said::contains);
        if (Cast.names().contains(person)) {
            return sentence;
        }
        return sentence
                + Suggestions.nearest(person, Cast.names())
                        .map(known -> System.lineSeparator() + "Did you mean --as " + known + "?")
                        .orElseGet(
                                () ->
                                        named
                                                ? ""
                                                : System.lineSeparator()
                                                        + "The cast: "
                                                        + String.join(", ", Cast.names())
                                                        + ".");
    }
}
