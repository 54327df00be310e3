package dev.gatehouse.server.gate;

import dev.gatehouse.server.http.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;

/** Writes a whole answer of Gatehouse's own, with the headers that every one of them has. */
final class Replies {
    private final boolean https;

    Replies(URI publicUrl) {
        this.https = "https".equals(publicUrl.getScheme());
    }

    void send(HttpServerResponse response, Answer answer, String requestId) {
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        response.setStatusCode(answer.status());
        for (Answer.Header header : answer.headers()) {
            response.headers().add(header.name(), header.value());
        }
        response.headers().set("X-Request-ID", requestId);
        response.headers().set("X-Content-Type-Options", "nosniff");
        if (https) {
            response.headers().set("Strict-Transport-Security", "max-age=31536000");
        }
        if (answer.status() == 204 || answer.status() == 304) {
            response.end();
        } else {
            response.end(Buffer.buffer(answer.body()));
        }
    }
}
