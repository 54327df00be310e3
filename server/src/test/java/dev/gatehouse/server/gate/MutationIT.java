package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.audit.AuditEvent.Phase;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changes something is written down before and after. */
final class MutationIT {
    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    private HttpRequest.Builder post(String target) {
        return site.authorized(target).POST(BodyPublishers.ofString("body"));
    }

    @Test
    void isWrittenDownBeforeTheUpstreamSeesIt() throws Exception {
        site.upstream.answers(
                (head, wire) -> {
                    site.upstream.notes.add("open intents " + site.audit.unfinished().size());
                    wire.withBody(head, false);
                    wire.send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
                    return true;
                });
        assertThat(site.send(post("/app/a")).statusCode()).isEqualTo(201);

        assertThat(site.upstream.note()).isEqualTo("open intents 1");
        assertPaired(201, "");
    }

    @Test
    void isNotCarriedOutIfItCannotBeWrittenDown() throws Exception {
        site.store.refuses = true;
        var answer = site.send(post("/app/a"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("audit_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(site.upstream.seen).isEmpty();
    }

    @Test
    void readsAreRefusedWhileNothingCanBeWrittenDown() throws Exception {
        assertThat(site.send(site.authorized("/app/a")).statusCode()).isEqualTo(200);
        site.store.refuses = true;
        site.send(post("/app/a"));

        assertThat(site.send(site.authorized("/app/a")).statusCode()).isEqualTo(503);
        assertThat(site.upstream.seen).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"/dead/a,502,upstream_unavailable", "/quick/a,504,upstream_timeout"})
    void isCompletedWhenTheUpstreamFails(String target, int status, String code) throws Exception {
        site.upstream.answers(
                (head, wire) -> {
                    wire.withBody(head, false);
                    return !wire.isClosedByPeer();
                });

        assertThat(site.send(post(target)).statusCode()).isEqualTo(status);
        assertPaired(status, code);
    }

    @Test
    void isCompletedWhenTheCallerLeaves() throws Exception {
        site.upstream.answers(
                (head, wire) -> {
                    site.upstream.notes.add("asked");
                    wire.isClosedByPeer();
                    return false;
                });
        try (var wire = site.dial()) {
            wire.send(
                    "POST /app/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
                            + Site.bearer()
                            + "\r\n\r\n");
            assertThat(site.upstream.note()).isEqualTo("asked");
        }
        assertPaired(499, "client_closed");
    }

    @Test
    void isCompletedWhenTheCallerLeavesBeforeItIsDecided() throws Exception {
        var hold = new java.util.concurrent.CountDownLatch(1);
        site.entered = () -> await(hold);
        try (var wire = site.dial()) {
            wire.send(
                    "POST /app/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
                            + Site.bearer()
                            + "\r\n\r\n");
            site.validationBegan.acquire();
        }
        Thread.sleep(200);
        hold.countDown();

        assertPaired(499, "client_closed");
        assertThat(site.upstream.seen).isEmpty();
    }

    private static void await(java.util.concurrent.CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void isCompletedWhenADoorDoesIt() throws Exception {
        assertThat(site.send(post("/door")).statusCode()).isEqualTo(200);
        assertPaired(200, "");
    }

    @Test
    void isCompletedWhenADoorBreaks() throws Exception {
        site.door =
                _ -> {
                    throw new IllegalStateException("broken");
                };
        assertThat(site.send(post("/door")).statusCode()).isEqualTo(500);
        assertPaired(500, "internal_error");
    }

    @Test
    void anUpgradeOfAnotherMethodThanGetIsAPlainMutation() throws Exception {
        var answer =
                site.raw(
                        "POST /app/a HTTP/1.1",
                        Site.bearer(),
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Content-Length: 0");
        assertThat(answer.status()).isEqualTo(200);
        assertPaired(200, "");
    }

    @Test
    void twoMutationsUnderOneIdAreTwo() throws Exception {
        site.send(post("/app/a").header("X-Request-ID", "same-for-both"));
        site.send(post("/app/a").header("X-Request-ID", "same-for-both"));

        var ids = site.audited(4).stream().map(event -> event.requestId()).distinct();
        assertThat(ids).hasSize(2);
    }

    private void assertPaired(int status, String code) throws Exception {
        var events = site.audited(2);
        assertThat(events)
                .extracting(event -> event.phase())
                .containsExactly(Phase.INTENT, Phase.COMPLETION);
        assertThat(events.getLast().requestId()).isEqualTo(events.getFirst().requestId());
        assertThat(events.getLast().status()).isEqualTo(status);
        assertThat(events.getLast().code()).isEqualTo(code);
        assertThat(site.audit.unfinished()).isEmpty();
    }
}
