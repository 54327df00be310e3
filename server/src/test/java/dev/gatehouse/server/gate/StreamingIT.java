package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, streams and broken connections, both ways. */
final class StreamingIT {
    private static final int LARGE = 50 * 1024 * 1024;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    private Wire asked(String start, String... lines) {
        return site.dial()
                .send(
                        start
                                + " HTTP/1.1\r\nHost: localhost\r\n"
                                + Site.bearer()
                                + "\r\n"
                                + Site.joined(lines)
                                + "\r\n");
    }

    private static String answer(String status, String... lines) {
        return "HTTP/1.1 " + status + "\r\n" + Site.joined(lines) + "\r\n";
    }

    @Test
    void aLargeUploadArrivesWhole() throws Exception {
        site.upstream.answers(
                (head, wire) -> {
                    int left = Integer.parseInt(head.header("Content-Length").orElseThrow());
                    site.upstream.notes.add("length " + left);
                    for (int part; left > 0; left -= part) {
                        part = Math.min(left, 1 << 20);
                        wire.bytes(part);
                    }
                    wire.send(OK);
                    return true;
                });
        try (var wire = asked("POST /app/up", "Content-Length: " + LARGE)) {
            for (int i = 0; i < LARGE; i += 1 << 20) {
                wire.send(new byte[1 << 20]);
            }
            assertThat(wire.answer().body()).isEqualTo("ok");
        }
        assertThat(site.upstream.note()).isEqualTo("length " + LARGE);
    }

    @Test
    void anUpstreamThatDoesNotReadHoldsTheSenderUp() throws Exception {
        var go = new java.util.concurrent.CountDownLatch(1);
        site.upstream.answers(
                (head, wire) -> {
                    await(go);
                    wire.withBody(head, false);
                    wire.send(OK);
                    return true;
                });
        var sent = new AtomicLong();
        try (var wire = asked("POST /app/up", "Content-Length: " + LARGE)) {
            var sender =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int i = 0; i < LARGE; i += 1 << 16) {
                                            wire.send(new byte[1 << 16]);
                                            sent.addAndGet(1 << 16);
                                        }
                                    });
            assertThat(settled(sent)).isLessThan(LARGE - (8 << 20));
            go.countDown();
            assertThat(wire.answer().body()).isEqualTo("ok");
            sender.join();
        }
    }

    @Test
    void aCallerThatDoesNotReadHoldsTheUpstreamUp() throws Exception {
        var sent = new AtomicLong();
        site.upstream.answers(
                (head, wire) -> {
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
                    for (int i = 0; i < LARGE; i += 1 << 16) {
                        wire.send(new byte[1 << 16]);
                        sent.addAndGet(1 << 16);
                    }
                    return true;
                });
        try (var wire = asked("GET /app/down")) {
            assertThat(settled(sent)).isLessThan(LARGE - (8 << 20));
            assertThat(wire.answer().body()).hasSize(LARGE);
        }
    }

    private static long settled(AtomicLong count) throws InterruptedException {
        long before = -1;
        while (before != count.get() || before <= 0) {
            before = count.get();
            Thread.sleep(400);
        }
        return before;
    }

    private static void await(java.util.concurrent.CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void eventsArriveOneByOneBeforeTheStreamEnds() throws Exception {
        var go = new java.util.concurrent.Semaphore(0);
        site.upstream.answers(
                (head, wire) -> {
                    wire.send(
                            answer(
                                    "200 OK",
                                    "Content-Type: text/event-stream",
                                    "Transfer-Encoding: chunked"));
                    for (String event : new String[] {"a", "b"}) {
                        go.acquireUninterruptibly();
                        wire.send("9\r\ndata: %s\n\n\r\n".formatted(event));
                    }
                    go.acquireUninterruptibly();
                    wire.send("0\r\n\r\n");
                    return true;
                });
        try (var wire = asked("GET /app/events")) {
            assertThat(wire.head().orElseThrow().status()).isEqualTo(200);
            for (String event : new String[] {"a", "b"}) {
                go.release();
                assertThat(new String(wire.chunk(), StandardCharsets.US_ASCII))
                        .isEqualTo("data: " + event + "\n\n");
            }
            go.release();
            assertThat(wire.chunk()).isEmpty();
        }
    }

    @Test
    void aChunkedUploadWithoutALengthArrives() throws Exception {
        site.upstream.answers(OK);
        try (var wire = asked("PUT /app/up", "Transfer-Encoding: chunked")) {
            wire.send("3\r\nabc\r\n").send("2\r\nde\r\n0\r\n\r\n");
            assertThat(wire.answer().body()).isEqualTo("ok");
        }
        assertThat(site.upstream.only().body()).isEqualTo("abcde");
    }

    @Test
    void askedToContinueTheCallerSendsItsBody() throws Exception {
        site.upstream.answers(OK);
        try (var wire = asked("POST /app/up", "Content-Length: 5", "Expect: 100-continue")) {
            assertThat(wire.answer().status()).isEqualTo(100);
            wire.send("abcde");
            assertThat(wire.answer().status()).isEqualTo(200);
        }
        assertThat(site.upstream.only().body()).isEqualTo("abcde");
    }

    @Test
    void headKeepsTheLengthAndHasNoBody() throws Exception {
        site.upstream.answers("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n");
        try (var wire = asked("HEAD /app/a")) {
            assertThat(wire.answer(true).header("Content-Length")).hasValue("1234");
            site.upstream.answers(OK);
            wire.send("GET /app/a HTTP/1.1\r\nHost: localhost\r\n" + Site.bearer() + "\r\n\r\n");
            assertThat(wire.answer().body()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void answersWithoutABodyKeepTheConnection(int status) throws Exception {
        site.upstream.answers("HTTP/1.1 " + status + " Nothing\r\nETag: \"x\"\r\n\r\n");
        try (var wire = asked("GET /app/a")) {
            var answer = wire.answer();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("ETag")).hasValue("\"x\"");
            wire.send("GET /app/a HTTP/1.1\r\nHost: localhost\r\n" + Site.bearer() + "\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(status);
        }
    }

    @Test
    void informationalAnswersOfTheUpstreamDoNotDisturb() throws Exception {
        site.upstream.answers("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK);

        assertThat(site.send(site.authorized("/app/a")).body()).isEqualTo("ok");
    }

    @Test
    void anAnswerWithoutALengthEndsWithTheConnection() throws Exception {
        site.upstream.answers(
                (head, wire) -> {
                    wire.send("HTTP/1.1 200 OK\r\n\r\nuntil the end");
                    return false;
                });

        assertThat(site.send(site.authorized("/app/a")).body()).isEqualTo("until the end");
    }

    @Test
    void aCallerOfHttp10GetsAnAnswerToTheEndOfTheConnection() throws Exception {
        site.upstream.answers(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        try (var wire = site.dial()) {
            wire.send("GET /app/a HTTP/1.0\r\nHost: localhost\r\n" + Site.bearer() + "\r\n\r\n");
            var answer = wire.answer();
            assertThat(answer.all("Transfer-Encoding")).isEmpty();
            assertThat(answer.body()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10", "Transfer-Encoding: chunked"})
    void theCallerNoticesAnAnswerThatIsCutShort(String framing) throws Exception {
        site.upstream.answers(
                (head, wire) -> {
                    wire.send("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n5\r\nabc");
                    return false;
                });
        try (var wire = asked("GET /app/a")) {
            assertThatThrownBy(wire::answer).isInstanceOf(IOException.class);
        }
        assertThat(site.audited(1).getFirst().code()).isEqualTo("upstream_unavailable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
                "nonsense\r\n\r\n"
            })
    void anAnswerThatIsNotHttpIsTheUpstreamsFault(String raw) throws Exception {
        site.upstream.answers(raw);

        assertThat(site.send(site.authorized("/app/a")).statusCode()).isEqualTo(502);
        assertThat(site.audited(1).getFirst().code()).isEqualTo("upstream_unavailable");
    }

    @Test
    void anUpstreamThatIsDownIs502() throws Exception {
        var answer = site.send(site.authorized("/dead/a"));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("upstream_unavailable");
        assertThat(site.audited(1).getFirst().status()).isEqualTo(502);
    }

    @Test
    void anUpstreamThatIsLateIs504() throws Exception {
        site.upstream.answers(
                (head, wire) -> {
                    site.upstream.notes.add(wire.isClosedByPeer() ? "aborted" : "still open");
                    return false;
                });
        var answer = site.send(site.authorized("/quick/a"));

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(site.audited(1).getFirst().code()).isEqualTo("upstream_timeout");
        assertThat(site.upstream.note()).isEqualTo("aborted");
    }

    @Test
    void theUpstreamLearnsThatTheCallerLeft() throws Exception {
        site.upstream.answers(
                (head, wire) -> {
                    site.upstream.notes.add("asked");
                    site.upstream.notes.add(wire.isClosedByPeer() ? "aborted" : "still open");
                    return false;
                });
        var wire = asked("GET /app/a");
        assertThat(site.upstream.note()).isEqualTo("asked");
        wire.close();

        assertThat(site.upstream.note()).isEqualTo("aborted");
        var event = site.audited(1).getFirst();
        assertThat(event.code()).isEqualTo("client_closed");
        assertThat(event.status()).isEqualTo(499);
    }

    /** A kept connection may be closed by the upstream just as it is used again. */
    @Test
    void aReadOnAStaleConnectionIsSentAgain() throws Exception {
        staleAfterOne();

        assertThat(site.send(site.authorized("/app/a")).statusCode()).isEqualTo(200);
        assertThat(site.send(site.authorized("/app/a")).statusCode()).isEqualTo(200);
        assertThat(site.audited(2)).allMatch(event -> event.status() == 200);
    }

    @Test
    void aMutationOnAStaleConnectionIsNotSentAgain() throws Exception {
        staleAfterOne();

        assertThat(site.send(site.authorized("/app/a")).statusCode()).isEqualTo(200);
        var post =
                site.authorized("/app/a").POST(java.net.http.HttpRequest.BodyPublishers.noBody());
        assertThat(site.send(post).statusCode()).isEqualTo(502);
        assertThat(site.upstream.connections).hasValue(1);
        assertThat(site.audited(3)).hasSize(3);
        assertThat(site.audit.unfinished()).isEmpty();
    }

    /** The second request on a connection is read and then dropped with the connection. */
    private void staleAfterOne() {
        var first = new java.util.concurrent.ConcurrentHashMap<Wire, Boolean>();
        site.upstream.answers(
                (head, wire) -> {
                    if (first.put(wire, true) != null) {
                        return false;
                    }
                    wire.send(OK);
                    return true;
                });
    }

    @Test
    void anAnswerBeforeTheEndOfTheUploadIsPassedOn() throws Exception {
        site.upstream.answers(
                (head, wire) -> {
                    wire.bytes(5);
                    wire.send("HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\nno");
                    site.upstream.notes.add(wire.isClosedByPeer() ? "closed" : "more came");
                    return false;
                });
        try (var wire = asked("POST /app/up", "Content-Length: 10")) {
            wire.send("abcde");
            assertThat(wire.answer().status()).isEqualTo(409);
        }
        assertThat(site.upstream.note()).isEqualTo("closed");
        assertThat(site.audited(2).getLast().status()).isEqualTo(409);
    }

    @Test
    void linksToTheUpstreamLeadThroughTheGateAndOthersAreLeftAlone() throws Exception {
        assertThat(link("Location", site.upstream.url() + "/a/b?c=d"))
                .hasValue("http://localhost:8080/mounted/a/b?c=d");
        assertThat(link("Azure-AsyncOperation", site.upstream.url() + "/op/1"))
                .hasValue("http://localhost:8080/mounted/op/1");
        assertThat(link("Location", "https://elsewhere.example/x"))
                .hasValue("https://elsewhere.example/x");
        assertThat(link("Location", site.upstream.url() + ".evil.example/x"))
                .hasValue(site.upstream.url() + ".evil.example/x");
    }

    private Optional<String> link(String name, String value) throws Exception {
        site.upstream.answers(
                "HTTP/1.1 302 Found\r\n" + name + ": " + value + "\r\nContent-Length: 0\r\n\r\n");
        return site.send(site.authorized("/mounted/a")).headers().firstValue(name);
    }

    @Test
    void theUpstreamCannotSetOurCookiesNorSpeakAsUs() throws Exception {
        site.upstream.answers(
                answer(
                        "200 OK",
                        "Set-Cookie: gatehouse=stolen; Path=/",
                        "Set-Cookie: theme=dark",
                        "X-Downstream-Identity: managed-identity",
                        "Connection: X-Hop",
                        "X-Hop: 1",
                        "Content-Length: 0"));
        var headers = site.send(site.authorized("/app/a")).headers();

        assertThat(headers.allValues("Set-Cookie")).containsExactly("theme=dark");
        assertThat(headers.firstValue("X-Downstream-Identity")).isEmpty();
        assertThat(headers.firstValue("X-Hop")).isEmpty();
    }
}
