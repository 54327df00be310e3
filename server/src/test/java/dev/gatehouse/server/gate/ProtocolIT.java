package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HTTP/2 and WebSocket through the gate. */
final class ProtocolIT {
    private final Site site = new Site();
    private final Http2Client http2 = new Http2Client();

    @AfterEach
    void close() {
        http2.close();
        site.close();
    }

    @Test
    void carriesHttp2WithoutInventingABody() throws Exception {
        var decided = http2.get(site.uri("/app/decided"));
        var admitted = http2.get(site.uri("/app/admitted"));

        assertThat(decided.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(decided.body()).isEqualTo("hello");
        assertThat(admitted.body()).isEqualTo("hello");
        assertThat(site.upstream.seen)
                .allMatch(seen -> seen.all("Transfer-Encoding").isEmpty())
                .allMatch(seen -> seen.all("Host").size() == 1);
        assertThat(site.audited(2)).allMatch(event -> event.status() == 200);
        assertThat(site.upstream.connections).hasValue(1);
    }

    @Test
    void carriesABodyOverHttp2() throws Exception {
        var answer = http2.ask(site.uri("/app/b"), "x".repeat(100_000)).get(20, TimeUnit.SECONDS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(site.upstream.seen.getLast().body()).hasSize(100_000);
    }

    @Test
    void aBrokenAnswerBreaksItsStreamAlone() throws Exception {
        http2.get(site.uri("/app/first"));
        var go = new java.util.concurrent.Semaphore(0);
        site.upstream.answers(
                (head, wire) -> {
                    if (head.target().endsWith("broken")) {
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
                        return false;
                    }
                    site.upstream.notes.add("slow one came");
                    go.acquireUninterruptibly();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow");
                    return true;
                });
        var slow = http2.ask(site.uri("/app/slow"), "");
        assertThat(site.upstream.note()).isEqualTo("slow one came");
        assertThat(http2.ask(site.uri("/app/broken"), ""))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class);
        go.release();

        assertThat(slow.get(10, TimeUnit.SECONDS).body()).isEqualTo("slow");
    }

    @Test
    void passesAWebSocketBothWays() throws Exception {
        echoes();
        var heard = new CompletableFuture<String>();
        var socket = open(heard, "Authorization", "Bearer " + Site.token());
        assertThat(socket.sendText("ahoy", true)).succeedsWithin(Duration.ofSeconds(10));

        assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("ahoy");
        socket.abort();
        var event = site.audited(1).getFirst();
        assertThat(event.status()).isEqualTo(101);
    }

    @Test
    void aWebSocketByCookieNeedsAPageOfThisSite() throws Exception {
        echoes();
        String cookie = "gatehouse=" + site.signedIn();

        assertThatThrownBy(
                        () ->
                                open(
                                        new CompletableFuture<>(),
                                        "Cookie",
                                        cookie,
                                        "Origin",
                                        "https://evil.example"))
                .isInstanceOf(ExecutionException.class);
        assertThat(site.upstream.seen).isEmpty();
        assertThat(site.audited(1).getFirst().code()).isEqualTo("csrf");

        var heard = new CompletableFuture<String>();
        var socket = open(heard, "Cookie", cookie, "Origin", "http://localhost:8080");
        assertThat(socket.sendText("ahoy", true)).succeedsWithin(Duration.ofSeconds(10));
        assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("ahoy");
        socket.abort();
    }

    @Test
    void anUpstreamThatDoesNotUpgradeIs502() throws Exception {
        assertThatThrownBy(
                        () ->
                                open(
                                        new CompletableFuture<>(),
                                        "Authorization",
                                        "Bearer " + Site.token()))
                .isInstanceOf(ExecutionException.class);
        assertThat(site.audited(1).getFirst().status()).isEqualTo(502);
    }

    private WebSocket open(CompletableFuture<String> heard, String... headers) throws Exception {
        var builder = site.client.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        var listener =
                new WebSocket.Listener() {
                    @Override
                    public @org.jspecify.annotations.Nullable CompletionStage<?> onText(
                            WebSocket socket, CharSequence text, boolean last) {
                        heard.complete(text.toString());
                        return null;
                    }
                };
        URI uri = URI.create("ws://127.0.0.1:" + site.port() + "/app/ws");
        return builder.buildAsync(uri, listener).get(10, TimeUnit.SECONDS);
    }

    /** Accepts the upgrade and returns each short masked frame as it came, unmasked. */
    private void echoes() {
        site.upstream.answers(
                (head, wire) -> {
                    site.upstream.seen.add(head);
                    String key = head.header("Sec-WebSocket-Key").orElseThrow();
                    wire.send(
                            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                    + accepted(key)
                                    + "\r\n\r\n");
                    byte[] start = wire.bytes(2);
                    byte[] mask = wire.bytes(4);
                    byte[] text = wire.bytes(start[1] & 0x7f);
                    for (int i = 0; i < text.length; i++) {
                        text[i] ^= mask[i % 4];
                    }
                    wire.send(new byte[] {start[0], (byte) text.length});
                    wire.send(text);
                    wire.isClosedByPeer();
                    return false;
                });
    }

    private static String accepted(String key) {
        try {
            byte[] text =
                    (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                            .getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
