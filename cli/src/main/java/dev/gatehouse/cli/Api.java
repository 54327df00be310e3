package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Gatehouse's API as one caller asks it. */
final class Api implements AutoCloseable {
    private final Line line;
    private final Again again;

    Api(Line line, Again again) {
        this.line = line;
        this.again = again;
    }

    /** How a further command asks the same. */
    Again again() {
        return again;
    }

    /** Whose identity it was, for people: {@code wire}, or the developer's own credential. */
    String actor(String wire) {
        return line.own().isPresent() && !wire.equals("-") ? "your own credential" : wire;
    }

    /** The developer's own credential, where that asks; empty where Gatehouse does. */
    Optional<String> own() {
        return line.own();
    }

    /**
     * What is at {@code path}.
     *
     * @throws Refused if Gatehouse refuses
     * @throws CommandFailed if it does not answer
     */
    JsonNode get(Query query) {
        return good(line.send("GET", query.target(), Map.of()));
    }

    /**
     * The answer to a change.
     *
     * @throws Refused if Gatehouse refuses
     * @throws CommandFailed if it does not answer
     */
    JsonNode change(String method, Query query, Map<String, String> headers) {
        return good(line.send(method, query.target(), headers));
    }

    /** Hands over what becomes of an operation until {@code more} says no or nothing comes. */
    void follow(String path, Predicate<JsonNode> more) {
        line.follow(path, more);
    }

    @Override
    public void close() {
        line.close();
    }

    private JsonNode good(Origin.Reply reply) {
        if (reply.ok()) {
            return reply.body();
        }
        throw new Refused(reply, again);
    }
}
