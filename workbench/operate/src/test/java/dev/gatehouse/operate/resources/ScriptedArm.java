package dev.gatehouse.operate.resources;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An Azure Resource Manager that answers what a test told it to, by method and path. */
final class ScriptedArm implements AutoCloseable {
    /** One request, without its query. */
    record Asked(String method, String path, String body, String token, String requestId) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    record Said(int status, Map<String, String> headers, String body) {
        static Said of(int status) {
            return new Said(status, Map.of(), "");
        }

        static Said of(int status, String body) {
            return new Said(status, Map.of(), body);
        }

        static Said error(int status, String code) {
            return of(
                    status,
                    "{\"error\":{\"code\":\""
                            + code
                            + "\",\"message\":\"because of "
                            + code
                            + "\"}}");
        }

        Said with(String name, String value) {
            return new Said(status, Map.of(name, value), body);
        }
    }

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    volatile Function<Asked, Said> script = _ -> Said.error(404, "ResourceNotFound");
    private final HttpServer server;

    ScriptedArm() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    String link(String path) {
        return uri() + path;
    }

    List<Asked> changes() {
        return asked.stream().filter(one -> !one.method().equals("GET")).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var request =
                new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                        Optional.ofNullable(headers.getFirst("Authorization"))
                                .orElse("")
                                .replace("Bearer ", ""),
                        Optional.ofNullable(headers.getFirst("x-ms-client-request-id")).orElse(""));
        asked.add(request);
        Said said = script.apply(request);
        said.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
