package dev.gatehouse.server.gate;

import dev.gatehouse.server.http.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.net.URI;

/** Writes a whole answer of Gatehouse's own, with the headers that every one of them has. */
final class Replies {
    private static final long LINGER = 1_000;

    private final Vertx vertx;
    private final boolean https;

    Replies(Vertx vertx, URI publicUrl) {
        this.vertx = vertx;
        this.https = "https".equals(publicUrl.getScheme());
    }

    /**
     * Sends while the body still comes. The connection ends, but not at once: a sender would lose
     * the answer with it (RFC 9112 section 9.6).
     */
    void sendLast(HttpServerRequest request, Answer answer, String requestId) {
        boolean own = request.version() != HttpVersion.HTTP_2;
        if (own) {
            request.response().headers().set("Connection", "close");
        }
        send(request.response(), answer, requestId);
        if (own) {
            vertx.setTimer(LINGER, _ -> request.connection().close());
        }
    }

    /**
     * Sends and closes. The answer is written but never ended, so that nothing that came after the
     * request is taken for another one.
     */
    void sendAndHangUp(HttpServerRequest request, Answer answer, String requestId) {
        HttpServerResponse response = request.response();
        if (request.version() == HttpVersion.HTTP_2) {
            send(response, answer, requestId);
            return;
        }
        head(response, answer, requestId);
        response.headers().set("Connection", "close");
        response.headers().set("Content-Length", Integer.toString(answer.body().length));
        boolean headAlone = HttpMethod.HEAD.equals(request.method());
        response.write(headAlone ? Buffer.buffer() : Buffer.buffer(answer.body()))
                .onComplete((_, _) -> request.connection().close());
    }

    void send(HttpServerResponse response, Answer answer, String requestId) {
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        head(response, answer, requestId);
        if (answer.status() == 204 || answer.status() == 304) {
            response.end();
        } else {
            response.end(Buffer.buffer(answer.body()));
        }
    }

    void head(HttpServerResponse response, Answer answer, String requestId) {
        response.setStatusCode(answer.status());
        for (Answer.Header header : answer.headers()) {
            response.headers().add(header.name(), header.value());
        }
        response.headers().set("X-Request-ID", requestId);
        response.headers().set("X-Content-Type-Options", "nosniff");
        if (https) {
            response.headers().set("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
