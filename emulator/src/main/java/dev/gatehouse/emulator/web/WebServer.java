package dev.gatehouse.emulator.web;

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
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener on loopback for HTTP/1.1. Not the JDK's own, because that one takes the first segment
 * of a path with two leading slashes for a host name and then finds nothing; ARM's clients send
 * such paths.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int BACKLOG = 256;
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final ServerSocket listener;
    private final URI origin;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private WebServer(ServerSocket listener, URI origin) {
        this.listener = listener;
        this.origin = origin;
    }

    /**
     * Takes a port on 127.0.0.1; serves nothing yet.
     *
     * @param port 0 for any free one
     * @param tls empty for plain http
     * @throws IOException if the port cannot be had
     */
    public static WebServer bind(int port, Optional<SSLContext> tls) throws IOException {
        InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        ServerSocketFactory sockets =
                tls.<ServerSocketFactory>map(SSLContext::getServerSocketFactory)
                        .orElseGet(ServerSocketFactory::getDefault);
        ServerSocket listener = sockets.createServerSocket();
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
                listener, URI.create(scheme + "://localhost" + (usual ? "" : ":" + bound)));
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
            new Connection(socket, origin, handler).serve();
        } catch (IOException e) {
            LOG.debug("emulator_connection_ended origin={}", origin, e);
        } finally {
            open.remove(socket);
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.debug("emulator_close_failed", e);
        }
    }
}
