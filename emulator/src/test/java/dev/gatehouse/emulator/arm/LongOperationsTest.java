package dev.gatehouse.emulator.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.world.WorldClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LongOperationsTest {
    private static final Scope CLUSTER =
            new Scope("/subscriptions/s/resourceGroups/g/providers/N/t/cluster");
    private static final Caller CALLER =
            new Caller(
                    Caller.Kind.USER,
                    new UUID(1, 1),
                    new UUID(2, 2),
                    new UUID(3, 3),
                    "ada",
                    "arm",
                    Set.of(),
                    false);

    private final WorldClock clock =
            new WorldClock(InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z")));
    private final LongOperations operations = new LongOperations(clock);
    private final List<String> happened = new ArrayList<>();

    @Test
    void goesOnWithTheClockAndEndsOnce() {
        LongOperation begun = begin(Duration.ofSeconds(8)).orElseThrow();
        assertThat(percent(begun)).isZero();
        clock.offset(Duration.ofSeconds(2));
        assertThat(percent(begun)).isEqualTo(25);
        clock.offset(Duration.ofSeconds(8));
        operations.settle();
        operations.settle();
        assertThat(now(begun).status()).isEqualTo(LongOperation.Status.SUCCEEDED);
        assertThat(now(begun).ended()).contains(Instant.parse("2026-11-22T12:00:08Z"));
        assertThat(percent(begun)).isEqualTo(100);
        assertThat(happened).containsExactly("begun", "SUCCEEDED");
    }

    @Test
    void anEndedOperationStaysEndedWhenTheClockGoesBack() {
        LongOperation begun = begin(Duration.ofSeconds(8)).orElseThrow();
        clock.offset(Duration.ofSeconds(9));
        operations.settle();
        clock.offset(Duration.ZERO);
        operations.settle();
        assertThat(now(begun).running()).isFalse();
        assertThat(happened).containsExactly("begun", "SUCCEEDED");
    }

    @Test
    void onlyOneRunsOnAResource() {
        begin(Duration.ofSeconds(8));
        assertThat(begin(Duration.ofSeconds(8))).isEmpty();
        assertThat(happened).containsExactly("begun");
        clock.offset(Duration.ofSeconds(8));
        assertThat(begin(Duration.ofSeconds(8))).isPresent();
    }

    @Test
    void cancelingEndsWhatRunsAndNothingElse() {
        assertThat(operations.cancel(CLUSTER)).isFalse();
        LongOperation begun = begin(Duration.ofSeconds(8)).orElseThrow();
        assertThat(operations.cancel(CLUSTER)).isTrue();
        assertThat(now(begun).status()).isEqualTo(LongOperation.Status.CANCELED);
        assertThat(operations.cancel(CLUSTER)).isFalse();
        assertThat(happened).containsExactly("begun", "CANCELED");
    }

    @Test
    void thePaceHoldsForAsManyAsItSays() {
        var failure = new LongOperation.Failure("QuotaExceeded", "No cores are left.");
        operations.pace(
                new Pace(Optional.of(Duration.ZERO), Optional.of(failure), Optional.of(1)));
        LongOperation failed = begin(Duration.ofSeconds(8)).orElseThrow();
        operations.settle();
        assertThat(now(failed).status()).isEqualTo(LongOperation.Status.FAILED);
        assertThat(now(failed).error()).contains(failure);
        LongOperation usual = begin(Duration.ofSeconds(8)).orElseThrow();
        assertThat(usual.duration()).isEqualTo(Duration.ofSeconds(8));
        assertThat(usual.failure()).isEmpty();
    }

    @Test
    void whatTakesNoTimeAnywayKeepsToThat() {
        operations.pace(
                new Pace(Optional.of(Duration.ofHours(1)), Optional.empty(), Optional.of(1)));
        LongOperation begun = begin(Duration.ZERO).orElseThrow();
        operations.settle();
        assertThat(now(begun).running()).isFalse();
        assertThat(operations.pace().times()).contains(1);
    }

    @Test
    void refusesImpossiblePaces() {
        assertThatThrownBy(
                        () ->
                                new Pace(
                                        Optional.of(Duration.ofSeconds(-1)),
                                        Optional.empty(),
                                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pace(Optional.empty(), Optional.empty(), Optional.of(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LongOperation.Failure(" ", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Optional<LongOperation> begin(Duration usual) {
        return operations.begin(
                CALLER,
                new LongOperation.Work("N/t/start/action", CLUSTER, "westeurope", usual),
                new LongOperation.Course(
                        () -> happened.add("begun"), ended -> happened.add(ended.status().name())));
    }

    private LongOperation now(LongOperation operation) {
        return operations.find(operation.id()).orElseThrow();
    }

    private int percent(LongOperation operation) {
        return now(operation).percent(clock.instant());
    }
}
