package dev.gatehouse.authenticate.sessions;

import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Of many threads of this process that want the same thing, one does it and all get its outcome.
 */
final class SingleFlight<T> {
    private final ConcurrentHashMap<String, FutureTask<T>> running = new ConcurrentHashMap<>();

    boolean isRunning(String key) {
        return running.containsKey(key);
    }

    T run(String key, Callable<T> work) {
        var mine = new FutureTask<>(work);
        FutureTask<T> theirs = running.putIfAbsent(key, mine);
        if (theirs != null) {
            return outcome(theirs);
        }
        try {
            mine.run();
        } finally {
            running.remove(key, mine);
        }
        return outcome(mine);
    }

    private static <T> T outcome(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another thread works", stopped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the work failed", failed.getCause());
        }
    }
}
