package dev.gatehouse.operate.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.act.credentials.LongGrant;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.operate.arm.NoSealing;
import dev.gatehouse.operate.resources.ScriptedArm.Said;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An administrator ends all of one person's sessions: their operations end, and nobody else's. */
final class RevocationIT {
    private static final String POLL = "/subscriptions/1/providers/p/operations/";
    private static final Principal PIA = Azure.person("a0000000-0000-4000-8000-000000000003");
    private static final Scope SCOPE = new Scope("https://management.azure.com/.default");
    private final Azure azure = new Azure();

    RevocationIT() throws IOException {}

    @AfterEach
    void stop() {
        azure.close();
    }

    private Order order(Principal who, String cluster) {
        Templated made =
                azure.templates.act(Kind.AKS, Action.STOP, Azure.SUBSCRIPTION, "rg-shop", cluster);
        return new Order(
                ((Templated.Valid) made).task(),
                who,
                Optional.of(new Assertion(cluster)),
                Optional.empty(),
                "digest",
                azure.clock.instant());
    }

    private static Operation accepted(Operations operations, Order order)
            throws InterruptedException {
        return ((Submission.Accepted) operations.submit(order)).operation();
    }

    /** Azure takes every change, and is at it for ever. */
    private void azureIsAtItForEver() {
        azure.arm.script =
                asked -> {
                    if (asked.method().equals("GET")) {
                        return Said.of(200, "{\"status\":\"InProgress\"}");
                    }
                    String cluster = asked.path().contains("aks-pia") ? "pia" : "ada";
                    return Said.of(202)
                            .with("Azure-AsyncOperation", azure.arm.link(POLL + cluster));
                };
    }

    private static int revoke(Operations operations, Principal who) {
        return operations.revoke(who.tenant(), who.object());
    }

    private long asked(String path) {
        return azure.arm.asked.stream().filter(one -> one.path().endsWith(path)).count();
    }

    private void untilAsked(String path, long times) throws InterruptedException {
        for (int looks = 0; looks < 10_000 && asked(path) < times; looks++) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
        assertThat(asked(path)).isGreaterThanOrEqualTo(times);
    }

    private void untilAskedAgain(String path) throws InterruptedException {
        untilAsked(path, asked(path) + 2);
    }

    @Test
    void endsThatPersonsOperationsAndNobodyElses() throws Exception {
        azureIsAtItForEver();
        Operations operations = azure.start();
        Operation adas = accepted(operations, order(Azure.ADA, "aks-ada"));
        Operation pias = accepted(operations, order(PIA, "aks-pia"));

        assertThat(revoke(operations, Azure.ADA)).isEqualTo(1);

        Operation over = operations.find(adas.id()).orElseThrow();
        Refusal why = over.progress().error().orElseThrow();
        assertThat(over.status()).isEqualTo(Status.FAILED);
        assertThat(why.code()).isEqualTo(RefusalCode.ACCESS_REVOKED);
        assertThat(why.detail()).contains("may finish it by itself");
        assertThat(over.progress().notes().getFirst().command())
                .contains(
                        "az rest --method get --url '"
                                + over.task().resource()
                                + "?api-version=2026-04-01'");
        assertThat(azure.records.find(adas.id()).orElseThrow().credential()).isEmpty();
        assertThat(azure.ledger).endsWith("complete access_revoked");

        untilAskedAgain("pia");
        long asked = asked("ada");
        untilAskedAgain("pia");
        assertThat(asked("ada")).isEqualTo(asked);
        assertThat(operations.find(pias.id()).orElseThrow().status()).isEqualTo(Status.RUNNING);
        assertThat(azure.records.find(pias.id()).orElseThrow().credential()).isPresent();
        assertThat(azure.ledger.stream().filter("complete access_revoked"::equals)).hasSize(1);
    }

    @Test
    void theNextProcessTakesUpNothingOfThem() throws Exception {
        azureIsAtItForEver();
        Operations first = azure.start();
        Operation adas = accepted(first, order(Azure.ADA, "aks-ada"));
        Operation pias = accepted(first, order(PIA, "aks-pia"));
        revoke(first, Azure.ADA);
        first.close();
        azure.arm.asked.clear();

        Operations second = azure.start();

        untilAskedAgain("pia");
        assertThat(asked("ada")).isZero();
        assertThat(second.find(adas.id()).orElseThrow().progress().error().orElseThrow().code())
                .isEqualTo(RefusalCode.ACCESS_REVOKED);
        assertThat(second.find(pias.id()).orElseThrow().terminal()).isFalse();
    }

    @Test
    void reachesWhatTheNextProcessTookUp() throws Exception {
        azureIsAtItForEver();
        Operations first = azure.start();
        Operation adas = accepted(first, order(Azure.ADA, "aks-ada"));
        first.close();
        Operations second = azure.start();
        untilAskedAgain("ada");

        assertThat(revoke(second, Azure.ADA)).isEqualTo(1);

        assertThat(second.find(adas.id()).orElseThrow().progress().error().orElseThrow().code())
                .isEqualTo(RefusalCode.ACCESS_REVOKED);
        assertThat(azure.records.active()).isEmpty();
    }

    /** The client library tries throttled requests again by itself; that ends too. */
    @Test
    void stopsARequestThatWaitsToBeTriedAgain() throws Exception {
        azure.arm.script = _ -> Said.error(429, "TooManyRequests").with("Retry-After", "1");
        impatient();
        Operations operations = azure.start();
        Operation adas = accepted(operations, order(Azure.ADA, "aks-ada"));
        untilAsked("aks-ada/stop", 1);

        revoke(operations, Azure.ADA);

        long asked = asked("aks-ada/stop");
        accepted(operations, order(PIA, "aks-pia"));
        untilAsked("aks-pia/stop", 3);
        assertThat(asked("aks-ada/stop")).isEqualTo(asked);
        assertThat(operations.find(adas.id()).orElseThrow().progress().error().orElseThrow().code())
                .isEqualTo(RefusalCode.ACCESS_REVOKED);
    }

    /** Whoever asks for an operation is answered at once. */
    private void impatient() {
        azure.pace =
                new Pace(
                        Duration.ofMillis(2),
                        Duration.ofMillis(1),
                        Duration.ofMillis(1),
                        Duration.ofMinutes(60));
    }

    @Test
    void saysSoWhereNothingWasSent() throws Exception {
        var looked = new CountDownLatch(1);
        azure.arm.script =
                asked -> {
                    looked.countDown();
                    return Said.error(503, "ServiceUnavailable").with("Retry-After", "60");
                };
        impatient();
        Operations operations = azure.start();
        Templated made =
                azure.templates.act(
                        Kind.ACR, Action.DELETE, Azure.SUBSCRIPTION, "rg-shop", "acrshop");
        Operation adas = accepted(operations, azure.order(((Templated.Valid) made).task()));
        assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();

        revoke(operations, Azure.ADA);

        Operation over = operations.find(adas.id()).orElseThrow();
        assertThat(over.progress().error().orElseThrow().detail())
                .contains("Nothing was sent to Azure");
        assertThat(over.progress().notes()).isEmpty();
        assertThat(azure.arm.changes()).isEmpty();
        assertThat(azure.ledger).containsExactly("complete access_revoked");
    }

    @Test
    void endsWhatThePlatformDoesForThatPersonToo() throws Exception {
        azure.mode = DownstreamMode.MANAGED_IDENTITY;
        azureIsAtItForEver();
        Operations operations = azure.start();
        Operation adas = accepted(operations, order(Azure.ADA, "aks-ada"));

        assertThat(revoke(operations, Azure.ADA)).isEqualTo(1);

        assertThat(operations.find(adas.id()).orElseThrow().terminal()).isTrue();
        assertThat(azure.records.active()).isEmpty();
    }

    /** The exchange for it was under way when the administrator ended everything. */
    @Test
    void endsWhatIsJustBeingAskedFor() throws Exception {
        azureIsAtItForEver();
        Operations operations = azure.start();
        azure.exchanging = () -> revoke(operations, Azure.ADA);

        Submission made = operations.submit(order(Azure.ADA, "aks-ada"));

        assertThat(((Submission.Refused) made).why().code()).isEqualTo(RefusalCode.ACCESS_REVOKED);
        assertThat(azure.arm.asked).isEmpty();
        azure.exchanging = () -> {};
        azure.clock.advance(Duration.ofMillis(1));
        assertThat(operations.submit(order(Azure.ADA, "aks-ada")))
                .isInstanceOf(Submission.Accepted.class);
    }

    /** Whoever was authenticated before waits long, for the entry gate or the audit. */
    @Test
    void endsWhatWasAskedForBeforeAndArrivesAfterwards() throws Exception {
        azureIsAtItForEver();
        Operations operations = azure.start();
        Order asked = order(Azure.ADA, "aks-ada");
        azure.clock.advance(Duration.ofSeconds(4));
        revoke(operations, Azure.ADA);
        azure.clock.advance(Duration.ofSeconds(1));

        Submission made = operations.submit(asked);

        assertThat(((Submission.Refused) made).why().code()).isEqualTo(RefusalCode.ACCESS_REVOKED);
        assertThat(azure.arm.asked).isEmpty();
        assertThat(operations.submit(order(PIA, "aks-pia")))
                .isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void aGrantIsOfNoUseOnceItsOperationIsOver() throws Exception {
        azureIsAtItForEver();
        Operations operations = azure.start();
        Operation adas = accepted(operations, order(Azure.ADA, "aks-ada"));
        var book = new Book(azure.records, new NoSealing(), azure.clock);
        LongGrant grant = azure.grant();
        book.reopen(azure.records.find(adas.id()).orElseThrow(), adas, Optional.of(grant));
        var actor = new Granted(book, adas.id(), grant);
        assertThat(actor.authorize(SCOPE, Optional.empty()))
                .isInstanceOf(Authorization.Granted.class);

        book.change(adas.id(), (one, now) -> one.progress().cancelled(now));

        assertThat(actor.authorize(SCOPE, Optional.empty()))
                .isInstanceOf(Authorization.Refused.class);
    }
}
