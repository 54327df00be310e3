package dev.gatehouse.server.gate;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.server.desk.Admissions;
import dev.gatehouse.server.desk.AuditLines;
import dev.gatehouse.server.desk.Desk;
import dev.gatehouse.server.desk.RouteTable;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.ErrorAnswers;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.X509TrustManager;

/**
 * The listeners and their event loops. One of everything a loop, so that nothing is shared between
 * them.
 */
public final class Gate implements AutoCloseable {
    /**
     * What the gate works with.
     *
     * @param routes the table of the moment; a reload swaps it
     * @param cloudTrust whom to trust at Azure's hosts, where that is not what the JVM trusts
     */
    public record Parts(
            Supplier<RouteTable> routes,
            Desk desk,
            Admissions admissions,
            AuditLog audit,
            AuditLines lines,
            ErrorAnswers errors,
            Optional<X509TrustManager> cloudTrust,
            InstantSource clock) {}

    private final Vertx vertx;
    private final AtomicInteger port = new AtomicInteger();
    private final Drain drain;
    private final ErrorAnswers errors;
    private final String transport;

    private Gate(Vertx vertx, Drain drain, ErrorAnswers errors, String transport) {
        this.vertx = vertx;
        this.drain = drain;
        this.errors = errors;
        this.transport = transport;
    }

    /**
     * Listens.
     *
     * @throws CannotListen with the reason, such as a port in use; nothing listens then
     */
    public static Gate start(GateSettings settings, Parts parts) {
        Tuning.apply();
        var newcomers = new Newcomers(settings.idle(), GateLoop.options(settings));
        var transport = TellingTransport.to(newcomers);
        var vertx =
                Vertx.builder()
                        .withTransport(transport)
                        .with(
                                new VertxOptions()
                                        .setEventLoopPoolSize(settings.eventLoops())
                                        .setWorkerPoolSize(1)
                                        .setInternalBlockingPoolSize(2)
                                        .setFileSystemOptions(
                                                new FileSystemOptions()
                                                        .setClassPathResolvingEnabled(false)
                                                        .setFileCachingEnabled(false)))
                        .build();
        var drain = new Drain();
        var gate = new Gate(vertx, drain, parts.errors(), transport.name());
        Optional<Throwable> failure =
                vertx.deployVerticle(
                                () -> new GateLoop(settings, parts, newcomers, drain, gate.port),
                                new DeploymentOptions().setInstances(settings.eventLoops()))
                        .map(_ -> Optional.<Throwable>empty())
                        .otherwise(Optional::of)
                        .await();
        if (failure.isPresent()) {
            vertx.close().await();
            throw new CannotListen(settings.host(), settings.port(), failure.get());
        }
        return gate;
    }

    /**
     * Listens for the host itself as well, without sign-in, until the gate stops.
     *
     * @param at where; a port of 0 takes a free one
     * @param orAnyPort whether another port will do where that one is taken
     * @param doors by their path; they may block for a moment
     * @return the port
     */
    public int listenInternally(
            InetSocketAddress at, boolean orAnyPort, Map<String, Supplier<Answer>> doors) {
        var where = new InternalListener.At(at.getAddress(), at.getPort(), orAnyPort);
        return InternalListener.listen(vertx, where, doors, errors).actualPort();
    }

    /** The port that it listens on. */
    public int port() {
        return port.get();
    }

    /** What carries the bytes: {@code epoll} or {@code nio}. */
    public String transport() {
        return transport;
    }

    /** Accepts nothing new, lets running exchanges finish within {@code grace}, then stops. */
    public void stop(Duration grace) {
        drain.begin(grace);
        try {
            vertx.close().await(grace.toMillis() + 2_000, TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException late) {
            throw new IllegalStateException("the listeners did not stop in time", late);
        }
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
