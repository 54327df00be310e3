package dev.gatehouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A process on this machine that speaks JSON over HTTP. */
final class Origin {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
            return (code + (code.isEmpty() || detail.isEmpty() ? "" : ": ") + detail).strip();
        }
    }

    /**
     * Posts {@code body} as JSON.
     *
     * @throws CommandFailed {@link ExitCode#NOT_RUNNING} if nothing answers
     */
    Reply post(String path, Map<String, String> body, Optional<String> bearer) {
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request =
                    HttpRequest.newBuilder(address.resolve(path))
                            .timeout(PATIENCE)
                            .header("Content-Type", "application/json")
                            .header("Accept", "application/json")
                            .POST(BodyPublishers.ofString(json.writeValueAsString(body)));
            bearer.ifPresent(token -> request.header("Authorization", "Bearer " + token));
            return reply(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException unreachable) {
            throw new CommandFailed(
                    ExitCode.NOT_RUNNING, "Nothing answers at " + address + ". " + absent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.FAILED, "Interrupted.");
        }
    }

    private Reply reply(HttpResponse<String> response) {
        try {
            return new Reply(response.statusCode(), json.readTree(response.body()));
        } catch (JsonProcessingException notJson) {
            return new Reply(response.statusCode(), json.missingNode());
        }
    }
}
