package dev.gatehouse.server.gate;

import dev.gatehouse.audit.AuditEvent.Phase;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.server.desk.AuditLines.Story;
import dev.gatehouse.server.desk.Destination;
import dev.gatehouse.server.desk.Passage;
import dev.gatehouse.server.http.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/**
 * Carries one exchange to its upstream and back, streaming both ways with back-pressure, and
 * records how it ended. Lives on one event loop.
 */
final class Carriage {
    /** What every carriage of a loop uses. */
    record Means(
            Gate.Parts parts,
            Running running,
            Upstreams upstreams,
            Replies replies,
            Forwarding forwarding,
            GateSettings settings,
            Drain drain) {}

    /**
     * The caller went away before the end: no status was received, nginx's number says it in the
     * audit.
     */
    static final int CLIENT_CLOSED = 499;

    private final Intake.Asked asked;
    private final Destination.Proxied proxied;
    private final Passage passage;
    private final boolean intended;
    private final Means means;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final long startedAt = System.nanoTime();
    private final long arrivesBy;
    private long deadlineAt;
    private @Nullable HttpClientRequest out;
    private boolean answering;
    private boolean finished;
    private boolean retried;
    private boolean uploading;
    private long received;
    private long remaining = -1;

    Carriage(
            Intake.Asked asked,
            Destination.Proxied proxied,
            Passage passage,
            boolean intended,
            Means means) {
        this.asked = asked;
        this.proxied = proxied;
        this.passage = passage;
        this.intended = intended;
        this.means = means;
        this.request = asked.request();
        this.response = request.response();
        this.deadlineAt = startedAt + proxied.upstream().deadline().toNanos();
        this.arrivesBy = startedAt + means.settings().arrival().toNanos();
    }

    void begin() {
        means.running().began(this, request.connection());
        response.closeHandler(_ -> callerLeft());
        response.exceptionHandler(_ -> callerLeft());
        if (response.closed()) {
            callerLeft(); // while the desk decided: nobody will tell us again
            return;
        }
        connect();
    }

    private void connect() {
        Upstreams.Target target = means.upstreams().of(proxied.upstream());
        boolean body = asked.head().hasBody(request);
        if (body) {
            request.pause();
        } else {
            letTheRestCome();
        }
        var options =
                new RequestOptions(target.address())
                        .setMethod(request.method())
                        .setURI(asked.target(proxied));
        target.client()
                .request(options)
                .onComplete(
                        (ready, failure) -> {
                            if (finished) {
                                if (ready != null) {
                                    ready.reset();
                                }
                            } else if (ready == null) {
                                notReached(failure);
                            } else {
                                send(ready, body);
                            }
                        });
    }

    private void send(HttpClientRequest to, boolean body) {
        out = to;
        means.forwarding().toUpstream(request, to.headers(), passage, asked.requestId());
        to.exceptionHandler(failure -> upstreamFailed(to, failure));
        to.response()
                .onComplete(
                        (answer, failure) -> {
                            if (answer != null) {
                                answer(to, answer);
                            } else {
                                upstreamFailed(to, failure);
                            }
                        });
        if (!body) {
            to.end();
            return;
        }
        upload(to);
    }

    private void upload(HttpClientRequest to) {
        uploading = true;
        if (asked.head().length() < 0) {
            to.setChunked(true);
        }
        if (asked.head().expectsContinue()) {
            response.writeContinue();
        }
        long most = means.settings().bodyBytes();
        request.handler(
                chunk -> {
                    received += chunk.length();
                    if (finished) {
                        return;
                    }
                    if (received > most) {
                        fail(Intake.tooLarge(most));
                        return;
                    }
                    deadlineAt = System.nanoTime() + proxied.upstream().deadline().toNanos();
                    to.write(chunk);
                    if (to.writeQueueFull()) {
                        request.pause();
                        to.drainHandler(_ -> request.resume());
                    }
                });
        request.endHandler(
                _ -> {
                    uploading = false;
                    if (!finished) {
                        to.end();
                    }
                });
        request.exceptionHandler(_ -> callerLeft());
        request.resume();
    }

    private void answer(HttpClientRequest to, HttpClientResponse from) {
        if (finished || !to.equals(out)) {
            return;
        }
        answering = true;
        deadlineAt = Long.MAX_VALUE;
        response.setStatusCode(from.statusCode());
        var headers = response.headers();
        means.forwarding().toCaller(from.headers(), headers, proxied, passage, asked.requestId());
        String length = from.headers().get("content-length");
        boolean empty = hasNoBody(from.statusCode());
        if (length != null && !empty) {
            remaining = Long.parseLong(length);
        } else if (!empty) {
            response.setChunked(true);
        }
        from.exceptionHandler(failure -> upstreamFailed(to, failure));
        from.handler(chunk -> relay(from, chunk));
        from.endHandler(
                _ -> {
                    if (!response.ended() && !response.closed()) {
                        response.end();
                    }
                    finish(from.statusCode(), "");
                    if (uploading) {
                        abandonUpload();
                    }
                });
        if (!empty && remaining != 0) {
            flushHeadOfStream(from);
        }
    }

    /** An event stream may say nothing for a while; its head must not wait for the first event. */
    private void flushHeadOfStream(HttpClientResponse from) {
        String type = from.headers().get("content-type");
        if (type != null && type.startsWith("text/event-stream")) {
            response.writeHead();
        }
    }

    private void relay(HttpClientResponse from, Buffer chunk) {
        if (finished || response.closed()) {
            return;
        }
        if (remaining >= 0) {
            remaining -= chunk.length();
            if (remaining == 0) {
                response.end(chunk);
                return;
            }
        }
        response.write(chunk);
        if (response.writeQueueFull()) {
            from.pause();
            deadlineAt = System.nanoTime() + means.settings().idle().toNanos();
            response.drainHandler(
                    _ -> {
                        deadlineAt = Long.MAX_VALUE;
                        from.resume();
                    });
        }
    }

    private boolean hasNoBody(int status) {
        return status == 204
                || status == 304
                || (status >= 100 && status < 200)
                || request.method().equals(HttpMethod.HEAD);
    }

    boolean isLate(long now) {
        return now > deadlineAt || (uploading && now > arrivesBy);
    }

    /** The upstream's head is late; or the caller has taken nothing of the answer for too long. */
    void timeOut() {
        if (answering) {
            finish(CLIENT_CLOSED, "client_closed");
            hangUp();
            abandonUpstream();
            return;
        }
        if (uploading && out != null && !out.writeQueueFull()) {
            fail(
                    Refusal.of(
                            RefusalCode.REQUEST_TIMEOUT,
                            "The request's body did not arrive in time."));
            return;
        }
        fail(
                Refusal.of(
                        RefusalCode.UPSTREAM_TIMEOUT,
                        "The upstream did not answer within "
                                + proxied.upstream().deadline().toSeconds()
                                + " seconds."));
    }

    private void notReached(Throwable failure) {
        fail(
                failure instanceof ConnectionPoolTooBusyException
                        ? Refusal.of(
                                RefusalCode.OVERLOADED,
                                "All connections to the upstream are in use.")
                        : Refusal.of(
                                RefusalCode.UPSTREAM_UNAVAILABLE,
                                "The upstream cannot be reached."));
    }

    /** A failure is told more than once; only that of the attempt in hand counts, and only once. */
    private void upstreamFailed(HttpClientRequest to, Throwable failure) {
        if (finished || !to.equals(out)) {
            return;
        }
        boolean untouched = !answering && !asked.head().hasBody(request);
        boolean again = !retried && !intended && !means.drain().stopping();
        if (untouched && again && failure instanceof HttpClosedException) {
            retried = true;
            out = null;
            connect();
            return;
        }
        fail(
                Refusal.of(
                        RefusalCode.UPSTREAM_UNAVAILABLE,
                        "The upstream closed the connection before it had answered."));
    }

    private void fail(Refusal refusal) {
        if (finished) {
            return;
        }
        if (response.headWritten() || response.closed()) {
            finish(answering ? response.getStatusCode() : CLIENT_CLOSED, refusal.code().wire());
            hangUp();
        } else {
            response.headers().clear();
            response.setChunked(false);
            Answer answer = means.parts().errors().of(refusal, asked.requestId());
            if (uploading) {
                means.replies().sendLast(request, answer, asked.requestId());
            } else {
                means.replies().send(response, answer, asked.requestId());
            }
            finish(answer.status(), answer.code());
        }
        abandonUpstream();
        letTheRestCome();
    }

    /** An answer that cannot be completed must not look complete (RFC 9112 section 8). */
    private void hangUp() {
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            request.connection().close();
        }
    }

    /** The upstream has answered without the rest of the body. What still comes is for nobody. */
    private void abandonUpload() {
        HttpClientRequest to = out;
        if (to != null) {
            to.connection().close();
        }
        letTheRestCome();
    }

    private void letTheRestCome() {
        if (!request.isEnded()) {
            request.resume();
        }
    }

    /** Once the last byte was handed over, the caller may leave as it likes. */
    private void callerLeft() {
        if (!finished && !response.ended()) {
            finish(CLIENT_CLOSED, "client_closed");
            abandonUpstream();
        }
    }

    private void abandonUpstream() {
        HttpClientRequest to = out;
        if (to != null) {
            to.reset();
        }
    }

    private void finish(int status, String code) {
        if (finished) {
            return;
        }
        finished = true;
        means.running().ended(this, request.connection());
        var event =
                means.parts()
                        .lines()
                        .line(
                                intended ? Phase.COMPLETION : Phase.EVENT,
                                asked.requestId(),
                                asked.route().method(),
                                asked.route().path().value(),
                                Story.of(passage.admission(), proxied.upstream().name()),
                                code,
                                status,
                                asked.began());
        if (intended) {
            means.parts().audit().complete(event);
        } else {
            means.parts().audit().record(event);
        }
    }
}
