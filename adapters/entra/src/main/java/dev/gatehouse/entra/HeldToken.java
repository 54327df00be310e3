package dev.gatehouse.entra;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.kernel.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The platform's token for one scope: fetched by one thread for all, renewed five minutes before
 * its end. After a failure nobody asks again for ten seconds, so that requests do not queue up
 * behind an identity that is not there.
 */
final class HeldToken {
    static final Duration RENEW_BEFORE_END = Duration.ofMinutes(5);
    static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration STILL_USEFUL = Duration.ofSeconds(30);

    private final Supplier<AccessToken> source;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable AccessToken held;
    private @Nullable CredentialUnavailable failure; // guarded by fetching
    private Instant notBefore = Instant.MIN; // guarded by fetching

    HeldToken(Supplier<AccessToken> source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * @throws CredentialUnavailable if there is no token, and none can be had
     */
    AccessToken current() {
        Optional<AccessToken> known = lasting(RENEW_BEFORE_END);
        if (known.isPresent()) {
            return known.get();
        }
        fetching.lock();
        try {
            return lasting(RENEW_BEFORE_END).orElseGet(this::renewed);
        } finally {
            fetching.unlock();
        }
    }

    private AccessToken renewed() {
        CredentialUnavailable failed = failure;
        if (failed == null || !clock.instant().isBefore(notBefore)) {
            try {
                AccessToken fresh = source.get();
                held = fresh;
                failure = null;
                return fresh;
            } catch (CredentialUnavailable none) {
                failure = none;
                notBefore = clock.instant().plus(PAUSE);
                failed = none;
            }
        }
        CredentialUnavailable why = failed;
        return lasting(STILL_USEFUL)
                .orElseThrow(
                        () ->
                                new CredentialUnavailable(
                                        "the platform identity gives no token", why));
    }

    /** The token in hand, if its end is further away than {@code atLeast}. */
    private Optional<AccessToken> lasting(Duration atLeast) {
        return Optional.ofNullable(held)
                .filter(it -> clock.instant().plus(atLeast).isBefore(it.expiresAt()));
    }
}
