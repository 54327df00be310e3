package dev.gatehouse.emulator.web;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener on loopback for HTTP/1.1. Not the JDK's own, because that one takes the first segment
 * of a path with two leading slashes for a host name and then finds nothing; ARM's clients send
 * such paths.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int BACKLOG = 1024;
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final ServerSocket listener;
    private final Optional<Supplier<SSLContext>> tls;
    private final URI origin;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private WebServer(ServerSocket listener, Optional<Supplier<SSLContext>> tls, URI origin) {
        this.listener = listener;
        this.tls = tls;
        this.origin = origin;
    }

    /**
     * Takes a port on 127.0.0.1; serves nothing yet.
     *
     * @param port 0 for any free one
     * @param tls empty for plain http; asked at each connection, and may wait there
     * @throws IOException if the port cannot be had
     */
    public static WebServer bind(int port, Optional<Supplier<SSLContext>> tls) throws IOException {
        InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(loopback, port), BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        String scheme = tls.isPresent() ? "https" : "http";
        int bound = listener.getLocalPort();
        boolean usual = bound == (tls.isPresent() ? 443 : 80);
        return new WebServer(
                listener, tls, URI.create(scheme + "://localhost" + (usual ? "" : ":" + bound)));
    }

    /** Scheme, {@code localhost} and port. */
    public URI origin() {
        return origin;
    }

    /** Serves from now on, each connection as one task of {@code executor}. */
    public void start(Handler handler, ExecutorService executor) {
        executor.execute(() -> accept(handler, executor));
    }

    /** Closes the port and all connections. */
    @Override
    public void close() {
        closeQuietly(listener);
        open.forEach(WebServer::closeQuietly);
    }

    private void accept(Handler handler, ExecutorService executor) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                executor.execute(() -> serve(socket, handler));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.warn("emulator_accept_failed origin={}", origin, e);
                }
            } catch (RejectedExecutionException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, Handler handler) {
        open.add(socket);
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(IDLE.toMillis()));
            try (Socket spoken = tls.isPresent() ? secured(socket, tls.get().get()) : socket) {
                new Connection(spoken, origin, handler).serve();
            }
        } catch (IOException e) {
            LOG.debug("emulator_connection_ended origin={}", origin, e);
        } finally {
            open.remove(socket);
        }
    }

    private static Socket secured(Socket socket, SSLContext context) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(socket, "localhost", socket.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("emulator_close_failed", e);
        }
    }
}
