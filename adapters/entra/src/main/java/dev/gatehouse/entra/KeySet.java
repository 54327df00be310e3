package dev.gatehouse.entra;

import dev.gatehouse.authenticate.tokens.SigningKey;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's keys of one token version, after Microsoft's "Signing key rollover": held for 24
 * hours, refreshed behind the caller's back after one, on an unknown key id at most every five
 * minutes, and kept if a refresh fails.
 */
final class KeySet {
    static final Duration LIFETIME = Duration.ofHours(24);
    static final Duration REFRESH_AFTER = Duration.ofHours(1);
    static final Duration BETWEEN_REFRESHES = Duration.ofMinutes(5);
    static final Duration BETWEEN_FIRST_ATTEMPTS = Duration.ofSeconds(30);

    private final Source source;
    private final Executor threads;
    private final InstantSource clock;
    private final Duration patience;

    private volatile @Nullable Known known;
    private @Nullable CompletableFuture<Void> running; // guarded by this
    private Instant notBefore = Instant.MIN; // guarded by this

    /** Where keys come from, already read. */
    interface Source {
        /**
         * The keys by key id; none at all if Entra knows no such tenant.
         *
         * @throws IOException if there is no sound answer
         */
        Map<String, SigningKey> fetch() throws IOException;
    }

    private record Known(Map<String, SigningKey> keys, Instant since) {}

    KeySet(Source source, Executor threads, InstantSource clock, Duration patience) {
        this.source = source;
        this.threads = threads;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * @throws IdentityProviderUnavailable if no keys were ever fetched
     */
    Optional<SigningKey> find(String keyId) {
        Known held = known;
        if (held != null) {
            SigningKey key = held.keys().get(keyId);
            Duration age = Duration.between(held.since(), clock.instant());
            if (key != null && age.compareTo(LIFETIME) < 0) {
                if (age.compareTo(REFRESH_AFTER) >= 0) {
                    var _ = refresh();
                }
                return Optional.of(key);
            }
        }
        await(refresh());
        Known after = known;
        if (after == null) {
            throw unavailable(new IOException("no signing keys were fetched yet"));
        }
        return Optional.ofNullable(after.keys().get(keyId));
    }

    /** The fetch that is under way, or a new one, or nothing to wait for while cooling down. */
    private CompletableFuture<Void> refresh() {
        CompletableFuture<Void> mine;
        synchronized (this) {
            if (running != null) {
                return running;
            }
            if (clock.instant().isBefore(notBefore)) {
                return CompletableFuture.completedFuture(null);
            }
            mine = new CompletableFuture<>();
            running = mine;
        }
        threads.execute(() -> fetch(mine));
        return mine;
    }

    private void fetch(CompletableFuture<Void> mine) {
        Duration pause = known == null ? BETWEEN_FIRST_ATTEMPTS : BETWEEN_REFRESHES;
        IOException failure = null;
        try {
            Map<String, SigningKey> fetched = source.fetch();
            Known held = known;
            if (!fetched.isEmpty() || held == null) {
                known = new Known(fetched, clock.instant());
            }
            pause = BETWEEN_REFRESHES;
        } catch (IOException failed) {
            failure = failed;
        } finally {
            synchronized (this) {
                running = null;
                notBefore = clock.instant().plus(pause);
            }
            settle(mine, failure);
        }
    }

    private static void settle(CompletableFuture<Void> mine, @Nullable IOException failure) {
        if (failure == null) {
            mine.complete(null);
        } else {
            mine.completeExceptionally(failure);
        }
    }

    /** Waits; a failure counts only if there are no older keys to fall back on. */
    private void await(CompletableFuture<Void> refresh) {
        try {
            var _ = refresh.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            if (known == null) {
                throw unavailable(failed);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unavailable(stopped);
        }
    }

    private synchronized IdentityProviderUnavailable unavailable(Throwable cause) {
        Instant now = clock.instant();
        Duration wait =
                notBefore.isAfter(now) ? Duration.between(now, notBefore) : BETWEEN_FIRST_ATTEMPTS;
        return new IdentityProviderUnavailable(
                "Entra's signing keys are not available", wait, cause);
    }
}
