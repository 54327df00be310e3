package dev.gatehouse.operate.monitor;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.Asked;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Questions that are asked at the same time, each on a virtual thread, with one deadline for all.
 * Closing it interrupts what is still under way and waits for nothing.
 */
public final class SideBySide implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final long end;

    /**
     * @param patience until the deadline, from now
     */
    public SideBySide(Duration patience) {
        this.end = System.nanoTime() + patience.toNanos();
    }

    /** A question under way. */
    public final class Question<T> {
        private final Future<Asked<T>> future;

        private Question(Future<Asked<T>> future) {
            this.future = future;
        }

        /**
         * Its answer, or a refusal {@code upstream_timeout} when the deadline comes first.
         *
         * @throws CancellationException if the calling thread is interrupted
         */
        public Asked<T> answer() {
            return answer(Duration.ZERO);
        }

        /**
         * The same for a question that waits for others itself.
         *
         * @param grace how long after the deadline it may put together what they brought
         */
        Asked<T> answer(Duration grace) {
            try {
                long left = Math.max(0, end - System.nanoTime()) + grace.toNanos();
                return future.get(left, TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                future.cancel(true);
                return tooLate();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while waiting for Azure");
            } catch (ExecutionException failed) {
                switch (failed.getCause()) {
                    case RuntimeException failure -> throw failure;
                    case Error failure -> throw failure;
                    case null, default -> throw new IllegalStateException(failed);
                }
            }
        }
    }

    /** Begins a question. */
    public <T> Question<T> ask(Supplier<Asked<T>> question) {
        return new Question<>(threads.submit(question::get));
    }

    private static <T> Asked<T> tooLate() {
        return new Asked.Refused<>(
                Refusal.of(RefusalCode.UPSTREAM_TIMEOUT, "Azure did not answer in time."),
                "deadline of the card");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
