package dev.gatehouse.emulator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests are read from the wire. */
class ConnectionTest {
    private static final String HOST = "Host: x\r\n";

    @Test
    void readsOneRequestAfterTheOther() throws IOException {
        InputStream in =
                stream(
                        "POST /a?b=c HTTP/1.1\r\n"
                                + HOST
                                + "Content-Length: 3\r\n\r\nabc"
                                + "\r\nGET http://localhost:1/d HTTP/1.1\r\n"
                                + HOST
                                + "Connection: close\r\n\r\n");
        RequestHead first = RequestHead.read(in).orElseThrow();
        assertThat(first.path()).isEqualTo("/a");
        assertThat(first.query()).isEqualTo("b=c");
        assertThat(first.keepsAlive()).isTrue();
        assertThat(new RequestBody(in).read(first)).asString().isEqualTo("abc");
        RequestHead second = RequestHead.read(in).orElseThrow();
        assertThat(second.path()).isEqualTo("/d");
        assertThat(second.keepsAlive()).isFalse();
        assertThat(RequestHead.read(in)).isEmpty();
    }

    @Test
    void keepsLeadingSlashes() throws IOException {
        assertThat(
                        RequestHead.read(
                                        stream(
                                                "GET //subscriptions?x HTTP/1.1\r\n"
                                                        + HOST
                                                        + "\r\n"))
                                .orElseThrow()
                                .path())
                .isEqualTo("//subscriptions");
    }

    @Test
    void readsChunks() throws IOException {
        assertThat(
                        body(
                                "Transfer-Encoding: chunked\r\n",
                                "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n"))
                .asString()
                .isEqualTo("abcde");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /\u00e4 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET a HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n",
            })
    void refusesHeadsThatCannotBeRead(String head) {
        assertThatThrownBy(() -> RequestHead.read(stream(head)))
                .isInstanceOfSatisfying(
                        MalformedRequest.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void refusesHeadersWithoutEnd() {
        assertThatThrownBy(
                        () ->
                                RequestHead.read(
                                        stream("GET / HTTP/1.1\r\nA: " + "a".repeat(70_000))))
                .isInstanceOfSatisfying(
                        MalformedRequest.class, e -> assertThat(e.status()).isEqualTo(431));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: x\r\n|abc",
                "Content-Length: -1\r\n|abc",
                "Content-Length: 3\r\nContent-Length: 4\r\n|abcd",
                "Content-Length: 4\r\n|abc",
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n|abc",
                "Transfer-Encoding: gzip\r\n|abc",
                "Transfer-Encoding: chunked\r\n|zz\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n|2\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n|3\r\nabc\r\n",
            })
    void refusesBodiesThatCannotBeRead(String request) {
        String[] parts = request.split("\\|");
        assertThatThrownBy(() -> body(parts[0], parts[1]))
                .isInstanceOfSatisfying(
                        MalformedRequest.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 9999999999\r\n|abc",
                "Transfer-Encoding: chunked\r\n|fffffff\r\nabc",
            })
    void refusesBodiesThatAreTooLarge(String request) {
        String[] parts = request.split("\\|");
        assertThatThrownBy(() -> body(parts[0], parts[1]))
                .isInstanceOfSatisfying(
                        MalformedRequest.class, e -> assertThat(e.status()).isEqualTo(413));
    }

    private static byte[] body(String headers, String body) throws IOException {
        InputStream in = stream("POST / HTTP/1.1\r\n" + HOST + headers + "\r\n" + body);
        return new RequestBody(in).read(RequestHead.read(in).orElseThrow());
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
