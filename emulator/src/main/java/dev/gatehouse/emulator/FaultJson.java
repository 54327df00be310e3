package dev.gatehouse.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.Fault;
import dev.gatehouse.emulator.web.MalformedRequest;
import dev.gatehouse.emulator.web.Service;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Faults as JSON: {@code {service, path, status, body, headers, latencyMs, times}}. */
final class FaultJson {
    private FaultJson() {}

    static Fault read(JsonNode json) {
        Service service =
                Arrays.stream(Service.values())
                        .filter(one -> one != Service.EMULATOR)
                        .filter(one -> one.wire().equals(json.path("service").asText()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new MalformedRequest(
                                                400,
                                                "service is one of entra, graph, arm, registry,"
                                                        + " identity."));
        Map<String, String> headers = new LinkedHashMap<>();
        json.path("headers")
                .properties()
                .forEach(e -> headers.put(e.getKey(), e.getValue().asText()));
        JsonNode body = json.path("body");
        try {
            return new Fault(
                    service,
                    json.path("path").asText("/"),
                    number(json, "status"),
                    body.isMissingNode() || body.isNull()
                            ? Optional.empty()
                            : Optional.of(body.isTextual() ? body.asText() : body.toString()),
                    headers,
                    Duration.ofMillis(number(json, "latencyMs").orElse(0)),
                    number(json, "times"));
        } catch (IllegalArgumentException e) {
            throw new MalformedRequest(400, String.valueOf(e.getMessage()));
        }
    }

    static Map<String, Object> write(Fault fault) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("service", fault.service().wire());
        json.put("path", fault.pathPrefix());
        fault.status().ifPresent(status -> json.put("status", status));
        fault.body().ifPresent(body -> json.put("body", body));
        if (!fault.headers().isEmpty()) {
            json.put("headers", fault.headers());
        }
        json.put("latencyMs", fault.latency().toMillis());
        fault.times().ifPresent(times -> json.put("times", times));
        return json;
    }

    private static Optional<Integer> number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new MalformedRequest(400, name + " is a whole number.");
        }
        return Optional.of(value.asInt());
    }
}
