package dev.gatehouse.act.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private final SingleFlight<String> flights = new SingleFlight<>();
    private final AtomicInteger flown = new AtomicInteger();
    private final CountDownLatch landing = new CountDownLatch(1);

    private Supplier<String> work(Supplier<String> end) {
        return () -> {
            flown.incrementAndGet();
            try {
                landing.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return end.get();
        };
    }

    /** A caller that is known to wait when this returns. */
    private Waiter waiter(Supplier<String> work) {
        var task = new FutureTask<>(() -> flights.get("key", work));
        Thread thread = Thread.ofPlatform().daemon().start(task);
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return new Waiter(thread, task);
    }

    private record Waiter(Thread thread, FutureTask<String> task) {}

    @Test
    void sharesTheAnswerOfAFlight() throws Exception {
        var first = waiter(work(() -> "answer"));
        var second = waiter(work(() -> "another"));
        landing.countDown();

        assertThat(first.task().get()).isEqualTo("answer");
        assertThat(second.task().get()).isEqualTo("answer");
        assertThat(flown).hasValue(1);
    }

    @Test
    void sharesAFailureAndLeavesNobodyWaiting() {
        Supplier<String> failing =
                work(
                        () -> {
                            throw new AssertionError("broken");
                        });
        var first = waiter(failing);
        var second = waiter(failing);
        landing.countDown();

        assertThatThrownBy(() -> first.task().get()).hasRootCauseMessage("broken");
        assertThatThrownBy(() -> second.task().get()).hasRootCauseMessage("broken");
        assertThat(flights.get("key", () -> "next")).isEqualTo("next");
    }

    @Test
    void letsAnInterruptedCallerLeaveAlone() throws Exception {
        var first = waiter(work(() -> "answer"));
        var second = waiter(work(() -> "another"));
        first.thread().interrupt();
        assertThatThrownBy(() -> first.task().get())
                .hasCauseInstanceOf(CancellationException.class);
        landing.countDown();

        assertThat(second.task().get()).isEqualTo("answer");
        assertThat(flown).hasValue(1);
    }

    @Test
    void remembersNothing() {
        landing.countDown();
        flights.get("key", work(() -> "one"));

        assertThat(flights.get("key", work(() -> "two"))).isEqualTo("two");
    }
}
