package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code gatehouse explain}: which rule decides about a request, and why. Nothing is carried out.
 */
@Command(
        name = "explain",
        description = {
            "Say which rule decides about a request, and why. Nothing is carried out.",
            "Exit code 0 if Gatehouse's rules allow the request (Entra ID or Azure may still refuse"
                    + " it), 1 if they refuse it."
        },
        footer = {
            "",
            "Example:",
            "  ./gatehouse explain --as ann GET \\",
            "    '/api/arm/subscriptions?api-version=2022-12-01'"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private EmulatorTokens tokens = new EmulatorTokens();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Gatehouse's port (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(names = "--all", description = "Also show the rules that were passed over, and why.")
    private boolean all;

    @Parameters(index = "0", paramLabel = "METHOD", description = "For example GET.")
    private String method = "";

    @Parameters(index = "1", paramLabel = "PATH", description = "For example /api/me.")
    private String path = "";

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String token = tokens.token(EmulatorTokens.GATEHOUSE);
        var reply =
                Origin.local(port, "Start ./gatehouse demo first.")
                        .post(
                                "/.well-known/gatehouse/explain",
                                Map.of("method", method.toUpperCase(Locale.ROOT), "path", path),
                                Optional.of(token));
        if (!reply.ok()) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "Gatehouse does not explain it (" + reply.status() + "): " + reply.problem());
        }
        if (!reply.body().path("decision").isTextual()) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "What listens on port "
                            + port
                            + " answered, but not with an explanation: it is not this Gatehouse."
                            + " Name Gatehouse's port with --port.");
        }
        print(told(reply.body()), "");
        if (reply.body().path("refusal").path("code").asText("").equals("no_route")) {
            nearest(reply.body())
                    .ifPresent(
                            known ->
                                    surroundings
                                            .out()
                                            .println("Did you mean " + Printable.of(known) + "?"));
        }
        boolean allowed = reply.body().path("decision").asText().startsWith("allow");
        return (allowed ? ExitCode.OK : ExitCode.FAILED).code();
    }

    /** Rules of other paths say nothing about this one; {@code --all} shows them. */
    private JsonNode told(JsonNode answer) {
        ObjectNode told = answer.deepCopy();
        if (!all) {
            told.remove("skipped");
        }
        return told;
    }

    private Optional<String> nearest(JsonNode answer) {
        List<String> known =
                answer.path("skipped")
                        .valueStream()
                        .map(rule -> rule.path("path").asText())
                        .toList();
        return Suggestions.nearest(path, known);
    }

    private void print(JsonNode fields, String indent) {
        fields.properties().forEach(field -> print(field.getKey(), field.getValue(), indent));
    }

    private void print(String key, JsonNode value, String indent) {
        String label = indent + key;
        if (value.isValueNode()) {
            surroundings
                    .out()
                    .printf("%-14s %s%n", Printable.of(label), Printable.of(value.asText()));
        } else if (value.isArray()) {
            value.forEach(item -> print(item.isValueNode() ? key : key + ":", item, indent));
        } else {
            surroundings.out().println(Printable.of(label));
            print(value, indent + "  ");
        }
    }
}
