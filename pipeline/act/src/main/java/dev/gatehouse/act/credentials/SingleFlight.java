package dev.gatehouse.act.credentials;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Of many callers that want the same thing at the same time, one gets it for all. The work runs on
 * a virtual thread of its own, so that a caller who is interrupted leaves alone and harms nobody.
 * Nothing is remembered: who comes after the end of a flight starts the next one.
 */
public final class SingleFlight<T> {
    private final ConcurrentHashMap<String, CompletableFuture<T>> flights =
            new ConcurrentHashMap<>();

    /**
     * What {@code work} returns or throws, from the flight under way for {@code key} or from a new
     * one. Waits without limit: the work has its own deadline.
     *
     * @throws CancellationException if the calling thread is interrupted; the flight goes on
     */
    public T get(String key, Supplier<T> work) {
        return await(flight(key, work));
    }

    /** Starts a flight for {@code key} if none is under way, and waits for nothing. */
    public void start(String key, Supplier<T> work) {
        var _ = flight(key, work);
    }

    private CompletableFuture<T> flight(String key, Supplier<T> work) {
        var mine = new CompletableFuture<T>();
        var earlier = flights.putIfAbsent(key, mine);
        if (earlier != null) {
            return earlier;
        }
        try {
            Thread.ofVirtual().name("flight").start(() -> land(key, mine, work));
        } catch (RuntimeException | Error notStarted) {
            flights.remove(key, mine);
            mine.completeExceptionally(notStarted);
        }
        return mine;
    }

    private void land(String key, CompletableFuture<T> flight, Supplier<T> work) {
        try {
            T result = work.get();
            flights.remove(key, flight);
            flight.complete(result);
        } catch (Throwable failure) {
            flights.remove(key, flight);
            flight.completeExceptionally(failure);
        }
    }

    private static <T> T await(CompletableFuture<T> flight) {
        try {
            return flight.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for another's answer");
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(failed);
            }
        }
    }
}
