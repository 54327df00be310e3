package dev.gatehouse.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.emulator.web.Fault;
import dev.gatehouse.emulator.web.FaultTarget;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answers of faults: instead of a service's, or made from it. */
final class FaultAnswers {
    private static final Pattern AADSTS = Pattern.compile("AADSTS([0-9]+)");

    private final InstantSource clock;

    FaultAnswers(InstantSource clock) {
        this.clock = clock;
    }

    /** What is answered instead; empty if the service answers itself. */
    Optional<Response> instead(Fault fault, Request request) {
        if (fault.status().isEmpty()) {
            return Optional.empty();
        }
        int status = fault.status().get();
        String id = UUID.randomUUID().toString();
        Response response =
                fault.body()
                        .map(
                                text ->
                                        Response.bytes(
                                                status,
                                                "application/json; charset=utf-8",
                                                text.getBytes(StandardCharsets.UTF_8)))
                        .orElseGet(() -> Response.json(status, form(fault, request, id)));
        for (Map.Entry<String, String> header : fault.headers().entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return Optional.of(response.with(requestIdHeader(fault.target()), id));
    }

    /** The service's own answer, with the link to the next page replaced. */
    Response changed(Fault fault, Response answer) {
        Response response = answer;
        if (fault.nextLink().isPresent() && answer.status() == 200) {
            String link = fault.nextLink().get().toString();
            response =
                    fault.target() == FaultTarget.ACR_DATA
                            ? answer.with("Link", "<" + link + ">; rel=\"next\"")
                            : linked(fault.target(), answer, link);
        }
        if (fault.status().isEmpty()) {
            for (Map.Entry<String, String> header : fault.headers().entrySet()) {
                response = response.with(header.getKey(), header.getValue());
            }
        }
        return response;
    }

    private static Response linked(FaultTarget target, Response answer, String link) {
        return Json.read(answer.text())
                .filter(json -> json.path("value").isArray())
                .map(
                        json -> {
                            ObjectNode page = json.deepCopy();
                            page.put(
                                    target == FaultTarget.GRAPH ? "@odata.nextLink" : "nextLink",
                                    link);
                            return answer.body(Json.write(page).getBytes(StandardCharsets.UTF_8));
                        })
                .orElse(answer);
    }

    private static String requestIdHeader(FaultTarget target) {
        return target == FaultTarget.GRAPH ? "request-id" : "x-ms-request-id";
    }

    /** The error body of each service. */
    private Map<String, Object> form(Fault fault, Request request, String id) {
        String code = fault.error().code();
        String message = fault.error().message().replace("{path}", request.path());
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        return switch (fault.target()) {
            case ARM, AKS, STORAGE, ACR, OPENAI, SESSIONS -> Map.of("error", error);
            case GRAPH -> {
                error.put(
                        "innerError",
                        Map.of(
                                "date",
                                clock.instant().toString(),
                                "request-id",
                                id,
                                "client-request-id",
                                id));
                yield Map.of("error", error);
            }
            case ACR_DATA -> Map.of("errors", List.of(error));
            case ENTRA -> entra(code, message, request, id);
            case IDENTITY -> {
                Map<String, Object> body = new LinkedHashMap<>();
                body.put("error", code);
                body.put("error_description", message);
                yield body;
            }
        };
    }

    /** A text that begins with an AADSTS number has that number in {@code error_codes}, too. */
    private Map<String, Object> entra(String code, String message, Request request, String id) {
        Instant now = clock.instant();
        String stamp = now.toString().substring(0, 19).replace('T', ' ') + "Z";
        String correlation = request.header("client-request-id").orElse(id);
        Matcher number = AADSTS.matcher(message);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", code);
        body.put("error_description", message);
        body.put(
                "error_codes",
                number.lookingAt() ? List.of(Integer.parseInt(number.group(1))) : List.of());
        body.put("timestamp", stamp);
        body.put("trace_id", id);
        body.put("correlation_id", correlation);
        return body;
    }
}
