package dev.gatehouse.emulator.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener on loopback. Bodies over 8 MiB are refused. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private final HttpServer server;
    private final URI origin;

    private WebServer(HttpServer server, URI origin) {
        this.server = server;
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
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
        InetSocketAddress address =
                new InetSocketAddress(
                        InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1}), port);
        HttpServer server;
        if (tls.isPresent()) {
            HttpsServer secure = HttpsServer.create(address, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
            server = secure;
        } else {
            server = HttpServer.create(address, 0);
        }
        String scheme = tls.isPresent() ? "https" : "http";
        int bound = server.getAddress().getPort();
        boolean usual = bound == (tls.isPresent() ? 443 : 80);
        return new WebServer(
                server, URI.create(scheme + "://localhost" + (usual ? "" : ":" + bound)));
    }

    /** Scheme, {@code localhost} and port. */
    public URI origin() {
        return origin;
    }

    /** Serves from now on. */
    public void start(Handler handler, ExecutorService executor) {
        server.setExecutor(executor);
        server.createContext("/", exchange -> serve(exchange, handler));
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange, handler));
        }
    }

    private Response answer(HttpExchange exchange, Handler handler) throws IOException {
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(MOST_BYTES + 1);
        }
        if (body.length > MOST_BYTES) {
            return Response.text(413, "The body is larger than 8 MiB.").with("Connection", "close");
        }
        URI uri = exchange.getRequestURI();
        String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        try {
            return handler.handle(
                    Request.of(
                            exchange.getRequestMethod(),
                            origin,
                            path(uri),
                            query,
                            exchange.getRequestHeaders(),
                            body));
        } catch (MalformedRequest e) {
            return Response.text(e.status(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("emulator_defect path={}", uri.getRawPath(), e);
            return Response.text(500, "The emulator has a defect; its log says more.");
        }
    }

    /** The raw path. One that begins with two slashes was read as a host; this gives it back. */
    private static String path(URI uri) {
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        return uri.getScheme() == null && uri.getRawAuthority() != null
                ? "//" + uri.getRawAuthority() + path
                : path;
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        response.headers()
                .forEach(
                        (name, values) ->
                                exchange.getResponseHeaders().put(name, new ArrayList<>(values)));
        byte[] body = response.body();
        boolean bodiless =
                exchange.getRequestMethod().equals("HEAD")
                        || response.status() == 204
                        || response.status() == 304
                        || body.length == 0;
        exchange.sendResponseHeaders(response.status(), bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }
}
