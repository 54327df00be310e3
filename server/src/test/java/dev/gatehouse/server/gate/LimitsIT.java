package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate does not wait for, and how it stops. */
final class LimitsIT {
    /** Signed before a connection is opened: the first signature takes long. */
    private static final String BEARER = Site.bearer();

    private final Site site = new Site(LimitsIT::impatient);

    private static GateSettings impatient(GateSettings settings) {
        return new GateSettings(
                settings.host(),
                settings.port(),
                settings.publicUrl(),
                settings.headerBytes(),
                settings.bodyBytes(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                settings.tls(),
                settings.trustedProxy(),
                settings.proxied(),
                settings.eventLoops());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void closesAConnectionThatRests() throws Exception {
        try (var wire = site.dial()) {
            wire.send("GET /app/a HTTP/1.1\r\nHost: localhost\r\n" + BEARER + "\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(200);
            assertThat(wire.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void closesAConnectionWhoseNextHeadersDoNotEnd() throws Exception {
        try (var wire = site.dial()) {
            String first = "GET /app/a HTTP/1.1\r\nHost: localhost\r\n" + BEARER + "\r\n\r\n";
            assertThat(wire.send(first).answer().status()).isEqualTo(200);
            wire.send("GET /app/a HTTP/1.1\r\nHost: loc");
            assertThat(wire.isClosedByPeer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "PRI * HT", "GET /app/a HTTP/1.1\r\nHost: loc"})
    void closesAConnectionWhoseFirstHeadersDoNotEnd(String beginning) throws Exception {
        try (var wire = site.dial()) {
            assertThat(wire.send(beginning).isClosedByPeer()).isTrue();
        }
    }

    @Test
    void closesAConnectionWhoseFirstHeadersDripForEver() throws Exception {
        try (var wire = site.dial()) {
            wire.send("GET /app/a HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            var dripping =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (drips(wire)) {
                                            pause(100);
                                        }
                                    });
            assertThat(wire.isClosedByPeer()).isTrue();
            assertThat(dripping.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    private static boolean drips(Wire wire) {
        try {
            wire.send("x");
            return true;
        } catch (UncheckedIOException closed) {
            return false;
        }
    }

    @Test
    void keepsAConnectionThatSpeaks() throws Exception {
        try (var wire = site.dial()) {
            for (int i = 0; i < 5; i++) {
                wire.send("GET /app/a HTTP/1.1\r\nHost: localhost\r\n" + BEARER + "\r\n\r\n");
                assertThat(wire.answer().status()).isEqualTo(200);
                pause(500);
            }
        }
    }

    @Test
    void keepsAnHttp2ConnectionThatSpeaks() throws Exception {
        try (var http2 = new Http2Client()) {
            for (int i = 0; i < 5; i++) {
                assertThat(http2.get(site.uri("/app/a")).status()).isEqualTo(200);
                pause(500);
            }
        }
    }

    @Test
    void closesAConnectionWhoseBodyForADoorDoesNotEnd() throws Exception {
        try (var wire = site.dial()) {
            wire.send("POST /door HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(wire.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void tellsACallerWhoseBodyDoesNotArriveInTime() throws Exception {
        try (var wire = site.dial()) {
            wire.send(
                    "POST /app/a HTTP/1.1\r\nHost: localhost\r\n"
                            + BEARER
                            + "\r\nContent-Length: 10\r\n\r\nabc");
            var answer = wire.answer();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).contains("request_timeout");
        }
    }

    @Test
    void anExchangeThatWaitsForItsUpstreamDoesNotRest() throws Exception {
        site.upstream.answers(
                (head, wire) -> {
                    pause(2_000);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                    return true;
                });
        assertThat(site.raw("GET /app/a HTTP/1.1", BEARER).status()).isEqualTo(200);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void turnsAwayWhatTheDeskHasNoPlaceFor() throws Exception {
        var hold = new CountDownLatch(1);
        site.entered =
                () -> {
                    try {
                        hold.await();
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                };
        var waiting = new ArrayList<Wire>();
        for (int i = 0; i < Site.PLACES; i++) {
            waiting.add(
                    site.dial()
                            .send(
                                    "GET /app/a HTTP/1.1\r\nHost: localhost\r\n"
                                            + BEARER
                                            + "\r\n\r\n"));
        }
        site.validationBegan.acquire(Site.PLACES);
        var answer = site.raw("GET /app/a HTTP/1.1", BEARER);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("overloaded");
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(site.audited(1).getFirst().code()).isEqualTo("overloaded");

        hold.countDown();
        for (Wire wire : waiting) {
            assertThat(wire.answer().status()).isEqualTo(200);
            wire.close();
        }
    }

    @Test
    void lettingARunningExchangeFinishItStops() throws Exception {
        var hold = new CountDownLatch(1);
        site.upstream.answers(
                (head, wire) -> {
                    site.upstream.notes.add("asked");
                    try {
                        hold.await();
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone");
                    return true;
                });
        try (var wire = site.dial()) {
            wire.send("GET /app/a HTTP/1.1\r\nHost: localhost\r\n" + BEARER + "\r\n\r\n");
            assertThat(site.upstream.note()).isEqualTo("asked");
            var stopping = Thread.ofVirtual().start(() -> site.stop(Duration.ofSeconds(10)));
            boolean refused = false;
            for (int i = 0; i < 100 && !refused; i++) {
                refused = isRefused();
                pause(20);
            }
            assertThat(refused).isTrue();
            hold.countDown();

            assertThat(wire.answer().body()).isEqualTo("done");
            assertThat(stopping.join(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void stopsInTimeAlthoughAnExchangeDoesNotEnd() throws Exception {
        site.upstream.answers(
                (head, wire) -> {
                    site.upstream.notes.add("asked");
                    wire.isClosedByPeer();
                    return false;
                });
        try (var wire = site.dial()) {
            wire.send("GET /app/a HTTP/1.1\r\nHost: localhost\r\n" + BEARER + "\r\n\r\n");
            assertThat(site.upstream.note()).isEqualTo("asked");
            site.stop(Duration.ofMillis(300));

            assertThat(wire.isClosedByPeer()).isTrue();
        }
    }

    private boolean isRefused() {
        try {
            site.dial().close();
            return false;
        } catch (UncheckedIOException refused) {
            return true;
        }
    }
}
