package dev.gatehouse.server.desk;

import dev.gatehouse.kernel.Route;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request as it arrived, before anything is known about the caller.
 *
 * @param query raw, without the question mark; empty if there is none
 * @param header a header's first value by its name in lower case
 * @param authorization the {@code Authorization} header; never printed
 * @param ticket the session cookie; never printed
 * @param cookies all cookies by name; never printed
 * @param upgrade whether the connection is to become a WebSocket
 */
public record Arrival(
        Route route,
        String query,
        Function<String, Optional<String>> header,
        Optional<String> authorization,
        Optional<String> ticket,
        Map<String, String> cookies,
        boolean upgrade,
        String requestId) {
    /**
     * Whether the request may change something, so that it is recorded before it is carried out.
     */
    public boolean mutates() {
        return switch (route.method()) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }

    /** Whether it carries what no browser sends by itself: an {@code Authorization: Bearer}. */
    boolean bearer() {
        return authorization
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .isPresent();
    }

    /** Path and query, as a browser would come back to them. */
    public String target() {
        return query.isEmpty() ? route.path().value() : route.path().value() + "?" + query;
    }

    /**
     * Whether a browser asks for a page to show, and so can be sent to sign in (RFC 9110 section
     * 12.5.1).
     */
    public boolean navigation() {
        return !mutates()
                && !upgrade
                && header.apply("accept").filter(value -> value.contains("text/html")).isPresent();
    }

    @Override
    public String toString() {
        return "Arrival[" + route + ", " + requestId + "]";
    }
}
