package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.kernel.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AzurePlatformCredentialTest {
    private static final Scope ARM = new Scope("https://management.azure.com/.default");
    private static final Scope GRAPH = new Scope("https://graph.microsoft.com/.default");

    private final TickingClock clock = new TickingClock();
    private final FakeAzure azure = new FakeAzure();
    private final AtomicInteger built = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AzurePlatformCredential credential =
            new AzurePlatformCredential(
                    new PlatformIdentity.ManagedIdentity(Optional.empty()),
                    () -> {
                        built.incrementAndGet();
                        return azure;
                    },
                    threads,
                    clock);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void isBuiltAtItsFirstUse() {
        assertThat(built).hasValue(0);
        credential.token(ARM);
        credential.token(GRAPH);
        assertThat(built).hasValue(1);
    }

    @Test
    void keepsATokenUntilFiveMinutesBeforeItsEnd() {
        azure.endsAt = TickingClock.START.plus(Duration.ofHours(1));
        credential.token(ARM);
        clock.advance(Duration.ofMinutes(55).minusSeconds(1));
        assertThat(credential.token(ARM).value()).isEqualTo("token 1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(credential.token(ARM).value()).isEqualTo("token 2");
    }

    @Test
    void keepsScopesApart() {
        credential.token(ARM);
        credential.token(GRAPH);

        assertThat(azure.asked).containsExactly(ARM.value(), GRAPH.value());
    }

    @Test
    void sharesOneRequestAmongManyThreads() throws Exception {
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(threads.submit(() -> credential.token(ARM).value()));
        }
        for (Future<String> one : all) {
            assertThat(one.get()).isEqualTo("token 1");
        }
    }

    @Test
    void failsFastForAWhileAfterAFailure() {
        azure.down = true;
        assertThatThrownBy(() -> credential.token(ARM)).isInstanceOf(CredentialUnavailable.class);
        assertThatThrownBy(() -> credential.token(ARM)).isInstanceOf(CredentialUnavailable.class);
        assertThat(azure.asked).hasSize(1);
        clock.advance(HeldToken.PAUSE);
        azure.down = false;
        assertThat(credential.token(ARM).value()).isEqualTo("token 2");
    }

    @Test
    void usesTheOldTokenWhileItLastsIfNoNewOneCanBeHad() {
        azure.endsAt = TickingClock.START.plus(Duration.ofHours(1));
        credential.token(ARM);
        azure.down = true;
        clock.advance(Duration.ofMinutes(58));
        assertThat(credential.token(ARM).value()).isEqualTo("token 1");
        clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> credential.token(ARM)).isInstanceOf(CredentialUnavailable.class);
    }

    @Test
    void warmsUpInTheBackgroundAndShowsTheFailureAtTheFirstUse() throws Exception {
        azure.down = true;
        credential.warm(ARM);
        azure.called.await();

        assertThatThrownBy(() -> credential.token(ARM)).isInstanceOf(CredentialUnavailable.class);
        assertThat(azure.asked).hasSize(1);
    }

    private static final class FakeAzure implements TokenCredential {
        private final List<String> asked = new ArrayList<>();
        private final CountDownLatch called = new CountDownLatch(1);
        private volatile boolean down;
        private volatile Instant endsAt = TickingClock.START.plus(Duration.ofDays(1));

        @Override
        public Mono<com.azure.core.credential.AccessToken> getToken(TokenRequestContext request) {
            asked.addAll(request.getScopes());
            called.countDown();
            if (down) {
                return Mono.error(new IllegalStateException("no identity here"));
            }
            return Mono.just(
                    new com.azure.core.credential.AccessToken(
                            "token " + asked.size(), endsAt.atOffset(ZoneOffset.UTC)));
        }
    }
}
