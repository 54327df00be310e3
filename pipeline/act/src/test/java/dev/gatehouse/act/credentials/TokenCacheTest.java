package dev.gatehouse.act.credentials;

import static dev.gatehouse.act.credentials.Callers.ADAS_TOKEN;
import static dev.gatehouse.act.credentials.Callers.ARM;
import static dev.gatehouse.act.credentials.Callers.CONTOSO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.act.credentials.OnBehalfOf.Exchange;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.ShortLivedState.Space;
import dev.gatehouse.kernel.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
    private static final ClaimsChallenge NEWER =
            new ClaimsChallenge("{\"access_token\":{\"nbf\":{\"value\":\"1\"}}}");
    private static final Scope GRAPH = new Scope("https://graph/.default");
    private static final Patience IMPATIENT = new Patience(2, Duration.ZERO);

    private final MovableClock clock = new MovableClock();
    private final FakeEntra entra = new FakeEntra(clock);
    private final MemoryState state = new MemoryState(clock);
    private final FakeSealing sealing = new FakeSealing();
    private final UserTokens tokens = replica(Patience.USUAL);

    private UserTokens replica(Patience patience) {
        return new UserTokens(entra, new KeptTokens(state, sealing, clock), state, patience);
    }

    private Exchange get(UserTokens from) {
        return from.get(ADAS_TOKEN, CONTOSO, ARM, Optional.empty());
    }

    private static AccessToken issued(Exchange exchange) {
        return ((Exchange.Issued) exchange).token();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void exchangesOnceForAThousandConcurrentCallers()
            throws InterruptedException, ExecutionException {
        var everybodyIsHere = new CountDownLatch(1000);
        var issue = entra.answer;
        entra.answer =
                () -> {
                    awaitQuietly(everybodyIsHere);
                    return issue.get();
                };
        var answers = new ArrayList<Future<Exchange>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                answers.add(
                        threads.submit(
                                () -> {
                                    everybodyIsHere.countDown();
                                    return get(tokens);
                                }));
            }
        }

        assertThat(entra.exchanges).hasValue(1);
        for (Future<Exchange> answer : answers) {
            assertThat(issued(answer.get()).value()).isEqualTo("user-token-1");
        }
    }

    @Test
    void keepsATokenUntilTwoMinutesBeforeItsEnd() {
        get(tokens);
        clock.advance(Duration.ofMinutes(58).minusNanos(1_000_000));
        get(tokens);
        assertThat(entra.exchanges).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        get(tokens);
        assertThat(entra.exchanges).hasValue(2);
    }

    @Test
    void keepsEachAssertionTenantScopeAndClaimsApart() {
        var other = new TenantId(UUID.fromString("f0000000-0000-4000-8000-000000000002"));
        get(tokens);
        tokens.get(new Assertion("another"), CONTOSO, ARM, Optional.empty());
        tokens.get(ADAS_TOKEN, other, ARM, Optional.empty());
        tokens.get(ADAS_TOKEN, CONTOSO, GRAPH, Optional.empty());
        assertThat(entra.exchanges).hasValue(4);

        tokens.get(ADAS_TOKEN, CONTOSO, ARM, Optional.of(NEWER));
        assertThat(entra.exchanges).hasValue(5);
    }

    @Test
    void dropsOnlyTheTokenThatAChallengeConcerns() {
        get(tokens);
        tokens.get(ADAS_TOKEN, CONTOSO, GRAPH, Optional.empty());
        tokens.get(ADAS_TOKEN, CONTOSO, ARM, Optional.of(NEWER));

        tokens.get(ADAS_TOKEN, CONTOSO, GRAPH, Optional.empty());
        assertThat(entra.exchanges).hasValue(3);
        get(tokens);
        assertThat(entra.exchanges).hasValue(4);
    }

    @Test
    void neverKeepsARefusal() {
        entra.refuse(GrantRefusal.Kind.CONSENT_REQUIRED, 65001);

        get(tokens);
        get(tokens);

        assertThat(entra.exchanges).hasValue(2);
    }

    @Test
    void sharesTokensWithOtherReplicas() {
        get(tokens);

        assertThat(issued(get(replica(IMPATIENT)))).isEqualTo(issued(get(tokens)));
        assertThat(entra.exchanges).hasValue(1);
    }

    @Test
    void storesNothingThatCanBeRead() {
        get(tokens);

        assertThat(state.dump()).doesNotContain("user-token").doesNotContain("secret");
    }

    @Test
    void waitsForTheReplicaThatIsExchanging() throws InterruptedException, ExecutionException {
        var go = new CountDownLatch(1);
        var issue = entra.answer;
        entra.answer =
                () -> {
                    awaitQuietly(go);
                    return issue.get();
                };
        UserTokens other = replica(new Patience(10_000, Duration.ofMillis(1)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = List.of(threads.submit(() -> get(tokens)), threads.submit(() -> get(other)));
            state.awaitRefusedLease();
            go.countDown();
            assertThat(issued(both.get(0).get())).isEqualTo(issued(both.get(1).get()));
        }

        assertThat(entra.exchanges).hasValue(1);
    }

    @Test
    void exchangesItselfWhenTheOtherReplicaTakesTooLong() {
        UserTokens impatient =
                new UserTokens(
                        entra,
                        new KeptTokens(state, sealing, clock),
                        new NoLeases(state),
                        IMPATIENT);

        assertThat(issued(get(impatient)).value()).isEqualTo("user-token-1");
    }

    @Test
    void forgetsEveryTokenOfAnAssertionHereAndInTheSharedState() {
        get(tokens);
        tokens.get(ADAS_TOKEN, CONTOSO, GRAPH, Optional.empty());
        tokens.get(new Assertion("another"), CONTOSO, ARM, Optional.empty());
        tokens.forget(ADAS_TOKEN);

        get(tokens);
        assertThat(entra.exchanges).hasValue(4);
        tokens.get(ADAS_TOKEN, CONTOSO, GRAPH, Optional.empty());
        assertThat(entra.exchanges).hasValue(5);
        tokens.get(new Assertion("another"), CONTOSO, ARM, Optional.empty());
        assertThat(entra.exchanges).hasValue(5);
        get(replica(IMPATIENT));
        assertThat(entra.exchanges).hasValue(5);
    }

    @Test
    void doesNotKeepWhatAnExchangeBringsAfterItsAssertionWasForgotten() {
        var issue = entra.answer;
        entra.answer =
                () -> {
                    tokens.forget(ADAS_TOKEN);
                    return issue.get();
                };
        get(tokens);
        entra.answer = issue;

        get(tokens);
        assertThat(entra.exchanges).hasValue(2);
    }

    @Test
    void followsAForgottenAssertionOnOtherReplicasWithinFiveMinutes() {
        UserTokens other = replica(IMPATIENT);
        get(other);
        tokens.forget(ADAS_TOKEN);
        clock.advance(KeptTokens.MEMORY);

        get(other);
        assertThat(entra.exchanges).hasValue(2);
    }

    @Test
    void startsAnewWhenTheKeyThatSealedTheSharedEntriesIsGone() {
        get(tokens);
        var afterKeyLoss =
                new UserTokens(
                        entra, new KeptTokens(state, new FakeSealing(), clock), state, IMPATIENT);

        assertThat(issued(get(afterKeyLoss)).value()).isEqualTo("user-token-2");
        get(afterKeyLoss);
        assertThat(entra.exchanges).hasValue(2);
    }

    @Test
    void doesNotKeepATokenThatEndsTooSoon() {
        var brief = new FakeEntra(clock, Credentials.MARGIN);
        var kept = new UserTokens(brief, new KeptTokens(state, sealing, clock), state, IMPATIENT);

        assertThat(issued(get(kept)).value()).isEqualTo("user-token-1");
        assertThat(issued(get(kept)).value()).isEqualTo("user-token-2");
        assertThat(state.count(Space.DOWNSTREAM_TOKEN)).isEqualTo(1); // the data key alone
    }
}
