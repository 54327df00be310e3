package dev.gatehouse.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.Fault;
import dev.gatehouse.emulator.web.FaultTarget;
import dev.gatehouse.emulator.web.MalformedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Faults as JSON; {@code docs/emulator-faults.md} says what each member means. */
final class FaultJson {
    private static final Set<String> MEMBERS =
            Set.of(
                    "id",
                    "service",
                    "path",
                    "method",
                    "status",
                    "body",
                    "code",
                    "message",
                    "lang",
                    "headers",
                    "retryAfter",
                    "nextLink",
                    "latencyMs",
                    "times");

    private FaultJson() {}

    static Fault read(JsonNode json) {
        json.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !MEMBERS.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw bad("There is no " + name + ".");
                        });
        FaultTarget target =
                FaultTarget.named(json.path("service").asText())
                        .orElseThrow(
                                () ->
                                        bad(
                                                "service is one of "
                                                        + String.join(", ", FaultTarget.names())
                                                        + "."));
        Optional<String> code = text(json, "code");
        Optional<KnownError> known = code.flatMap(KnownError::of);
        Map<String, String> headers = new LinkedHashMap<>();
        json.path("headers")
                .properties()
                .forEach(e -> headers.put(e.getKey(), e.getValue().asText()));
        text(json, "retryAfter").ifPresent(after -> headers.put("Retry-After", after));
        Optional<Integer> status =
                number(json, "status")
                        .or(() -> known.map(KnownError::status))
                        .or(() -> code.map(_ -> 400));
        JsonNode body = json.path("body");
        try {
            return new Fault(
                    text(json, "id").orElseGet(() -> UUID.randomUUID().toString()),
                    target,
                    json.path("path").asText("/"),
                    text(json, "method").map(method -> method.toUpperCase(Locale.ROOT)),
                    status,
                    body.isMissingNode() || body.isNull()
                            ? Optional.empty()
                            : Optional.of(body.isTextual() ? body.asText() : body.toString()),
                    error(json, target, code, known),
                    headers,
                    text(json, "nextLink").map(URI::create),
                    Duration.ofMillis(number(json, "latencyMs").orElse(0)),
                    number(json, "times"));
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private static Fault.ErrorText error(
            JsonNode json, FaultTarget target, Optional<String> code, Optional<KnownError> known) {
        Optional<String> lang = text(json, "lang");
        if (lang.isPresent() && (known.isEmpty() || known.get().text(lang.get()).isEmpty())) {
            throw bad(
                    "lang is en, de or zh, with code one of "
                            + String.join(", ", KnownError.codes())
                            + ".");
        }
        String usual = target.armForm() || target == FaultTarget.GRAPH ? "ServiceUnavailable" : "";
        return new Fault.ErrorText(
                code.orElse(
                        usual.isEmpty()
                                ? target == FaultTarget.ACR_DATA
                                        ? "UNAVAILABLE"
                                        : "temporarily_unavailable"
                                : usual),
                text(json, "message")
                        .or(() -> known.flatMap(one -> one.text(lang.orElse("en"))))
                        .orElse("A fault set at the emulator."));
    }

    static Map<String, Object> write(Fault fault) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", fault.id());
        json.put("service", fault.target().wire());
        json.put("path", fault.pathPrefix());
        fault.method().ifPresent(method -> json.put("method", method));
        fault.status().ifPresent(status -> json.put("status", status));
        fault.body().ifPresent(body -> json.put("body", body));
        if (fault.status().isPresent() && fault.body().isEmpty()) {
            json.put("code", fault.error().code());
            json.put("message", fault.error().message());
        }
        if (!fault.headers().isEmpty()) {
            json.put("headers", fault.headers());
        }
        fault.nextLink().ifPresent(link -> json.put("nextLink", link.toString()));
        json.put("latencyMs", fault.latency().toMillis());
        fault.times().ifPresent(times -> json.put("times", times));
        return json;
    }

    /** A text, or a number as text. */
    private static Optional<String> text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw bad(name + " is a text.");
        }
        return Optional.of(value.asText());
    }

    private static Optional<Integer> number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw bad(name + " is a whole number.");
        }
        return Optional.of(value.asInt());
    }

    private static MalformedRequest bad(String why) {
        return new MalformedRequest(400, why);
    }
}
