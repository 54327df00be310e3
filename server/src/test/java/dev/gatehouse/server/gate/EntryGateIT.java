package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.server.desk.EntryGate;
import dev.gatehouse.testkit.TestTokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gate before the guarded routes, and that no admission leads around it. */
final class EntryGateIT {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final Site site = new Site();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        site.close();
    }

    private void open() {
        site.entryGate =
                caller -> {
                    asked.incrementAndGet();
                    assertThat(caller.principal().object()).isEqualTo(TestTokens.ADA);
                    return new EntryGate.Open(site.clock.instant().plus(MINUTE));
                };
    }

    private void close(RefusalCode code, Duration wait) {
        Refusal why = Refusal.of(code, "why").with("resource_group", "rg-shop");
        site.entryGate =
                _ -> {
                    asked.incrementAndGet();
                    return new EntryGate.Closed(why, wait);
                };
    }

    @Test
    void closedToOneCallerMeansNoGuardedRouteAtAll() throws Exception {
        close(RefusalCode.DASHBOARD_ACCESS_DENIED, Duration.ofSeconds(5));

        for (String target : new String[] {"/inner", "/guarded/subscriptions"}) {
            var answer = site.send(site.authorized(target));
            assertThat(answer.statusCode()).as(target).isEqualTo(403);
            assertThat(answer.body())
                    .contains("\"error\":\"dashboard_access_denied\"")
                    .contains("\"resource_group\":\"rg-shop\"");
        }

        assertThat(site.upstream.seen).isEmpty();
        assertThat(site.audited())
                .extracting(event -> event.code())
                .containsExactly("dashboard_access_denied", "dashboard_access_denied");
    }

    @Test
    void closedToAWriteBeforeItIsRecordedAsIntended() throws Exception {
        close(RefusalCode.DASHBOARD_ACCESS_DENIED, Duration.ofSeconds(5));
        var answer = site.send(site.authorized("/inner").POST(BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(site.audited()).hasSize(1);
    }

    @Test
    void otherRoutesDoNotAskIt() throws Exception {
        close(RefusalCode.DASHBOARD_ACCESS_DENIED, Duration.ofSeconds(5));
        assertThat(site.send(site.authorized("/app/a")).statusCode()).isEqualTo(200);
        assertThat(site.send(site.authorized("/door")).statusCode()).isEqualTo(200);
        assertThat(asked).hasValue(0);
    }

    @Test
    void nobodyIsAskedAboutWhomTheRuleDoesNotAdmit() throws Exception {
        open();
        assertThat(site.raw("GET /inner HTTP/1.1").status()).isEqualTo(401);
        assertThat(asked).hasValue(0);
    }

    @Test
    void whatCannotBeFoundOutNamesTheWait() throws Exception {
        close(RefusalCode.DASHBOARD_ACCESS_INDETERMINATE, Duration.ofSeconds(77));
        var answer = site.send(site.authorized("/inner"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("77");
    }

    @Test
    void anAdmissionLastsNoLongerThanTheGateSaid() throws Exception {
        open();
        assertThat(site.send(site.authorized("/guarded/a")).statusCode()).isEqualTo(200);
        assertThat(site.send(site.authorized("/guarded/a")).statusCode()).isEqualTo(200);
        assertThat(asked).hasValue(1);

        close(RefusalCode.DASHBOARD_ACCESS_DENIED, Duration.ofSeconds(5));
        site.clock.advance(MINUTE.minusMillis(1));
        assertThat(site.send(site.authorized("/guarded/a")).statusCode()).isEqualTo(200);
        site.clock.advance(Duration.ofMillis(1));
        assertThat(site.send(site.authorized("/guarded/a")).statusCode()).isEqualTo(403);
    }

    @Test
    void aRefusalIsNotKept() throws Exception {
        close(RefusalCode.DASHBOARD_ACCESS_DENIED, Duration.ofSeconds(5));
        assertThat(site.send(site.authorized("/guarded/a")).statusCode()).isEqualTo(403);
        open();
        assertThat(site.send(site.authorized("/guarded/a")).statusCode()).isEqualTo(200);
    }

    @Test
    void openForThisOneExchangeIsAskedAgainAtTheNext() throws Exception {
        site.entryGate =
                _ -> {
                    asked.incrementAndGet();
                    return new EntryGate.Open(site.clock.instant());
                };
        assertThat(site.send(site.authorized("/guarded/a")).statusCode()).isEqualTo(200);
        assertThat(site.send(site.authorized("/guarded/a")).statusCode()).isEqualTo(200);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aSessionIsAskedAboutLikeABearer() throws Exception {
        close(RefusalCode.DASHBOARD_ACCESS_DENIED, Duration.ofSeconds(5));
        String cookie = "Cookie: gatehouse=" + site.signedIn();
        assertThat(site.raw("GET /guarded/a HTTP/1.1", cookie).status()).isEqualTo(403);
    }
}
