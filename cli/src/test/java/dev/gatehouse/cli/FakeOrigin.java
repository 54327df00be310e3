package dev.gatehouse.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that gives one answer to each path and remembers what it was sent. */
final class FakeOrigin implements AutoCloseable {
    private final HttpServer server;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> credentials = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    FakeOrigin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    FakeOrigin answers(String path, int status, String body) {
        server.createContext(
                path,
                exchange -> {
                    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                    bodies.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    credentials.add(
                            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        return this;
    }

    /** Begins an answer and does not go on with it. */
    FakeOrigin waits(String path) {
        server.createContext(path, exchange -> exchange.sendResponseHeaders(200, 0));
        return this;
    }

    /** Breaks off in the middle of its answer, and answers nothing more. */
    FakeOrigin ends(String path) {
        server.createContext(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody()
                            .write(": a comment\n".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    server.stop(0);
                });
        return this;
    }

    String port() {
        return String.valueOf(server.getAddress().getPort());
    }

    /** Methods and targets. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    List<String> bodies() {
        return List.copyOf(bodies);
    }

    List<String> credentials() {
        return List.copyOf(credentials);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
