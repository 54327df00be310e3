package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Entra's error answers: JSON with trace and correlation id, and the text for redirects. */
final class Errors {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final World world;

    Errors(World world) {
        this.world = world;
    }

    /** The JSON error of the token endpoint. */
    Response json(Request request, Aadsts why) {
        Trace trace = Trace.of(request, world.clock().instant());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", why.error());
        body.put("error_description", why.message() + trace.suffix());
        body.put("error_codes", List.of(why.number()));
        body.put("timestamp", TIME.format(trace.time()));
        body.put("trace_id", trace.id().toString());
        body.put("correlation_id", trace.correlation());
        if (why.page()) {
            body.put("error_uri", "https://login.microsoftonline.com/error?code=" + why.number());
        }
        why.suberror().ifPresent(kind -> body.put("suberror", kind));
        why.claims().ifPresent(claims -> body.put("claims", claims));
        return stamped(request, Response.json(why.status(), body), trace.id())
                .with("x-ms-clitelem", "1," + why.number() + ",0,,");
    }

    /** The text of {@code error_description} in a redirect. */
    String description(Request request, Aadsts why) {
        return why.message() + Trace.of(request, world.clock().instant()).suffix();
    }

    /** A JSON error for what the HTTP kit finds. */
    Response kit(Request request, int status, String message) {
        Trace trace = Trace.of(request, world.clock().instant());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", status == 404 ? "not_found" : "invalid_request");
        body.put("error_description", message + trace.suffix());
        body.put("error_codes", List.of());
        body.put("timestamp", TIME.format(trace.time()));
        body.put("trace_id", trace.id().toString());
        body.put("correlation_id", trace.correlation());
        return stamped(request, Response.json(status, body), trace.id());
    }

    /** The headers of every answer of the token endpoint. */
    static Response stamped(Request request, Response response, UUID id) {
        Response stamped =
                response.with("Cache-Control", "no-store, no-cache")
                        .with("Pragma", "no-cache")
                        .with("X-Content-Type-Options", "nosniff")
                        .with("x-ms-request-id", id.toString())
                        .with("x-ms-ests-server", "2.1.0 - gatehouse emulator");
        return Trace.sent(request)
                .map(correlation -> stamped.with("client-request-id", correlation))
                .orElse(stamped);
    }

    private record Trace(UUID id, String correlation, Instant time) {
        static Trace of(Request request, Instant now) {
            return new Trace(
                    UUID.randomUUID(),
                    sent(request).orElseGet(() -> UUID.randomUUID().toString()),
                    now);
        }

        /** The client's own id; only a UUID is given back. */
        static Optional<String> sent(Request request) {
            return request.header("client-request-id")
                    .or(() -> request.query("client-request-id"))
                    .flatMap(Uuids::parse)
                    .map(UUID::toString);
        }

        String suffix() {
            return " Trace ID: %s Correlation ID: %s Timestamp: %s"
                    .formatted(id, correlation, TIME.format(time));
        }
    }
}
