package dev.gatehouse.operate.arm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.kernel.Scope;
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

/** An Azure Resource Manager that answers what a test told it to, and writes down who asked. */
public final class LoopbackArm implements AutoCloseable {
    /** What it says to one request. */
    public record Said(int status, Map<String, String> headers, String body) {
        public static Said ok(String body) {
            return new Said(200, Map.of(), body);
        }

        public static Said status(int status) {
            return new Said(status, Map.of(), "");
        }

        public Said header(String name, String value) {
            return new Said(status, Map.of(name, value), body);
        }
    }

    /** The request targets, and the authorization each came with. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    public final List<String> tokens = new CopyOnWriteArrayList<>();
    public volatile Function<String, Said> answer = _ -> Said.ok("{\"value\":[]}");

    private final HttpServer server;

    public LoopbackArm() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Something that asks an ARM at that address, as patient as it is told. */
    public static Arm asked(URI at, Scope scope, ArmTimes times) {
        return new Arm(at, scope, Optional.empty(), times);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        asked.add(target);
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        Said said = answer.apply(target);
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
