package dev.gatehouse.server.gate;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One event loop: its listener, its upstream connections, its running exchanges. */
final class GateLoop extends VerticleBase {
    private static final int LONGEST_TARGET = 16 * 1024;
    private static final int STREAMS = 250;
    private static final int BACKLOG = 4096;
    private static final long TICK = 250;

    private final GateSettings settings;
    private final Gate.Parts parts;
    private final Newcomers newcomers;
    private final Drain drain;
    private final AtomicInteger port;
    private HttpServer server;
    private Running running;

    @SuppressWarnings("NullAway.Init")
    GateLoop(
            GateSettings settings,
            Gate.Parts parts,
            Newcomers newcomers,
            Drain drain,
            AtomicInteger port) {
        this.settings = settings;
        this.parts = parts;
        this.newcomers = newcomers;
        this.drain = drain;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        running = new Running(settings.idle());
        var upstreams = new Upstreams(vertx, parts.cloudTrust());
        var replies = new Replies(vertx, settings.publicUrl());
        var intake = new Intake(settings, parts, running, upstreams, replies, drain, context);
        server =
                vertx.createHttpServer(options(settings))
                        .connectionHandler(this::opened)
                        .requestHandler(intake::accept)
                        .invalidRequestHandler(intake::malformed);
        vertx.setPeriodic(TICK, _ -> tick(System.nanoTime()));
        int wanted = settings.port() == 0 ? -1 : settings.port();
        return server.listen(wanted, settings.host())
                .onSuccess(listening -> listens(listening.actualPort()));
    }

    private void opened(HttpConnection connection) {
        newcomers.spoke(connection);
        running.opened(connection);
    }

    private void tick(long now) {
        running.tick(now);
        newcomers.tick(now);
    }

    /** All loops share one listener, so the first that listens watches its certificate. */
    private void listens(int actual) {
        if (port.getAndSet(actual) == 0) {
            settings.tls()
                    .ifPresent(
                            tls ->
                                    new Certificates(vertx, tls, options(settings).getSslOptions())
                                            .watch(server));
        }
    }

    @Override
    public Future<?> stop() {
        Duration grace = drain.grace();
        running.endStreams();
        return server.shutdown(Math.max(1, grace.toMillis()), TimeUnit.MILLISECONDS);
    }

    static HttpServerOptions options(GateSettings settings) {
        var options =
                new HttpServerOptions()
                        .setMaxHeaderSize(settings.headerBytes())
                        .setMaxInitialLineLength(LONGEST_TARGET)
                        .setHandle100ContinueAutomatically(false)
                        .setHttp2ClearTextEnabled(true)
                        .setInitialSettings(
                                new Http2Settings()
                                        .setMaxConcurrentStreams(STREAMS)
                                        .setMaxHeaderListSize(settings.headerBytes()))
                        .setAcceptBacklog(BACKLOG)
                        .setTcpNoDelay(true);
        settings.tls()
                .ifPresent(
                        tls ->
                                options.setSsl(true)
                                        .setUseAlpn(true)
                                        .setAlpnVersions(
                                                List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                                        .setKeyCertOptions(pem(tls)));
        return options;
    }

    private static PemKeyCertOptions pem(GateSettings.Tls tls) {
        return new PemKeyCertOptions()
                .setCertPath(tls.certificate().toString())
                .setKeyPath(tls.key().toString());
    }
}
