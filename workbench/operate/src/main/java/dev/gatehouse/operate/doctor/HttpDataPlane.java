package dev.gatehouse.operate.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.kernel.AccessToken;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The same by HTTP; follows no redirect. */
public final class HttpDataPlane implements DataPlane {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long MOST_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SSLContext tls;

    public HttpDataPlane(SSLContext tls) {
        this.tls = tls;
    }

    @Override
    public Optional<Answer> ask(Question question, AccessToken token) {
        try (HttpClient client =
                HttpClient.newBuilder()
                        .sslContext(tls)
                        .connectTimeout(PATIENCE)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build()) {
            HttpResponse<String> answer =
                    client.send(
                            request(question)
                                    .header("Authorization", "Bearer " + token.value())
                                    .timeout(PATIENCE)
                                    .build(),
                            BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
            return Optional.of(new Answer(answer.statusCode(), code(answer.body())));
        } catch (IOException nobody) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static HttpRequest.Builder request(Question question) {
        var request = HttpRequest.newBuilder(question.address());
        return question.body()
                .map(
                        body ->
                                request.header("Content-Type", "application/json")
                                        .POST(BodyPublishers.ofString(body)))
                .orElse(request);
    }

    private static String code(String body) {
        try {
            return JSON.readTree(body).path("error").path("code").asText("");
        } catch (JsonProcessingException noJson) {
            return "";
        }
    }
}
