package dev.gatehouse.emulator.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP response, with the caller that the service recognised, for the exchange log. Never
 * changes; each {@code with…} gives a copy.
 */
public final class Response {
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Optional<Caller> caller;
    private final Optional<String> grant;

    private Response(
            int status,
            Map<String, List<String>> headers,
            byte[] body,
            Optional<Caller> caller,
            Optional<String> grant) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.caller = caller;
        this.grant = grant;
    }

    /** A response without body. */
    public static Response empty(int status) {
        return new Response(status, Map.of(), new byte[0], Optional.empty(), Optional.empty());
    }

    /** A response with any body. */
    public static Response bytes(int status, String contentType, byte[] body) {
        return new Response(
                status,
                Map.of("Content-Type", List.of(contentType)),
                body.clone(),
                Optional.empty(),
                Optional.empty());
    }

    /** JSON of maps, lists, strings, numbers, booleans and trees. */
    public static Response json(int status, Object value) {
        return bytes(
                status,
                "application/json; charset=utf-8",
                Json.write(value).getBytes(StandardCharsets.UTF_8));
    }

    /** Plain text. */
    public static Response text(int status, String text) {
        return bytes(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** A page. */
    public static Response html(int status, String html) {
        return bytes(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /** A redirect by 302. */
    public static Response redirect(URI location) {
        return empty(302).with("Location", location.toString());
    }

    /** This response with one more header value. */
    public Response with(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        List<String> values = new ArrayList<>(more.getOrDefault(name, List.of()));
        values.add(value.replaceAll("[\\r\\n]", " "));
        more.put(name, List.copyOf(values));
        return new Response(status, more, body, caller, grant);
    }

    /** This response with another body of the same type. */
    public Response body(byte[] other) {
        return new Response(status, headers, other.clone(), caller, grant);
    }

    /** This response, logged as an answer to {@code recognised}. */
    public Response by(Caller recognised) {
        return new Response(status, headers, body, Optional.of(recognised), grant);
    }

    /** This response, logged as an answer to a token request of a grant type. */
    public Response grant(String type) {
        return new Response(status, headers, body, caller, Optional.of(type));
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The headers, each name in the letter case it was set with. */
    public Map<String, List<String>> headers() {
        return Map.copyOf(headers);
    }

    /** The first value of a header; names in any letter case. */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(entry -> entry.getValue().getFirst())
                .findFirst();
    }

    /** A copy of the body. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whom the service recognised. */
    public Optional<Caller> caller() {
        return caller;
    }

    /** The grant type, if this answers a token request. */
    public Optional<String> grant() {
        return grant;
    }

    @Override
    public String toString() {
        return "Response[" + status + "]";
    }
}
