package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that could be read in two ways, and requests that are too large. */
final class RequestShapeIT {
    private final Site site = new Site(settings -> small(settings));

    private static GateSettings small(GateSettings settings) {
        return new GateSettings(
                settings.host(),
                settings.port(),
                settings.publicUrl(),
                settings.headerBytes(),
                1_000,
                settings.idle(),
                settings.arrival(),
                settings.tls(),
                settings.trustedProxy(),
                settings.proxied(),
                settings.eventLoops());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/a%2fb",
                "/app/a%5Cb",
                "/app/a;x=1",
                "/app/a%3Bx",
                "/app/%252e%252e/b",
                "/app/a.",
                "/app/a%20",
                "/app/a%00",
                "/app/a\\b",
                "/app/%zz",
                "/app/%c0%af",
                "/../app/a",
                "/app/a#fragment",
                "/app/a?q=1#fragment",
                "/app/a?q=\u00e9",
                "http://localhost/app/a",
                "http://evil.example/app/a",
                "*",
                "app/a",
                "/app/\u00e9"
            })
    void refusesTargetsThatCanBeReadInTwoWays(String target) throws Exception {
        refusedWith(400, "invalid_request", "GET " + target + " HTTP/1.1", Site.bearer());
    }

    @ParameterizedTest
    @CsvSource({
        "/app//a,/app/a",
        "//app/a,/app/a",
        "/app/./a,/app/a",
        "/app/x/../a,/app/a",
        "/app/%61,/app/a",
        "/APP/a,/APP/a",
        "/app/a%c3%a9,/app/a%C3%A9",
        "/public/../app/a,/app/a"
    })
    void forwardsExactlyWhatWasJudged(String target, String judged) throws Exception {
        var answer = site.raw("GET " + target + " HTTP/1.1", Site.bearer());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(site.upstream.only().target()).isEqualTo(judged);
        assertThat(site.audited(1).getFirst().path()).isEqualTo(judged);
    }

    @Test
    void judgesThePathAfterDotSegments() throws Exception {
        assertThat(site.raw("GET /public/../app/a HTTP/1.1").status()).isEqualTo(401);
        assertThat(site.raw("GET /public/%2e%2e/app/a HTTP/1.1").status()).isEqualTo(401);
        assertThat(site.upstream.seen).isEmpty();
    }

    @Test
    void keepsTheQueryByteForByte() throws Exception {
        String query = "a=%2f&b=%2E%2e&&c=+%20&d='\"<>[]{}|^`;x=/../&e=%zz?";
        site.raw("GET /app/a?" + query + " HTTP/1.1", Site.bearer());

        assertThat(site.upstream.only().target()).isEqualTo("/app/a?" + query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BREW", "TRACE", "CONNECT", "get", "PROPFIND"})
    void refusesMethodsItDoesNotKnow(String method) throws Exception {
        var answer =
                refusedWith(405, "method_not_allowed", method + " /app/a HTTP/1.1", Site.bearer());

        assertThat(answer.header("Allow").orElseThrow()).contains("GET");
    }

    @Test
    void namesTheMethodsOfARouteThatTakesOthers() throws Exception {
        var answer = refusedWith(405, "method_not_allowed", "PUT /read/a HTTP/1.1", Site.bearer());

        assertThat(answer.header("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void refusesPathsWithoutARoute() throws Exception {
        refusedWith(403, "no_route", "GET /nowhere HTTP/1.1", Site.bearer());
    }

    @Test
    void refusesAnotherSitesHost() throws Exception {
        refusedRaw(421, "misdirected_request", "GET /app/a HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    }

    @Test
    void refusesARequestWithoutAHost() throws Exception {
        refusedRaw(421, "misdirected_request", "GET /app/a HTTP/1.1\r\n\r\n");
    }

    @Test
    void refusesTwoHosts() throws Exception {
        refusedWith(400, "invalid_request", "GET /app/a HTTP/1.1", "Host: evil.example");
        assertThat(site.upstream.seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: five",
                "Content-Length: -1",
                "Content-Length: +5",
                "Content-Length: 5, 6",
                "Content-Length: 99999999999999999999",
                "Content-Length: 40\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 40",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Content-Length : 5",
                "Bad Header: 1"
            })
    void refusesFramingThatCanBeReadInTwoWays(String framing) throws Exception {
        try (var wire = site.dial()) {
            wire.send(
                    "POST /app/a HTTP/1.1\r\nHost: localhost\r\n"
                            + Site.bearer()
                            + "\r\n"
                            + framing
                            + "\r\n\r\n0\r\n\r\nGET /app/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n");
            var answer = wire.answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("invalid_request");
            assertThat(wire.isClosedByPeer()).isTrue();
        }
        assertThat(site.upstream.seen).isEmpty();
        assertThat(site.audited(1).getFirst().code()).isEqualTo("invalid_request");
    }

    private static final String H2C =
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__";

    @Test
    void takesUpNoOfferOfCleartextHttp2() throws Exception {
        try (var wire = site.dial()) {
            wire.send(
                    "GET /app/a HTTP/1.1\r\nHost: localhost\r\n"
                            + Site.bearer()
                            + "\r\n"
                            + H2C
                            + "\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(200);
        }
        assertThat(site.upstream.seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Content-Length: 5\r\nContent-Length: 6",
                "Transfer-Encoding: chunked, chunked"
            })
    void anOfferOfCleartextHttp2HidesNothing(String line) throws Exception {
        try (var wire = site.dial()) {
            wire.send(
                    "POST /app/a HTTP/1.1\r\nHost: localhost\r\n"
                            + Site.bearer()
                            + "\r\n"
                            + line
                            + "\r\n"
                            + H2C
                            + "\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(400);
        }
        assertThat(site.upstream.seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5;a", "5;a=\"b\"", "005"})
    void readsChunksWithExtensions(String line) throws Exception {
        try (var wire = chunked(line)) {
            assertThat(wire.answer().status()).isEqualTo(200);
        }
    }

    /** The parser takes the first for malformed, too, and the connection ends without an answer. */
    @ParameterizedTest
    @ValueSource(strings = {"5;a=b", "5;a=", "x", "-5", ""})
    void forwardsNoBodyWhoseChunksCannotBeRead(String line) throws Exception {
        try (var wire = chunked(line)) {
            assertThat(wire.isClosedByPeer()).isTrue();
        }
        assertThat(site.upstream.seen).isEmpty();
    }

    private Wire chunked(String line) throws Exception {
        return site.dial()
                .send(
                        "POST /app/a HTTP/1.1\r\nHost: localhost\r\n"
                                + Site.bearer()
                                + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + line
                                + "\r\nhello\r\n0\r\n\r\n");
    }

    @Test
    void refusesTwoLengthsInALaterRequestToo() throws Exception {
        try (var wire = site.dial()) {
            String head = "POST /app/a HTTP/1.1\r\nHost: localhost\r\n" + Site.bearer() + "\r\n";
            assertThat(wire.send(head + "Content-Length: 1\r\n\r\nx").answer().status())
                    .isEqualTo(200);
            wire.send(head + "Content-Length: 40\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(400);
            assertThat(wire.isClosedByPeer()).isTrue();
        }
        assertThat(site.upstream.seen).hasSize(1);
    }

    @Test
    void refusesABodyThatSaysItIsTooLarge() throws Exception {
        refusedWith(
                413,
                "payload_too_large",
                "POST /app/a HTTP/1.1",
                Site.bearer(),
                "Content-Length: 1001");
    }

    @Test
    void refusesAChunkedBodyThatGrowsTooLarge() throws Exception {
        try (var wire = site.dial()) {
            wire.send(
                    "POST /app/a HTTP/1.1\r\nHost: localhost\r\n"
                            + Site.bearer()
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 3; i++) {
                wire.send("190\r\n" + "x".repeat(400) + "\r\n");
            }
            var answer = wire.answer();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("payload_too_large");
            assertThat(wire.isClosedByPeer()).isTrue();
        }
        var events = site.audited(2);
        assertThat(events.getLast().code()).isEqualTo("payload_too_large");
        assertThat(site.audit.unfinished()).isEmpty();
    }

    @Test
    void refusesATooLargeBodyAtADoor() throws Exception {
        try (var wire = site.dial()) {
            wire.send(
                    "POST /door HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            wire.send("190\r\n" + "x".repeat(400) + "\r\n190\r\n" + "x".repeat(400) + "\r\n");
            wire.send("190\r\n" + "x".repeat(400) + "\r\n");
            assertThat(wire.answer().status()).isEqualTo(413);
        }
        assertThat(site.audited(1).getFirst().code()).isEqualTo("payload_too_large");
    }

    @Test
    void refusesHeadersThatAreTooLarge() throws Exception {
        refusedWith(
                431, "headers_too_large", "GET /app/a HTTP/1.1", "X-Large: " + "x".repeat(20_000));
    }

    @Test
    void refusesARequestLineThatIsTooLong() throws Exception {
        refusedWith(431, "headers_too_large", "GET /app/" + "x".repeat(20_000) + " HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\r\n\r\n", "GET\r\n\r\n"})
    void answersWhatIsNotHttpWith400(String bytes) throws Exception {
        refusedRaw(400, "invalid_request", bytes);
    }

    private Wire.Message refusedWith(int status, String code, String start, String... lines)
            throws Exception {
        return refusedRaw(
                status, code, start + "\r\nHost: localhost\r\n" + Site.joined(lines) + "\r\n");
    }

    private Wire.Message refusedRaw(int status, String code, String bytes) throws Exception {
        try (var wire = site.dial()) {
            var answer = wire.send(bytes).answer();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).contains("\"error\":\"" + code + "\"");
            assertThat(answer.header("X-Request-ID")).isPresent();
            assertThat(site.upstream.seen).isEmpty();
            var event = site.audited(1).getFirst();
            assertThat(event.code()).isEqualTo(code);
            assertThat(event.status()).isEqualTo(status);
            assertThat(event.requestId()).isEqualTo(answer.header("X-Request-ID").get());
            return answer;
        }
    }
}
