package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gate refuses by itself: a page to browsers, JSON to programs (C13). */
final class BrowserRefusalsIT {
    private static final String BROWSER = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";
    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere, , 403, no_route",
        "/app/a%2fb, , 400, invalid_request",
        "/app/a?q=^#, , 400, invalid_request",
        "/app/a, Host: evil.example, 400, invalid_request",
        "/app/a, Bad Header: 1, 400, invalid_request",
    })
    void aBrowserGetsThePageAndAProgramJson(String target, String line, int status, String code)
            throws Exception {
        String[] odd = line == null ? new String[0] : new String[] {line};
        String[] browser = line == null ? new String[] {BROWSER} : new String[] {BROWSER, line};

        var page = site.raw("GET " + target + " HTTP/1.1", browser);
        assertThat(page.status()).isEqualTo(status);
        assertThat(page.header("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy")).isPresent();
        assertThat(page.body()).contains("<code>" + code + "</code>");

        var json = site.raw("GET " + target + " HTTP/1.1", odd);
        assertThat(json.status()).isEqualTo(status);
        assertThat(json.header("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(json.body()).contains("\"error\":\"" + code + "\"");
    }

    @Test
    void aBrowserThatAsksForTheHeadAloneGetsThePagesHead() throws Exception {
        for (String[] lines : new String[][] {{BROWSER}, {BROWSER, "Host: evil.example"}}) {
            var head = site.raw("HEAD /nowhere HTTP/1.1", lines);

            assertThat(head.header("Content-Type")).hasValue("text/html; charset=utf-8");
        }
    }

    @Test
    void theBodyIsLeftOutWhereTheHeadAloneWasAskedFor() throws Exception {
        try (var wire = site.dial()) {
            wire.send("HEAD /a HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n");
            assertThat(wire.answer(true).status()).isEqualTo(400);
            assertThat(wire.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void aMethodThatThePathDoesNotTakeIsAPageToABrowser() throws Exception {
        var page = site.raw("GET /sent HTTP/1.1", BROWSER);

        assertThat(page.status()).isEqualTo(405);
        assertThat(page.header("Allow")).hasValue("POST");
        assertThat(page.body()).contains("Not in this way", "<code>method_not_allowed</code>");
    }

    @Test
    void aFormThatIsSentElsewhereIsNoNavigation() throws Exception {
        var json = site.raw("POST /nowhere HTTP/1.1", BROWSER, "Content-Length: 0");

        assertThat(json.header("Content-Type")).hasValue("application/json; charset=utf-8");
    }

    @Test
    void aBrowserWhoseHeadersAreTooLargeIsTold() throws Exception {
        var page = site.raw("GET /app/a HTTP/1.1", BROWSER, "Cookie: large=" + "x".repeat(20_000));

        assertThat(page.status()).isEqualTo(431);
        assertThat(page.body()).contains("headers_too_large");
    }
}
