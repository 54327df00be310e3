package dev.gatehouse.operate.rights;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Questions that are asked at the same time. What is still under way at the end is given up. */
public final class SideBySide implements AutoCloseable {
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("ask-", 0).factory());

    /** One that was begun. */
    public static final class Begun<T> {
        private final Future<T> future;

        private Begun(Future<T> future) {
            this.future = future;
        }

        /**
         * Waits for the answer, whatever time it takes; what the question threw is thrown here.
         *
         * @throws CancellationException if the waiting thread is interrupted
         */
        public T answer() {
            try {
                return future.get();
            } catch (ExecutionException failed) {
                throw unwrapped(failed);
            } catch (InterruptedException interrupted) {
                throw left();
            }
        }

        /** The answer, or empty if it takes longer than {@code patience} from now. */
        public Optional<T> within(Duration patience) {
            try {
                return Optional.of(
                        future.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS));
            } catch (TimeoutException late) {
                return Optional.empty();
            } catch (ExecutionException failed) {
                throw unwrapped(failed);
            } catch (InterruptedException interrupted) {
                throw left();
            }
        }

        private static CancellationException left() {
            Thread.currentThread().interrupt();
            return new CancellationException("interrupted while waiting for Azure");
        }

        private static RuntimeException unwrapped(ExecutionException failed) {
            return switch (failed.getCause()) {
                case RuntimeException failure -> failure;
                case Error failure -> throw failure;
                case null, default -> new IllegalStateException(failed);
            };
        }
    }

    public <T> Begun<T> begin(Supplier<T> question) {
        return new Begun<>(threads.submit(question::get));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
