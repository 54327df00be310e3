package dev.gatehouse.emulator.identity;

import dev.gatehouse.emulator.web.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** The errors of the identity endpoints: {@code {"error","error_description"}}. */
final class IdentityError {
    private IdentityError() {}

    static Response of(int status, String error, String description) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", description);
        return Response.json(status, body);
    }

    static Response invalid(String description) {
        return of(400, "invalid_request", description);
    }
}
