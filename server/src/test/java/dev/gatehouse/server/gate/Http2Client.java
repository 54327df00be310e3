package dev.gatehouse.server.gate;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Begins with HTTP/2 on a plain connection ("prior knowledge", RFC 9113 section 3.3). */
final class Http2Client implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            vertx.createHttpClient(
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false));

    /** What came back. */
    record Got(HttpVersion version, int status, String body) {}

    /** A request with the site's bearer token; with a body, a POST. */
    CompletableFuture<Got> ask(URI at, String body) {
        var options =
                new RequestOptions()
                        .setAbsoluteURI(at.toString())
                        .setMethod(body.isEmpty() ? HttpMethod.GET : HttpMethod.POST)
                        .putHeader("Authorization", "Bearer " + Site.token());
        return client.request(options)
                .compose(
                        request ->
                                body.isEmpty() ? request.send() : request.send(Buffer.buffer(body)))
                .compose(
                        answer ->
                                answer.body()
                                        .map(
                                                read ->
                                                        new Got(
                                                                answer.version(),
                                                                answer.statusCode(),
                                                                read.toString())))
                .toCompletionStage()
                .toCompletableFuture();
    }

    Got get(URI at) throws Exception {
        return ask(at, "").get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
