package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Gatehouse's API with one caller's token. */
final class Api {
    private final Origin origin;
    private final String token;

    Api(Origin origin, String token) {
        this.origin = origin;
        this.token = token;
    }

    /**
     * What is at {@code path}.
     *
     * @throws CommandFailed if Gatehouse refuses or does not answer
     */
    JsonNode get(Query query) {
        return good(origin.send("GET", query.target(), Map.of(), Optional.of(token)));
    }

    /**
     * The answer to a change.
     *
     * @throws CommandFailed if Gatehouse refuses or does not answer
     */
    JsonNode change(String method, Query query, Map<String, String> headers) {
        return good(origin.send(method, query.target(), headers, Optional.of(token)));
    }

    /** Hands over each event's data until {@code more} says no or the stream ends. */
    void follow(String path, Predicate<JsonNode> more) {
        origin.follow(path, token, more);
    }

    private static JsonNode good(Origin.Reply reply) {
        if (reply.ok()) {
            return reply.body();
        }
        String remedy = Shown.text(reply.body(), "remedy");
        String said = reply.problem();
        throw new CommandFailed(
                ExitCode.FAILED,
                "Refused ("
                        + reply.status()
                        + ")"
                        + (said.isEmpty() ? "." : ": " + said)
                        + (remedy.isEmpty() ? "" : System.lineSeparator() + remedy));
    }
}
