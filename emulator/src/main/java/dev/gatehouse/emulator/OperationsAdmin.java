package dev.gatehouse.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.arm.LongOperation;
import dev.gatehouse.emulator.arm.LongOperations;
import dev.gatehouse.emulator.arm.Pace;
import dev.gatehouse.emulator.web.MalformedRequest;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.web.Router;
import dev.gatehouse.emulator.world.WorldClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /_emulator/operations}: how Azure's long operations behave that begin from now on, and
 * which there are.
 */
final class OperationsAdmin {
    private static final String PATH = "/_emulator/operations";

    private final LongOperations operations;
    private final WorldClock clock;

    OperationsAdmin(LongOperations operations, WorldClock clock) {
        this.operations = operations;
        this.clock = clock;
    }

    void routes(Router router) {
        router.route("GET", PATH, _ -> all());
        router.route("PUT", PATH, this::set);
        router.route(
                "DELETE",
                PATH,
                _ -> {
                    operations.pace(Pace.USUAL);
                    return Response.empty(204);
                });
    }

    /**
     * Takes {@code {durationMs?, fail?: {code, message}, times?}}; what is left out is as usual.
     */
    private Response set(Request request) {
        JsonNode body = request.json();
        if (!body.isObject()) {
            throw new MalformedRequest(400, "The body is not a JSON object.");
        }
        try {
            operations.pace(
                    new Pace(
                            number(body, "durationMs").map(Duration::ofMillis),
                            failure(body.path("fail")),
                            number(body, "times")));
        } catch (IllegalArgumentException e) {
            throw new MalformedRequest(400, String.valueOf(e.getMessage()));
        }
        return all();
    }

    private static Optional<LongOperation.Failure> failure(JsonNode fail) {
        return fail.isMissingNode() || fail.isNull()
                ? Optional.empty()
                : Optional.of(
                        new LongOperation.Failure(
                                fail.path("code").asText(), fail.path("message").asText()));
    }

    private static Optional<Integer> number(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new IllegalArgumentException(name + " is a whole number.");
        }
        return Optional.of(value.asInt());
    }

    private Response all() {
        operations.settle();
        Pace pace = operations.pace();
        Map<String, Object> json = new LinkedHashMap<>();
        pace.duration().ifPresent(duration -> json.put("durationMs", duration.toMillis()));
        pace.failure()
                .ifPresent(
                        fail ->
                                json.put(
                                        "fail",
                                        Map.of("code", fail.code(), "message", fail.message())));
        pace.times().ifPresent(times -> json.put("times", times));
        json.put("operations", operations.all().stream().map(this::json).toList());
        return Response.json(200, json);
    }

    private Map<String, Object> json(LongOperation operation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", operation.id().toString());
        json.put("action", operation.work().action());
        json.put("resource", operation.work().resource().id());
        json.put("tenant", operation.tenant().toString());
        json.put("caller", operation.caller().toString());
        json.putAll(operation.json(clock.instant()));
        json.remove("name");
        return json;
    }
}
