package dev.gatehouse.emulator.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, read whole. Never changes. Its text form has neither query, headers nor body.
 */
public final class Request {
    private final String method;
    private final URI origin;
    private final String path;
    private final String query;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Map<String, String> variables;

    private Request(
            String method,
            URI origin,
            String path,
            String query,
            Map<String, List<String>> headers,
            byte[] body,
            Map<String, String> variables) {
        this.method = method;
        this.origin = origin;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.variables = variables;
    }

    /**
     * A request as received.
     *
     * @param origin scheme, host and port under which the client reached the emulator
     * @param path the raw path, with its escapes
     * @param query the raw query, empty if there is none
     * @param headers any letter case
     */
    public static Request of(
            String method,
            URI origin,
            String path,
            String query,
            Map<String, List<String>> headers,
            byte[] body) {
        Map<String, List<String>> lower = new HashMap<>();
        headers.forEach(
                (name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new Request(method, origin, path, query, Map.copyOf(lower), body.clone(), Map.of());
    }

    /** The method, upper case. */
    public String method() {
        return method;
    }

    /** Scheme, host and port under which the client reached the emulator. */
    public URI origin() {
        return origin;
    }

    /** Whether the request came over TLS. */
    public boolean secure() {
        return "https".equals(origin.getScheme());
    }

    /** The raw path, with its escapes and repeated slashes. */
    public String path() {
        return path;
    }

    /** The path's non-empty segments, unescaped. */
    public List<String> segments() {
        return Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(FormCodec::segment)
                .toList();
    }

    /** The first value of a query parameter; names are compared exactly. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(FormCodec.decode(query).get(name)).map(List::getFirst);
    }

    /** Each query parameter's first value, in order. */
    public Map<String, String> query() {
        return firsts(FormCodec.decode(query));
    }

    /** The first value of a header; names in any letter case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
                .filter(values -> !values.isEmpty())
                .map(List::getFirst);
    }

    /** The token of {@code Authorization: Bearer}, RFC 6750 section 2.1. */
    public Optional<String> bearer() {
        return header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).trim())
                .filter(value -> !value.isEmpty());
    }

    /** The value of a cookie, RFC 6265 section 4.2. */
    public Optional<String> cookie(String name) {
        return headers.getOrDefault("cookie", List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::trim)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    /** A copy of the body. */
    public byte[] bytes() {
        return body.clone();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * Each form field's first value, in order; none if the body is not a form.
     *
     * @throws MalformedRequest if an escape is broken
     */
    public Map<String, String> form() {
        boolean form =
                header("content-type")
                        .map(type -> type.toLowerCase(Locale.ROOT))
                        .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                        .isPresent();
        return form ? firsts(FormCodec.decode(text())) : Map.of();
    }

    /**
     * The body as JSON.
     *
     * @throws MalformedRequest 400, if it is not JSON
     */
    public JsonNode json() {
        return Json.read(text())
                .orElseThrow(() -> new MalformedRequest(400, "The body is not valid JSON."));
    }

    /**
     * What a variable of the route's template stands for in this request.
     *
     * @throws IllegalArgumentException if the template has no such variable
     */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no variable " + name);
        }
        return value;
    }

    /** This request with the variables that a route's template found. */
    Request with(Map<String, String> found) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(found);
        return new Request(method, origin, path, query, headers, body, Map.copyOf(all));
    }

    private static Map<String, String> firsts(Map<String, List<String>> fields) {
        Map<String, String> firsts = new LinkedHashMap<>();
        fields.forEach((name, values) -> firsts.put(name, values.getFirst()));
        return firsts;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
