package dev.gatehouse.server.gate;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.ErrorAnswers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the host itself may ask: plain HTTP, no sign-in, reading alone. On loopback it answers to
 * loopback names alone, so that no page of a browser reaches it under a name of its own.
 */
final class InternalListener {
    private static final int IDLE_SECONDS = 60;
    private static final int MOST_HEADERS = 8 * 1024;

    private final Vertx vertx;
    private final Map<String, Supplier<Answer>> doors;
    private final ErrorAnswers errors;
    private final Replies replies;
    private final boolean loopback;
    private final RequestIds requestIds = new RequestIds();
    private final Hosts hosts = new Hosts(URI.create("http://localhost"));

    private InternalListener(
            Vertx vertx,
            Map<String, Supplier<Answer>> doors,
            ErrorAnswers errors,
            boolean loopback) {
        this.vertx = vertx;
        this.doors = Map.copyOf(doors);
        this.errors = errors;
        this.replies = new Replies(vertx, URI.create("http://localhost"));
        this.loopback = loopback;
    }

    /**
     * Listens, or throws with the reason, such as a port in use.
     *
     * @param doors by their path
     */
    static HttpServer listen(
            Vertx vertx, At at, Map<String, Supplier<Answer>> doors, ErrorAnswers errors) {
        var listener = new InternalListener(vertx, doors, errors, at.host().isLoopbackAddress());
        Future<HttpServer> first = listener.on(at.host(), at.port());
        return (at.orAnyPort() ? first.recover(_ -> listener.on(at.host(), 0)) : first)
                .recover(cause -> Future.failedFuture(cannotListen(at, cause)))
                .await();
    }

    private static UncheckedIOException cannotListen(At at, Throwable cause) {
        return new UncheckedIOException(
                new IOException(
                        "listen.internal: port " + at.port() + " cannot be listened on", cause));
    }

    /**
     * Where.
     *
     * @param port 0 for any free one
     * @param orAnyPort whether another port will do where that one is taken
     */
    record At(InetAddress host, int port, boolean orAnyPort) {}

    private Future<HttpServer> on(InetAddress host, int port) {
        var options =
                new HttpServerOptions()
                        .setHost(host.getHostAddress())
                        .setPort(port)
                        .setHttp2ClearTextEnabled(false)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setMaxHeaderSize(MOST_HEADERS);
        return vertx.createHttpServer(options).requestHandler(this::handle).listen();
    }

    private void handle(HttpServerRequest request) {
        String requestId = requestIds.of(null);
        Supplier<Answer> door = doors.get(request.path());
        if (loopback && !hosts.accepts(request.getHeader("Host"))) {
            refuse(request, RefusalCode.MISDIRECTED_REQUEST, requestId);
        } else if (door == null) {
            refuse(request, RefusalCode.NOT_FOUND, requestId);
        } else if (!HttpMethod.GET.equals(request.method())) {
            refuse(request, RefusalCode.METHOD_NOT_ALLOWED, requestId);
        } else {
            vertx.executeBlocking(door::get, false)
                    .onSuccess(answer -> replies.send(request.response(), answer, requestId))
                    .onFailure(_ -> refuse(request, RefusalCode.INTERNAL_ERROR, requestId));
        }
    }

    private void refuse(HttpServerRequest request, RefusalCode code, String requestId) {
        Answer answer = errors.of(Refusal.of(code, code.remedy()), requestId);
        replies.send(
                request.response(),
                code == RefusalCode.METHOD_NOT_ALLOWED ? answer.with("Allow", "GET") : answer,
                requestId);
    }
}
