package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.AzureCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** One HTTP exchange with a registry's data plane. Redirects are not followed. */
final class RegistryWire {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long LARGEST = 4L * 1024 * 1024;

    private final HttpClient client;
    private final Duration timeout;
    private final AzureCalls calls;

    RegistryWire(Optional<SSLContext> tls, Duration timeout, AzureCalls calls) {
        this.calls = calls;
        var builder =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout);
        tls.ifPresent(builder::sslContext);
        this.client = builder.build();
        this.timeout = timeout;
    }

    /**
     * A good answer.
     *
     * @param link the {@code Link} header; empty if there is none
     */
    record Reply(JsonNode body, String link) {}

    Asked<Reply> get(Granted granted, URI uri, String token) {
        return send(
                granted,
                HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).GET());
    }

    Asked<Reply> post(Granted granted, URI uri, Map<String, String> form) {
        String body =
                form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                granted,
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Asked<Reply> send(Granted granted, HttpRequest.Builder request) {
        HttpRequest whole = request.timeout(timeout).header("Accept", "application/json").build();
        long begun = System.nanoTime();
        try {
            var answer =
                    client.send(whole, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
            tell(whole, AzureCalls.Result.of(answer.statusCode()), begun);
            return read(granted, answer);
        } catch (HttpTimeoutException late) {
            tell(whole, AzureCalls.Result.TIMEOUT, begun);
            return lost(RefusalCode.UPSTREAM_TIMEOUT, "The registry is too slow.");
        } catch (IOException gone) {
            tell(whole, AzureCalls.Result.UNREACHABLE, begun);
            return lost(RefusalCode.UPSTREAM_UNAVAILABLE, "The registry cannot be reached.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a registry");
        }
    }

    private void tell(HttpRequest request, AzureCalls.Result result, long begun) {
        var took = Duration.ofNanos(System.nanoTime() - begun);
        calls.ended(AzureCalls.Service.REGISTRY, request.method(), result, took);
    }

    private static Asked<Reply> read(Granted granted, HttpResponse<byte[]> answer) {
        JsonNode body = json(answer.body());
        if (answer.statusCode() == 200) {
            String link = answer.headers().firstValue("Link").orElse("");
            return new Asked.Answered<>(new Reply(body, link), granted.used(), granted.reason());
        }
        JsonNode error = body.path("errors").path(0);
        var fault =
                new ArmFault(
                        answer.statusCode(),
                        Fields.text(error, "code"),
                        Fields.text(error, "message"),
                        retryAfter(answer));
        return new Asked.Failed<>(fault, granted.used(), granted.reason());
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static <T> Asked<T> lost(RefusalCode code, String detail) {
        return new Asked.Refused<>(Refusal.of(code, detail), code.wire());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
