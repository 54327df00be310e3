package dev.gatehouse.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.ShortLivedState.Lease;
import dev.gatehouse.kernel.ShortLivedState.Space;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStateTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    @TempDir Path directory;
    private volatile Instant now = NOON;
    private final InstantSource clock = () -> now;
    private EmbeddedDatabase database;
    private SqliteState state;

    @BeforeEach
    void open() {
        database = EmbeddedDatabase.open(directory.resolve("data"));
        state = new SqliteState(database, clock);
    }

    @AfterEach
    void close() {
        state.close();
        database.close();
    }

    @Test
    void returnsWhatWasPut() {
        state.put(Space.SESSION, "k", bytes("v"), LATER);
        assertThat(get("k")).contains("v");
        state.put(Space.SESSION, "k", bytes("w"), LATER);
        assertThat(get("k")).contains("w");
        state.delete(Space.SESSION, "k");
        assertThat(get("k")).isEmpty();
    }

    @Test
    void keepsSpacesApart() {
        for (Space space : Space.values()) {
            state.put(space, "k", bytes(space.name()), LATER);
        }
        for (Space space : Space.values()) {
            assertThat(state.get(space, "k")).contains(bytes(space.name()));
            assertThat(state.count(space)).isEqualTo(1);
        }
    }

    @Test
    void keepsAnyBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        state.put(Space.SESSION, "k'; drop table state; --", all, LATER);
        assertThat(state.get(Space.SESSION, "k'; drop table state; --")).contains(all);
        state.put(Space.SESSION, "empty", new byte[0], LATER);
        assertThat(get("empty")).contains("");
    }

    @Test
    void neverReturnsWhatHasEnded() {
        state.put(Space.SESSION, "k", bytes("v"), LATER);
        now = LATER.minusMillis(1);
        assertThat(get("k")).contains("v");
        now = LATER;
        assertThat(get("k")).isEmpty();
        assertThat(state.count(Space.SESSION)).isZero();
        assertThat(state.take(Space.SESSION, "k")).isEmpty();
        assertThat(state.putIfAbsent(Space.SESSION, "k", bytes("new"), LATER.plusSeconds(1)))
                .isTrue();
        assertThat(get("k")).contains("new");
    }

    @Test
    void putsOnlyIfAbsent() {
        assertThat(state.putIfAbsent(Space.SIGN_IN, "k", bytes("a"), LATER)).isTrue();
        assertThat(state.putIfAbsent(Space.SIGN_IN, "k", bytes("b"), LATER)).isFalse();
        assertThat(state.get(Space.SIGN_IN, "k")).contains(bytes("a"));
    }

    @Test
    void ofManyTakersOneGetsIt() throws InterruptedException {
        state.put(Space.SIGN_IN, "k", bytes("v"), LATER);
        assertThat(winners(() -> state.take(Space.SIGN_IN, "k").isPresent())).isEqualTo(1);
        assertThat(state.get(Space.SIGN_IN, "k")).isEmpty();
    }

    @Test
    void ofManyPuttersOneSetsIt() throws InterruptedException {
        assertThat(winners(() -> state.putIfAbsent(Space.SIGN_IN, "k", bytes("v"), LATER)))
                .isEqualTo(1);
    }

    @Test
    void ofManyHoldersOneGetsTheLease() throws InterruptedException {
        assertThat(winners(() -> state.lease("l", Duration.ofSeconds(5)).isPresent())).isEqualTo(1);
    }

    @Test
    void aLeaseEndsByReleaseOrByItselfAndItsFenceGrows() {
        Lease first = state.lease("l", Duration.ofSeconds(5)).orElseThrow();
        assertThat(state.lease("l", Duration.ofSeconds(5))).isEmpty();
        assertThat(state.lease("other", Duration.ofSeconds(5))).isPresent();
        first.close();
        Lease second = state.lease("l", Duration.ofSeconds(5)).orElseThrow();
        now = NOON.plusSeconds(5);
        Lease third = state.lease("l", Duration.ofSeconds(5)).orElseThrow();
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(third.fence()).isGreaterThan(second.fence());
    }

    @Test
    void aLateHolderDoesNotReleaseTheLeaseOfTheNext() {
        Lease late = state.lease("l", Duration.ofSeconds(5)).orElseThrow();
        now = NOON.plusSeconds(5);
        assertThat(state.lease("l", Duration.ofSeconds(5))).isPresent();
        late.close();
        assertThat(state.lease("l", Duration.ofSeconds(5))).isEmpty();
    }

    @Test
    void aFenceGrowsEvenAfterTheRowWasPruned() {
        long before = state.lease("l", Duration.ofSeconds(5)).orElseThrow().fence();
        now = NOON.plusSeconds(6);
        state.prune();
        assertThat(state.lease("l", Duration.ofSeconds(5)).orElseThrow().fence())
                .isGreaterThan(before);
    }

    @Test
    void prunesWhatHasEndedAndNothingElse() {
        for (int i = 0; i < 1_200; i++) {
            state.put(Space.SESSION, "old" + i, bytes("v"), NOON.plusSeconds(1));
        }
        state.put(Space.SESSION, "kept", bytes("v"), LATER);
        now = NOON.plusSeconds(1);
        assertThat(state.prune()).isEqualTo(1_200);
        assertThat(get("kept")).contains("v");
        assertThat(state.prune()).isZero();
    }

    @Test
    void survivesARestart() {
        state.put(Space.SESSION, "k", bytes("v"), LATER);
        long fence = state.lease("l", Duration.ofSeconds(5)).orElseThrow().fence();
        close();
        open();
        assertThat(get("k")).contains("v");
        assertThat(state.lease("l", Duration.ofSeconds(5))).isEmpty();
        now = LATER;
        assertThat(state.lease("l", Duration.ofSeconds(5)).orElseThrow().fence())
                .isGreaterThan(fence);
    }

    private static int winners(BooleanSupplier attempt) throws InterruptedException {
        var start = new CountDownLatch(1);
        var won = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 64; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            start.await();
                                        } catch (InterruptedException e) {
                                            throw new IllegalStateException(e);
                                        }
                                        if (attempt.getAsBoolean()) {
                                            won.incrementAndGet();
                                        }
                                    }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return won.get();
    }

    private Optional<String> get(String key) {
        return state.get(Space.SESSION, key).map(value -> new String(value, UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
