package dev.gatehouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.server.DirectEstate;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Azure itself, asked by this process with the developer's own credential. */
final class DirectLine implements Line {
    private static final Duration PACE = Duration.ofSeconds(1);

    private final DirectEstate estate;
    private final ObjectMapper json = new ObjectMapper();

    DirectLine(DirectEstate estate) {
        this.estate = estate;
    }

    @Override
    public Origin.Reply send(String method, String target, Map<String, String> headers) {
        Map<String, String> lower =
                headers.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        header -> header.getKey().toLowerCase(Locale.ROOT),
                                        Map.Entry::getValue));
        DirectEstate.Reply reply = estate.ask(method, target, lower);
        JsonNode body = read(reply.json());
        return switch (body.path("error").asText("")) {
            case "upstream_unavailable", "upstream_timeout" ->
                    throw new CommandFailed(
                            ExitCode.NOT_RUNNING,
                            "Azure does not answer: " + body.path("detail").asText(""));
            case "credential_unavailable" ->
                    throw new CommandFailed(
                            ExitCode.FAILED, Direct.noCredential(body.path("detail").asText("")));
            default -> new Origin.Reply(reply.status(), body);
        };
    }

    /** Looks once a second: nobody else can tell this process. */
    @Override
    public void follow(String path, Predicate<JsonNode> more) {
        try {
            Origin.Reply seen = send("GET", path, Map.of());
            while (seen.ok() && more.test(OperationsCommand.unwrapped(seen.body()))) {
                Thread.sleep(PACE);
                seen = send("GET", path, Map.of());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.FAILED, "Interrupted.");
        }
    }

    @Override
    public Optional<String> own() {
        return Optional.of(estate.developer());
    }

    @Override
    public void close() {
        estate.close();
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException notJson) {
            return json.missingNode();
        }
    }
}
