package dev.gatehouse.operate.monitor;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.Configuration;
import com.azure.core.util.Context;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gatehouse.act.upstreams.TrustedHosts;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists from Azure Resource Manager, page after page, at most {@link #MOST_PAGES}. Follows
 * {@code nextLink} only on its own origin, and redirects never.
 */
final class ArmReader {
    static final int MOST_PAGES = 50;
    private static final String API_VERSION = "?api-version=2022-12-01";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI arm;
    private final TrustedHosts trusted;
    private final HttpPipeline pipeline;

    ArmReader(URI arm, Optional<SSLContext> tls, ArmTimes times) {
        boolean loopback = List.of("localhost", "127.0.0.1", "[::1]").contains(arm.getHost());
        if (!"https".equals(arm.getScheme()) && !loopback) {
            throw new IllegalArgumentException(
                    "Azure Resource Manager is reached by https, or on loopback");
        }
        this.arm = arm;
        this.trusted = new TrustedHosts(List.of(arm));
        var jdk = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER);
        tls.ifPresent(jdk::sslContext);
        var client =
                new JdkHttpClientBuilder(jdk)
                        .configuration(Configuration.NONE)
                        .connectionTimeout(times.timeout())
                        .responseTimeout(times.timeout())
                        .readTimeout(times.timeout())
                        .build();
        this.pipeline =
                new HttpPipelineBuilder()
                        .httpClient(client)
                        .policies(new RetryPolicy(times))
                        .build();
    }

    /**
     * The {@code value}s of a list.
     *
     * @param path for example {@code /subscriptions}
     */
    ArmAnswer list(String path, AccessToken token) {
        var items = new ArrayList<JsonNode>();
        URI next = arm.resolve(path + API_VERSION);
        for (int page = 0; page < MOST_PAGES; page++) {
            Optional<Refusal> untrusted = trusted.check(next);
            if (untrusted.isPresent()) {
                return new ArmAnswer.Failed(untrusted.get());
            }
            switch (get(next, token)) {
                case Page(JsonNode body) -> {
                    body.path("value").forEach(items::add);
                    String link = body.path("nextLink").asText("");
                    if (link.isEmpty()) {
                        return new ArmAnswer.Items(items, false);
                    }
                    next = parse(link);
                }
                case Other(ArmAnswer answer) -> {
                    return answer;
                }
            }
        }
        return new ArmAnswer.Items(items, true);
    }

    /** A link that is no URI leads nowhere that is trusted. */
    private static URI parse(String link) {
        try {
            return URI.create(link);
        } catch (IllegalArgumentException malformed) {
            return URI.create("");
        }
    }

    private sealed interface Got {}

    private record Page(JsonNode body) implements Got {}

    private record Other(ArmAnswer answer) implements Got {}

    private Got get(URI uri, AccessToken token) {
        var request =
                new HttpRequest(HttpMethod.GET, uri.toString())
                        .setHeader(HttpHeaderName.ACCEPT, "application/json")
                        .setHeader(
                                HttpHeaderName.fromString("x-ms-client-request-id"),
                                UUID.randomUUID().toString())
                        .setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token.value());
        // read whole inside the try, so that a body that breaks off is tried again too
        var whole = new Context("azure-eagerly-read-response", true);
        try (HttpResponse response = pipeline.sendSync(request, whole)) {
            return read(response);
        } catch (UncheckedIOException failed) {
            return new Other(new ArmAnswer.Failed(unreachable(failed.getCause())));
        }
    }

    private static Refusal unreachable(@Nullable Throwable cause) {
        return cause instanceof HttpTimeoutException
                ? Refusal.of(RefusalCode.UPSTREAM_TIMEOUT, "Azure Resource Manager is too slow.")
                : Refusal.of(
                        RefusalCode.UPSTREAM_UNAVAILABLE,
                        "Azure Resource Manager cannot be reached.");
    }

    private static Got read(HttpResponse response) {
        int status = response.getStatusCode();
        JsonNode body = json(response);
        return switch (status) {
            case 200 ->
                    body.path("value").isArray()
                            ? new Page(body)
                            : new Other(new ArmAnswer.Failed(unexpected(status)));
            case 401 -> new Other(unauthorized(response, body));
            case 403 -> new Other(new ArmAnswer.Forbidden(fault(body)));
            case 404 -> new Other(new ArmAnswer.NotFound(fault(body)));
            case 429 -> new Other(new ArmAnswer.Failed(throttled(response)));
            default -> new Other(new ArmAnswer.Failed(unexpected(status)));
        };
    }

    private static JsonNode json(HttpResponse response) {
        try {
            return JSON.readTree(response.getBodyAsBinaryData().toBytes());
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ArmAnswer unauthorized(HttpResponse response, JsonNode body) {
        return Optional.ofNullable(response.getHeaderValue(HttpHeaderName.WWW_AUTHENTICATE))
                .flatMap(ClaimsInHeader::read)
                .<ArmAnswer>map(ArmAnswer.Challenged::new)
                .orElseGet(() -> new ArmAnswer.Unauthorized(fault(body)));
    }

    private static Refusal throttled(HttpResponse response) {
        Refusal refusal =
                Refusal.of(RefusalCode.RATE_LIMITED, "Azure Resource Manager throttles requests.");
        return RetryAfter.of(response)
                .map(wait -> refusal.with("retry_after", Long.toString(wait.toSeconds())))
                .orElse(refusal);
    }

    private static Refusal unexpected(int status) {
        return Refusal.of(
                RefusalCode.UPSTREAM_UNAVAILABLE,
                "Azure Resource Manager answered with status " + status + ".");
    }

    private static ArmFault fault(JsonNode body) {
        JsonNode error = body.path("error");
        return new ArmFault(error.path("code").asText(""), error.path("message").asText(""));
    }
}
