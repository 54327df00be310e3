package dev.gatehouse.emulator.graph;

import dev.gatehouse.emulator.entra.Uuids;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Graph's error form: {@code {"error":{code, message, innerError{date, request-id}}}}. */
final class GraphErrors {
    private final InstantSource clock;

    GraphErrors(InstantSource clock) {
        this.clock = clock;
    }

    /** The error for what the HTTP kit finds. */
    Response kit(Request request, int status, String message) {
        return of(request, status, status == 404 ? "ResourceNotFound" : "BadRequest", message);
    }

    Response of(Request request, Denied denied) {
        return of(request, denied.status(), denied.code(), String.valueOf(denied.getMessage()));
    }

    Response of(Request request, int status, String code, String message) {
        String id = UUID.randomUUID().toString();
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("date", clock.instant().toString());
        inner.put("request-id", id);
        inner.put(
                "client-request-id",
                request.header("client-request-id")
                        .flatMap(Uuids::parse)
                        .map(UUID::toString)
                        .orElse(id));
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        error.put("innerError", inner);
        Response response = Response.json(status, Map.of("error", error)).with("request-id", id);
        return status == 401 ? response.with("WWW-Authenticate", "Bearer") : response;
    }
}
