package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.server.http.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InternalListenerIT {
    private static final Map<String, java.util.function.Supplier<Answer>> DOORS =
            Map.of(
                    "/metrics", () -> Answer.of(200, "text/plain", "some_total 1\n"),
                    "/broken",
                            () -> {
                                throw new IllegalStateException("s3cr3t");
                            });

    private final Site site = new Site();

    @AfterEach
    void stop() {
        site.close();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private int listen() {
        return site.gate().listenInternally(loopback(0), false, DOORS);
    }

    /** The whole answer to one request line. */
    private static String ask(int port, String request, String host) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void answersTheHostWithoutSignIn() throws IOException {
        int port = listen();
        assertThat(ask(port, "GET /metrics", "localhost:" + port))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .endsWith("some_total 1\n");
    }

    /** An offer of HTTP/2, as Java's own client makes one, is not taken up; so Host is read. */
    @Test
    void answersWhoOffersHttp2() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + listen() + "/metrics"));
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void refusesOtherPathsAndMethods() throws IOException {
        int port = listen();
        assertThat(ask(port, "GET /", "localhost")).startsWith("HTTP/1.1 404 ");
        assertThat(ask(port, "GET /metrics/", "localhost")).startsWith("HTTP/1.1 404 ");
        assertThat(ask(port, "POST /metrics", "localhost"))
                .startsWith("HTTP/1.1 405 ")
                .containsIgnoringCase("allow: GET");
    }

    /** A page of a browser that had its own name resolved to loopback. */
    @Test
    void answersNoForeignName() throws IOException {
        int port = listen();
        assertThat(ask(port, "GET /metrics", "evil.example:" + port))
                .startsWith("HTTP/1.1 421 ")
                .doesNotContain("some_total");
    }

    @Test
    void failureShowsNothingOfItself() throws IOException {
        assertThat(ask(listen(), "GET /broken", "localhost"))
                .startsWith("HTTP/1.1 500 ")
                .doesNotContain("s3cr3t");
    }

    @Test
    void takesAnotherPortOnlyWhereItMay() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var at = loopback(taken.getLocalPort());
            assertThat(site.gate().listenInternally(at, true, DOORS))
                    .isPositive()
                    .isNotEqualTo(taken.getLocalPort());
            assertThatThrownBy(() -> site.gate().listenInternally(at, false, DOORS))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("listen.internal");
        }
    }
}
