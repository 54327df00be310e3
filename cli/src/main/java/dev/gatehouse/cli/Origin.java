package dev.gatehouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A process on this machine that speaks JSON over HTTP. */
final class Origin {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final URI address;
    private final String absent;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param absent what to tell the user if nothing answers at {@code address}
     */
    Origin(URI address, String absent) {
        this.address = address;
        this.absent = absent;
    }

    static Origin local(int port, String absent) {
        return new Origin(URI.create("http://localhost:" + port), absent);
    }

    /** An answer: its status, and its body as JSON (a missing node if it is none). */
    record Reply(int status, JsonNode body) {
        boolean ok() {
            return status >= 200 && status < 300;
        }

        /** What an error's envelope says, Gatehouse's or Entra's. */
        String problem() {
            String code = body.path("error").isTextual() ? body.path("error").asText() : "";
            String detail = body.path("detail").asText(body.path("error_description").asText(""));
            return Printable.of(code + (code.isEmpty() || detail.isEmpty() ? "" : ": ") + detail)
                    .strip();
        }
    }

    /**
     * Posts {@code body} as JSON.
     *
     * @throws CommandFailed {@link ExitCode#NOT_RUNNING} if nothing answers
     */
    Reply post(String path, Map<String, ?> body, Optional<String> bearer) {
        return reply(
                exchange(
                        request(path, bearer)
                                .timeout(PATIENCE)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(json.valueToTree(body).toString())),
                        BodyHandlers.ofString()));
    }

    /**
     * A request without a body.
     *
     * @throws CommandFailed {@link ExitCode#NOT_RUNNING} if nothing answers
     */
    Reply send(String method, String path, Map<String, String> headers, Optional<String> bearer) {
        var request = request(path, bearer).timeout(LONG).method(method, BodyPublishers.noBody());
        headers.forEach(request::header);
        return reply(exchange(request, BodyHandlers.ofString()));
    }

    /**
     * Hands over the data of each event of a stream until {@code more} says no or the stream ends
     * (HTML, "Server-sent events").
     */
    void follow(String path, String bearer, Predicate<JsonNode> more) {
        var answer =
                exchange(
                        request(path, Optional.of(bearer))
                                .header("Accept", "text/event-stream")
                                .GET(),
                        BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            var unread =
                    lines.filter(line -> line.startsWith("data:"))
                            .map(line -> read(line.substring(5)))
                            .iterator();
            while (unread.hasNext() && more.test(unread.next())) {
                // the predicate does the work
            }
        } catch (UncheckedIOException broken) {
            throw new CommandFailed(
                    ExitCode.NOT_RUNNING, "Gatehouse at " + address + " stopped answering.");
        }
    }

    private HttpRequest.Builder request(String path, Optional<String> bearer) {
        var request = HttpRequest.newBuilder(address.resolve(path));
        bearer.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> body) {
        var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            return client.send(request.build(), body);
        } catch (IOException unreachable) {
            throw new CommandFailed(
                    ExitCode.NOT_RUNNING, "Nothing answers at " + address + ". " + absent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.FAILED, "Interrupted.");
        }
    }

    private Reply reply(HttpResponse<String> response) {
        return new Reply(response.statusCode(), read(response.body()));
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException notJson) {
            return json.missingNode();
        }
    }
}
