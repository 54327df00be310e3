package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** How the API is asked: a running Gatehouse, or Azure directly. */
interface Line extends AutoCloseable {
    /**
     * A request without a body.
     *
     * @throws CommandFailed {@link ExitCode#NOT_RUNNING} if nothing answers
     */
    Origin.Reply send(String method, String target, Map<String, String> headers);

    /** Hands over what becomes of the operation at {@code path} until {@code more} says no. */
    void follow(String path, Predicate<JsonNode> more);

    /** The developer's own credential, where that asks; empty where Gatehouse does. */
    Optional<String> own();

    @Override
    void close();

    /** A running Gatehouse with one caller's token. */
    record OverHttp(Origin origin, String token) implements Line {
        @Override
        public Origin.Reply send(String method, String target, Map<String, String> headers) {
            return origin.send(method, target, headers, Optional.of(token));
        }

        @Override
        public void follow(String path, Predicate<JsonNode> more) {
            origin.follow(path + "/events", token, more);
        }

        @Override
        public Optional<String> own() {
            return Optional.empty();
        }

        @Override
        public void close() {
            // each request has its own connection
        }

        @Override
        public String toString() {
            return "OverHttp";
        }
    }
}
