package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.server.desk.EntryGate;
import dev.gatehouse.server.http.Events;
import dev.gatehouse.server.http.StreamDoor;
import dev.gatehouse.testkit.TestTokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Server-sent events of Gatehouse's own doors. */
final class EventsIT {
    private final Site site = new Site();
    private final Told told = new Told();
    private final List<InputStream> bodies = new ArrayList<>();

    @BeforeEach
    void listen() {
        site.stream = _ -> new StreamDoor.Flowing(told);
    }

    @AfterEach
    void close() throws IOException {
        told.close();
        for (InputStream body : bodies) {
            body.close();
        }
        site.close();
    }

    /** Says what a test puts in; quiet at once where the test says so. */
    private static final class Told implements Events {
        final LinkedBlockingQueue<Next> queue = new LinkedBlockingQueue<>();
        final CountDownLatch closed = new CountDownLatch(1);
        final AtomicLong drawn = new AtomicLong();

        void say(String data) {
            queue.add(new Next.Event("operation", data));
        }

        @Override
        public Next next(Duration patience) throws InterruptedException {
            drawn.incrementAndGet();
            if (closed.getCount() == 0) {
                return new Next.End();
            }
            Next next = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return next == null ? new Next.Quiet() : next;
        }

        @Override
        public void close() {
            closed.countDown();
            queue.add(new Next.End());
        }
    }

    private HttpResponse<InputStream> opened(String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(site.uri("/stream"));
        if (headers.length == 0) {
            request.header("Authorization", "Bearer " + Site.token());
        } else {
            request.headers(headers);
        }
        var answer = site.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        bodies.add(answer.body());
        return answer;
    }

    private static BufferedReader lines(HttpResponse<InputStream> answer) {
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private AuditEvent only() throws InterruptedException {
        return site.audited(1).getFirst();
    }

    @Test
    void eventsComeAsTheyAreSaidAndTheStreamIsOneExchange() throws Exception {
        var answer = opened();
        var lines = lines(answer);
        told.say("{\"percent\":10}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("text/event-stream; charset=utf-8");
        assertThat(lines.readLine()).isEqualTo("event: operation");
        assertThat(lines.readLine()).isEqualTo("data: {\"percent\":10}");
        assertThat(lines.readLine()).isEmpty();
        assertThat(site.audited()).isEmpty();

        told.queue.add(new Events.Next.End());
        assertThat(lines.readLine()).isNull();
        assertThat(only().status()).isEqualTo(200);
        assertThat(only().rule()).isEqualTo("stream");
    }

    @Test
    void aQuietStreamIsKeptAlive() throws Exception {
        told.queue.add(new Events.Next.Quiet());

        assertThat(lines(opened()).readLine()).isEqualTo(": keep-alive");
    }

    @Test
    void endsWhenTheListenerLeaves() throws Exception {
        told.say("1");
        try (var wire = site.dial()) {
            wire.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n" + Site.bearer() + "\r\n\r\n");
            for (int i = 0; i < 200 && told.drawn.get() < 2; i++) {
                Thread.sleep(25);
            }
        }

        assertThat(told.closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(only().code()).isEqualTo("client_closed");
    }

    @Test
    void endsWithTheSession() throws Exception {
        String ticket = site.signedIn();
        var lines = lines(opened("Cookie", "gatehouse=" + ticket));
        told.say("1");
        assertThat(lines.readLine()).isEqualTo("event: operation");

        site.sessions.end(ticket).ifPresent(gone -> site.admissions.endSession(gone.id()));

        assertThat(told.closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(only().code()).isEqualTo("session_expired");
    }

    @Test
    void endsWhenAllOfACallerIsRevokedAndOnlyThen() throws Exception {
        var lines = lines(opened());
        site.admissions.endAll(TestTokens.CONTOSO, TestTokens.ANN);
        told.say("1");
        assertThat(lines.readLine()).isEqualTo("event: operation");

        site.admissions.endAll(TestTokens.CONTOSO, TestTokens.ADA);

        assertThat(told.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endsWithTheToken() throws Exception {
        var lines = lines(opened());
        told.say("1");
        assertThat(lines.readLine()).isEqualTo("event: operation");

        site.clock.advance(Duration.ofHours(2));
        told.say("2");

        assertThat(told.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aListenerWhoDoesNotReadIsNotOverrun() throws Exception {
        String large = "x".repeat(64 * 1024);
        for (int i = 0; i < 2_000; i++) {
            told.say(large);
        }
        try (var wire = site.dial()) {
            wire.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n" + Site.bearer() + "\r\n\r\n");
            long before = -1;
            while (before != told.drawn.get() || before <= 0) {
                before = told.drawn.get();
                Thread.sleep(400);
            }
            assertThat(told.drawn.get()).isLessThan(1_000);
        }
    }

    @Test
    void aStoppingGateEndsItsStreams() throws Exception {
        var lines = lines(opened());
        told.say("1");
        assertThat(lines.readLine()).isEqualTo("event: operation");

        site.stop(Duration.ofSeconds(20));

        assertThat(told.closed.getCount()).isZero();
        assertThat(only().status()).isEqualTo(200);
    }

    @Test
    void nobodyListensWithoutACredential() throws Exception {
        var answer = opened("X-Nothing", "1");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(told.drawn).hasValue(0);
    }

    @Test
    void aDoorMayHaveNothingToStream() throws Exception {
        site.stream =
                call -> new StreamDoor.Turned(dev.gatehouse.server.http.Answer.json(404, "{}"));

        assertThat(opened().statusCode()).isEqualTo(404);
        assertThat(only().status()).isEqualTo(404);
    }

    @Test
    void endsWhenTheEntryGateMustBeAskedAgain() throws Exception {
        site.entryGate = _ -> new EntryGate.Open(site.clock.instant());

        assertThat(lines(opened()).readLine()).isNull();
        assertThat(only().status()).isEqualTo(200);
    }

    @Test
    void oneCallerHasSoManyStreamsAndNoMore() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(opened().statusCode()).isEqualTo(200);
        }

        var more = opened();

        assertThat(more.statusCode()).isEqualTo(429);
        assertThat(more.headers().firstValue("retry-after")).isPresent();
        told.close();
        site.audited(21);
        assertThat(opened().statusCode()).isEqualTo(200);
    }
}
