package dev.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.ShortLivedState;
import dev.gatehouse.kernel.ShortLivedState.Lease;
import dev.gatehouse.kernel.ShortLivedState.Space;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ShortLivedState} keeps. An implementation's test extends this class. */
public abstract class ShortLivedStateContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    protected final TestClock clock = TestClock.standing();
    private ShortLivedState state;

    /** A new, empty state that reads the time from {@code source}. */
    protected abstract ShortLivedState create(TestClock source);

    @BeforeEach
    void createState() {
        state = create(clock);
    }

    @Test
    void returnsWhatWasPut() {
        put("key", "value");

        assertThat(state.get(Space.SESSION, "key")).hasValue(bytes("value"));
    }

    @Test
    void knowsNothingThatWasNotPut() {
        assertThat(state.get(Space.SESSION, "key")).isEmpty();
        assertThat(state.take(Space.SESSION, "key")).isEmpty();
    }

    @Test
    void keepsSpacesApart() {
        put("key", "value");

        assertThat(state.get(Space.SIGN_IN, "key")).isEmpty();
        assertThat(state.count(Space.SIGN_IN)).isZero();
    }

    @Test
    void tellsKeysApartByLetterCase() {
        put("key", "lower");
        put("KEY", "upper");

        assertThat(state.get(Space.SESSION, "key")).hasValue(bytes("lower"));
    }

    @Test
    void keepsAnyByte() {
        byte[] value = new byte[256];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) i;
        }
        state.put(Space.SESSION, "key", value, soon());

        assertThat(state.get(Space.SESSION, "key")).hasValue(value);
    }

    @Test
    void keepsValuesOfAHundredKibibytes() {
        byte[] value = new byte[100 * 1024];
        state.put(Space.SESSION, "key", value, soon());

        assertThat(state.get(Space.SESSION, "key")).hasValue(value);
    }

    @Test
    void replacesWhatWasThere() {
        put("key", "old");
        put("key", "new");

        assertThat(state.get(Space.SESSION, "key")).hasValue(bytes("new"));
        assertThat(state.count(Space.SESSION)).isEqualTo(1);
    }

    @Test
    void replacesTheEndToo() {
        put("key", "old");
        state.put(Space.SESSION, "key", bytes("new"), soon().plus(MINUTE));
        clock.advance(MINUTE);

        assertThat(state.get(Space.SESSION, "key")).hasValue(bytes("new"));
    }

    @Test
    void returnsAValueUntilJustBeforeItsEnd() {
        put("key", "value");
        clock.advance(MINUTE.minusMillis(1));

        assertThat(state.get(Space.SESSION, "key")).isPresent();
    }

    @Test
    void neverReturnsAValueAtItsEnd() {
        put("key", "value");
        clock.advance(MINUTE);

        assertThat(state.get(Space.SESSION, "key")).isEmpty();
        assertThat(state.count(Space.SESSION)).isZero();
        assertThat(state.take(Space.SESSION, "key")).isEmpty();
    }

    @Test
    void putIfAbsentKeepsTheFirst() {
        assertThat(state.putIfAbsent(Space.SESSION, "key", bytes("first"), soon())).isTrue();
        assertThat(state.putIfAbsent(Space.SESSION, "key", bytes("second"), soon())).isFalse();
        assertThat(state.get(Space.SESSION, "key")).hasValue(bytes("first"));
    }

    @Test
    void putIfAbsentSetsWhereTheFormerValueEnded() {
        put("key", "old");
        clock.advance(MINUTE);

        assertThat(state.putIfAbsent(Space.SESSION, "key", bytes("new"), soon())).isTrue();
        assertThat(state.get(Space.SESSION, "key")).hasValue(bytes("new"));
    }

    @Test
    void takesOnce() {
        put("key", "value");

        assertThat(state.take(Space.SESSION, "key")).hasValue(bytes("value"));
        assertThat(state.take(Space.SESSION, "key")).isEmpty();
    }

    @Test
    void ofManyTakersOneGetsIt() throws InterruptedException, ExecutionException {
        put("key", "value");

        assertThat(succeeding(() -> state.take(Space.SESSION, "key").isPresent())).isEqualTo(1);
    }

    @Test
    void ofManyFirstPutsOneSets() throws InterruptedException, ExecutionException {
        assertThat(
                        succeeding(
                                () ->
                                        state.putIfAbsent(
                                                Space.SESSION, "key", bytes("value"), soon())))
                .isEqualTo(1);
    }

    @Test
    void forgetsWhatWasDeleted() {
        put("key", "value");
        state.delete(Space.SESSION, "key");
        state.delete(Space.SESSION, "never there");

        assertThat(state.get(Space.SESSION, "key")).isEmpty();
        assertThat(state.count(Space.SESSION)).isZero();
    }

    @Test
    void countsWhatHasNotEnded() {
        put("one", "value");
        put("two", "value");
        state.put(Space.SESSION, "three", bytes("value"), soon().plus(MINUTE));
        clock.advance(MINUTE);

        assertThat(state.count(Space.SESSION)).isEqualTo(1);
    }

    @Test
    void grantsALeaseToOneAtATime() {
        try (Lease held = state.lease("name", MINUTE).orElseThrow()) {
            assertThat(held.fence()).isPositive();
            assertThat(state.lease("name", MINUTE)).isEmpty();
            assertThat(state.lease("other", MINUTE)).isPresent();
        }
    }

    @Test
    void ofManyClaimantsOneGetsTheLease() throws InterruptedException, ExecutionException {
        assertThat(succeeding(() -> state.lease("name", MINUTE).isPresent())).isEqualTo(1);
    }

    @Test
    void grantsALeaseAgainOnceItIsReleased() {
        state.lease("name", MINUTE).orElseThrow().close();

        assertThat(state.lease("name", MINUTE)).isPresent();
    }

    @Test
    void grantsALeaseAgainOnceItEnded() {
        assertThat(state.lease("name", MINUTE)).isPresent();
        clock.advance(MINUTE);

        assertThat(state.lease("name", MINUTE)).isPresent();
    }

    @Test
    void theFenceGrowsWithEveryGrant() {
        Lease first = state.lease("name", MINUTE).orElseThrow();
        first.close();
        Lease second = state.lease("name", MINUTE).orElseThrow();
        clock.advance(MINUTE);
        Lease third = state.lease("name", MINUTE).orElseThrow();

        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(third.fence()).isGreaterThan(second.fence());
    }

    @Test
    void aLateReleaseDoesNotEndTheNextHoldersLease() {
        Lease late = state.lease("name", MINUTE).orElseThrow();
        clock.advance(MINUTE);
        assertThat(state.lease("name", MINUTE)).isPresent();
        late.close();

        assertThat(state.lease("name", MINUTE)).isEmpty();
    }

    private static long succeeding(Callable<Boolean> attempt)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = java.util.Collections.nCopies(16, attempt);
            long succeeded = 0;
            for (var outcome : threads.invokeAll(attempts)) {
                succeeded += outcome.get() ? 1 : 0;
            }
            return succeeded;
        }
    }

    private void put(String key, String value) {
        state.put(Space.SESSION, key, bytes(value), soon());
    }

    private Instant soon() {
        return clock.instant().plus(MINUTE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
