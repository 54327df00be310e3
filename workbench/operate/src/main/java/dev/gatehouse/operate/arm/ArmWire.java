package dev.gatehouse.operate.arm;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Configuration;
import com.azure.core.util.Context;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gatehouse.act.upstreams.TrustedHosts;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One HTTP exchange with Azure Resource Manager, tried again where that helps. */
final class ArmWire {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpHeaderName ASYNC_OPERATION =
            HttpHeaderName.fromString("Azure-AsyncOperation");
    private static final HttpHeaderName CLIENT_REQUEST_ID =
            HttpHeaderName.fromString("x-ms-client-request-id");

    private final URI arm;
    private final TrustedHosts trusted;
    private final HttpPipeline pipeline;
    private final AzureCalls calls;

    ArmWire(URI arm, Optional<SSLContext> tls, ArmTimes times, AzureCalls calls) {
        this.calls = calls;
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

    /** What was said. */
    sealed interface Said {
        record Good(ArmReply reply) implements Said {}

        /** 401 that names claims. */
        record Challenged(ClaimsChallenge claims) implements Said {}

        record Bad(ArmFault fault) implements Said {}

        /** Nobody there, too slow, or a link that is not followed. */
        record Lost(Refusal why) implements Said {}
    }

    URI at(ArmPath path) {
        return arm.resolve(path.target());
    }

    /**
     * @param uri absolute; sent to trusted origins alone
     */
    Said exchange(HttpMethod method, URI uri, Optional<JsonNode> body, AccessToken token) {
        return exchange(method, uri, body, token, UUID.randomUUID());
    }

    Said exchange(
            HttpMethod method,
            URI uri,
            Optional<JsonNode> body,
            AccessToken token,
            UUID requestId) {
        Optional<Refusal> untrusted = trusted.check(uri);
        if (untrusted.isPresent()) {
            return new Said.Lost(untrusted.get());
        }
        var request =
                new HttpRequest(method, uri.toString())
                        .setHeader(HttpHeaderName.ACCEPT, "application/json")
                        .setHeader(CLIENT_REQUEST_ID, requestId.toString())
                        .setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token.value());
        body.ifPresent(
                json ->
                        request.setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                                .setBody(BinaryData.fromString(json.toString())));
        // read whole inside the try, so that a body that breaks off is tried again too
        var whole = new Context("azure-eagerly-read-response", true);
        long begun = System.nanoTime();
        try (HttpResponse response = pipeline.sendSync(request, whole)) {
            tell(method, AzureCalls.Result.of(response.getStatusCode()), begun);
            return read(response);
        } catch (UncheckedIOException failed) {
            boolean slow = failed.getCause() instanceof HttpTimeoutException;
            tell(method, slow ? AzureCalls.Result.TIMEOUT : AzureCalls.Result.UNREACHABLE, begun);
            return new Said.Lost(unreachable(failed.getCause()));
        }
    }

    private void tell(HttpMethod method, AzureCalls.Result result, long begun) {
        var took = Duration.ofNanos(System.nanoTime() - begun);
        calls.ended(AzureCalls.Service.ARM, method.toString(), result, took);
    }

    private static Refusal unreachable(@Nullable Throwable cause) {
        return cause instanceof HttpTimeoutException
                ? Refusal.of(RefusalCode.UPSTREAM_TIMEOUT, "Azure Resource Manager is too slow.")
                : Refusal.of(
                        RefusalCode.UPSTREAM_UNAVAILABLE,
                        "Azure Resource Manager cannot be reached.");
    }

    private Said read(HttpResponse response) {
        int status = response.getStatusCode();
        JsonNode body = json(response);
        if (status == 200 || status == 201 || status == 202 || status == 204) {
            return good(response, body);
        }
        if (status == 401) {
            Optional<ClaimsChallenge> claims =
                    Optional.ofNullable(response.getHeaderValue(HttpHeaderName.WWW_AUTHENTICATE))
                            .flatMap(ClaimsInHeader::read);
            if (claims.isPresent()) {
                return new Said.Challenged(claims.get());
            }
        }
        JsonNode error = body.path("error");
        return new Said.Bad(
                new ArmFault(
                        status,
                        error.path("code").asText(""),
                        error.path("message").asText(""),
                        RetryAfter.of(response),
                        status == 401 ? tenant(response) : Optional.empty()));
    }

    private static Optional<TenantId> tenant(HttpResponse response) {
        return Optional.ofNullable(response.getHeaderValue(HttpHeaderName.WWW_AUTHENTICATE))
                .flatMap(TenantInHeader::read);
    }

    private Said good(HttpResponse response, JsonNode body) {
        Optional<URI> operation = link(response, ASYNC_OPERATION);
        Optional<URI> location = link(response, HttpHeaderName.LOCATION);
        return operation
                .flatMap(trusted::check)
                .or(() -> location.flatMap(trusted::check))
                .<Said>map(Said.Lost::new)
                .orElseGet(
                        () ->
                                new Said.Good(
                                        new ArmReply(
                                                response.getStatusCode(),
                                                body,
                                                operation,
                                                location,
                                                RetryAfter.of(response))));
    }

    private static Optional<URI> link(HttpResponse response, HttpHeaderName name) {
        return Optional.ofNullable(response.getHeaderValue(name)).map(ArmWire::parse);
    }

    /** A link that is no URI leads nowhere that is trusted. */
    static URI parse(String link) {
        try {
            return URI.create(link);
        } catch (IllegalArgumentException malformed) {
            return URI.create("");
        }
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
}
