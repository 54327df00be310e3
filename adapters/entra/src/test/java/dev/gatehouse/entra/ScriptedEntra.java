package dev.gatehouse.entra;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server on loopback that answers as it is told: https for Entra and Graph, http for IMDS. */
final class ScriptedEntra implements AutoCloseable {
    final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    volatile Function<Asked, Reply> script = _ -> Reply.of(404, "");

    private final HttpsServer https;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final TestCertificate certificate;

    record Asked(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> form,
            Map<String, List<String>> headers) {}

    record Reply(int status, String body, Map<String, String> headers) {
        static Reply of(int status, String body) {
            return new Reply(status, body, Map.of());
        }
    }

    ScriptedEntra(TestCertificate certificate) throws IOException, GeneralSecurityException {
        this.certificate = certificate;
        this.https = HttpsServer.create(loopback(), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
        this.http = HttpServer.create(loopback(), 0);
        for (HttpServer server : List.of(https, http)) {
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
        }
    }

    Cloud cloud() throws IOException, GeneralSecurityException {
        URI secure = URI.create("https://localhost:" + https.getAddress().getPort());
        URI plain = URI.create("http://localhost:" + http.getAddress().getPort());
        return new Cloud(
                secure,
                URI.create("http://pages.localhost:8081"),
                secure,
                secure,
                plain,
                URI.create("https://sts.windows.net"),
                Optional.of(certificate.caPem()));
    }

    Asked only() {
        if (asked.size() != 1) {
            throw new AssertionError("asked " + asked.size() + " times");
        }
        return asked.getFirst();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Asked request =
                    new Asked(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            parameters(exchange.getRequestURI().getRawQuery()),
                            parameters(body),
                            exchange.getRequestHeaders());
            asked.add(request);
            Reply reply = script.apply(request);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new HashMap<>();
        if (encoded != null) {
            for (String pair : encoded.split("&")) {
                String[] parts = pair.split("=", 2);
                parameters.put(parts[0], parts.length < 2 ? "" : decoded(parts[1]));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notAForm) {
            return text;
        }
    }

    @Override
    public void close() {
        https.stop(0);
        http.stop(0);
        threads.shutdownNow();
    }
}
