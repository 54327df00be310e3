package dev.gatehouse.operate.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {
    private static final Principal ADA = person(1);
    private static final Principal VIC = person(2);

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger looks = new AtomicInteger();
    private final KeptAnswers<String, String> answers =
            new KeptAnswers<>(Duration.ofSeconds(10), clock);

    private static Principal person(int number) {
        return new Principal(
                new TenantId(UUID.fromString("c0000000-0000-4000-8000-000000000001")),
                new ObjectId(new UUID(0xa000000000004000L, 0x8000000000000000L + number)),
                Principal.Kind.USER,
                new ClientId("60000000-0000-4000-8000-000000000001"),
                "name",
                "name@contoso.com",
                Set.of(),
                Set.of(),
                Groups.NONE,
                false);
    }

    private static Granted as(DownstreamIdentity identity, String token) {
        return new Granted(
                Optional.of(new AccessToken(token, Instant.MAX)), identity, "because of " + token);
    }

    private Asked<String> ask(Principal who, Granted granted, String question, boolean fresh) {
        return answers.get(
                who,
                granted,
                question,
                fresh,
                () -> {
                    looks.incrementAndGet();
                    return new Asked.Answered<>(
                            "for " + granted.token().orElseThrow().value(), granted.used(), "");
                });
    }

    private Asked<String> ask(Principal who, Granted granted) {
        return ask(who, granted, "q", false);
    }

    @Test
    void onePersonsAnswerServesAllTheirTokensAndNobodyElse() {
        Granted first = as(DownstreamIdentity.USER, "a1");

        assertThat(ask(ADA, first)).isEqualTo(ask(ADA, first));
        assertThat(ask(ADA, as(DownstreamIdentity.USER, "a2")))
                .isEqualTo(
                        new Asked.Answered<>("for a1", DownstreamIdentity.USER, "because of a2"));
        ask(VIC, as(DownstreamIdentity.USER, "v"));
        ask(ADA, as(DownstreamIdentity.PLATFORM, "p"));
        assertThat(looks).hasValue(3);
    }

    @Test
    void thePlatformsAnswerServesEverybodyOfTheTenant() {
        ask(ADA, as(DownstreamIdentity.PLATFORM, "p"));
        ask(VIC, as(DownstreamIdentity.PLATFORM, "p"));

        assertThat(looks).hasValue(1);
    }

    @Test
    void looksAgainWhenTheAnswerIsOldOrAFreshOneIsWanted() {
        Granted granted = as(DownstreamIdentity.USER, "a");
        ask(ADA, granted);
        ask(ADA, granted, "q", true);
        ask(ADA, granted, "other", false);
        clock.advance(Duration.ofSeconds(10));
        ask(ADA, granted);

        assertThat(looks).hasValue(4);
    }

    @Test
    void oneLookServesAllTokensOfAPersonThatAskAtOnce()
            throws ExecutionException, InterruptedException {
        var everybody = new CountDownLatch(20);
        List<Future<Asked<String>>> got = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                Granted granted = as(DownstreamIdentity.USER, "a" + i);
                got.add(
                        threads.submit(
                                () -> {
                                    everybody.countDown();
                                    return answers.get(
                                            ADA,
                                            granted,
                                            "q",
                                            false,
                                            () -> {
                                                await(everybody);
                                                looks.incrementAndGet();
                                                return new Asked.Answered<>(
                                                        "same", DownstreamIdentity.USER, "");
                                            });
                                }));
            }
        }

        for (var each : got) {
            assertThat(each.get()).isInstanceOf(Asked.Answered.class);
        }
        assertThat(looks).hasValue(1);
    }

    @Test
    void aFailureThatIsNotKeptBelongsToTheTokenThatMetIt()
            throws ExecutionException, InterruptedException {
        var begun = new CountDownLatch(1);
        var mayFail = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var weak =
                    threads.submit(
                            () ->
                                    answers.get(
                                            ADA,
                                            as(DownstreamIdentity.USER, "weak"),
                                            "q",
                                            false,
                                            () -> {
                                                begun.countDown();
                                                await(mayFail);
                                                return new Asked.Failed<>(
                                                        new ArmFault(401, "", "", Optional.empty()),
                                                        DownstreamIdentity.USER,
                                                        "");
                                            }));
            begun.await();
            var strong = threads.submit(() -> ask(ADA, as(DownstreamIdentity.USER, "strong")));
            mayFail.countDown();

            assertThat(weak.get()).isInstanceOf(Asked.Failed.class);
            assertThat(strong.get()).isInstanceOf(Asked.Answered.class);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
