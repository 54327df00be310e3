package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.authenticate.tokens.SigningKey;
import dev.gatehouse.authenticate.tokens.TokenVersion;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EntraSigningKeysTest {
    private static final TenantId CONTOSO = tenant(1);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TickingClock clock = new TickingClock();
    private final List<String> fetched = new ArrayList<>();
    private EntraHttp.Answer answer = ok(TestKeys.document("k1"));
    private boolean down;
    private final EntraSigningKeys keys = keys(Runnable::run);

    @Test
    void remembersATenantsKeys() {
        assertThat(find("k1")).isPresent();
        assertThat(find("k1")).isPresent();

        assertThat(fetched).hasSize(1);
    }

    @Test
    void keepsTenantsAndVersionsApart() {
        find("k1");
        keys.find(CONTOSO, TokenVersion.V1, "k1");
        keys.find(tenant(2), TokenVersion.V2, "k1");

        assertThat(fetched).containsExactly(CONTOSO + " V2", CONTOSO + " V1", tenant(2) + " V2");
    }

    @Test
    void asksForAFewNewTenantsAMinuteAndKeepsServingTheKnown() {
        find("k1");
        for (int i = 2; i <= EntraSigningKeys.NEW_TENANTS; i++) {
            keys.find(tenant(i), TokenVersion.V2, "k1");
        }
        TenantId oneTooMany = tenant(EntraSigningKeys.NEW_TENANTS + 1);

        assertThatThrownBy(() -> keys.find(oneTooMany, TokenVersion.V2, "k1"))
                .isInstanceOf(IdentityProviderUnavailable.class);
        assertThat(fetched).hasSize(EntraSigningKeys.NEW_TENANTS);
        assertThat(find("k1")).isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(keys.find(oneTooMany, TokenVersion.V2, "k1")).isPresent();
    }

    @Test
    void asksForAnUnknownKeyAtMostEveryFiveMinutes() {
        find("k1");
        answer = ok(TestKeys.document("k1", "k2"));

        assertThat(find("k2")).isEmpty();
        clock.advance(KeySet.BETWEEN_REFRESHES.minusSeconds(1));
        assertThat(find("k2")).isEmpty();
        assertThat(fetched).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(find("k2")).isPresent();
        assertThat(find("k3")).isEmpty();
        assertThat(fetched).hasSize(2);
    }

    @Test
    void refreshesAfterAnHourWithoutMakingTheCallerWait() {
        Deque<Runnable> queue = new ArrayDeque<>();
        EntraSigningKeys behind = keys(task -> startFirst(queue, task));
        behind.find(CONTOSO, TokenVersion.V2, "k1");
        answer = ok(TestKeys.document("k2"));
        clock.advance(KeySet.REFRESH_AFTER);

        assertThat(behind.find(CONTOSO, TokenVersion.V2, "k1")).isPresent();
        assertThat(fetched).hasSize(1);
        queue.remove().run();
        assertThat(behind.find(CONTOSO, TokenVersion.V2, "k1")).isEmpty();
        assertThat(behind.find(CONTOSO, TokenVersion.V2, "k2")).isPresent();
        assertThat(fetched).hasSize(2);
    }

    @Test
    void asksAgainBeforeItTrustsAKeyOfYesterday() {
        find("k1");
        answer = ok(TestKeys.document("k2"));
        clock.advance(KeySet.LIFETIME);

        assertThat(find("k1")).isEmpty();
    }

    @Test
    void keepsTheLastGoodKeysWhenEntraIsDown() {
        find("k1");
        down = true;
        clock.advance(KeySet.LIFETIME);

        assertThat(find("k1")).isPresent();
        assertThat(find("k1")).isPresent();
        assertThat(fetched).hasSize(2);
    }

    @Test
    void neverReplacesGoodKeysByAMalformedDocument() {
        find("k1");
        clock.advance(KeySet.LIFETIME);
        for (EntraHttp.Answer bad :
                List.of(
                        ok("{\"keys\":[]}"),
                        ok("<html>"),
                        new EntraHttp.Answer(302, Map.of(), TestKeys.document("k2")),
                        unknownTenant())) {
            answer = bad;
            clock.advance(KeySet.BETWEEN_REFRESHES);
            assertThat(find("k1")).isPresent();
        }
        assertThat(fetched).hasSize(5);
    }

    @Test
    void saysWhenToTryAgainIfThereWereNeverAnyKeys() {
        down = true;

        IdentityProviderUnavailable outage =
                catchThrowableOfType(IdentityProviderUnavailable.class, () -> find("k1"));

        assertThat(outage.retryAfter()).isEqualTo(KeySet.BETWEEN_FIRST_ATTEMPTS);
    }

    @Test
    void doesNotHammerAnEntraThatIsDown() {
        down = true;
        assertThatThrownBy(() -> find("k1")).isInstanceOf(IdentityProviderUnavailable.class);
        clock.advance(Duration.ofSeconds(10));

        IdentityProviderUnavailable outage =
                catchThrowableOfType(IdentityProviderUnavailable.class, () -> find("k1"));

        assertThat(outage.retryAfter()).isEqualTo(Duration.ofSeconds(20));
        assertThat(fetched).hasSize(1);
        down = false;
        clock.advance(Duration.ofSeconds(20));
        assertThat(find("k1")).isPresent();
    }

    @Test
    void findsNoKeysForATenantThatEntraDoesNotKnow() {
        answer = unknownTenant();

        assertThat(find("k1")).isEmpty();
        assertThat(find("k1")).isEmpty();
        assertThat(fetched).hasSize(1);
    }

    @Test
    void takesOtherErrorsForAnOutage() {
        answer = new EntraHttp.Answer(404, Map.of(), "");

        assertThatThrownBy(() -> find("k1")).isInstanceOf(IdentityProviderUnavailable.class);
    }

    @Test
    void fetchesOnceForAllWhoWait() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            EntraSigningKeys shared =
                    new EntraSigningKeys(
                            (tenant, version) -> {
                                fetched.add(tenant + " " + version);
                                asked.countDown();
                                awaitQuietly(go);
                                return answer;
                            },
                            threads,
                            clock,
                            PATIENCE);
            List<Future<Optional<SigningKey>>> waiting = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                waiting.add(threads.submit(() -> shared.find(CONTOSO, TokenVersion.V2, "k1")));
            }
            asked.await();
            go.countDown();
            for (Future<Optional<SigningKey>> one : waiting) {
                assertThat(one.get()).isPresent();
            }
            assertThat(fetched).hasSize(1);
        }
    }

    @Test
    void letsWaitersGiveUp() {
        EntraSigningKeys stuck =
                new EntraSigningKeys((_, _) -> answer, _ -> {}, clock, Duration.ofMillis(1));

        assertThatThrownBy(() -> stuck.find(CONTOSO, TokenVersion.V2, "k1"))
                .isInstanceOf(IdentityProviderUnavailable.class);
    }

    @Test
    void remembersAHundredTenantsAtMost() {
        for (int i = 0; i < 150; i++) {
            clock.advance(Duration.ofSeconds(2));
            keys.find(tenant(i), TokenVersion.V2, "k1");
        }

        assertThat(keys.remembered()).isEqualTo(EntraSigningKeys.MOST_TENANTS);
    }

    private EntraSigningKeys keys(Executor threads) {
        return new EntraSigningKeys(
                (tenant, version) -> {
                    fetched.add(tenant + " " + version);
                    if (down) {
                        throw new IOException("connection refused");
                    }
                    return answer;
                },
                threads,
                clock,
                PATIENCE);
    }

    private void startFirst(Deque<Runnable> queue, Runnable task) {
        if (fetched.isEmpty()) {
            task.run();
        } else {
            queue.add(task);
        }
    }

    private Optional<SigningKey> find(String keyId) {
        return keys.find(CONTOSO, TokenVersion.V2, keyId);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static EntraHttp.Answer ok(String body) {
        return new EntraHttp.Answer(200, Map.of(), body);
    }

    private static EntraHttp.Answer unknownTenant() {
        return new EntraHttp.Answer(
                400, Map.of(), "{\"error\":\"invalid_tenant\",\"error_codes\":[90002]}");
    }

    private static TenantId tenant(int number) {
        return new TenantId(new UUID(0xC000000000004000L, 0x8000000000000000L + number));
    }
}
