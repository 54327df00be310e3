package dev.gatehouse.entra;

import dev.gatehouse.kernel.IdentityProviderUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Bounds how many tenants are met for the first time within a minute. Thread-safe. */
final class FirstSights {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int most;
    private final InstantSource clock;
    private Instant windowEnd = Instant.MIN; // guarded by this
    private int met; // guarded by this

    FirstSights(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /**
     * @throws IdentityProviderUnavailable if this would be one too many, until the minute is over
     */
    synchronized void count() {
        Instant now = clock.instant();
        if (!now.isBefore(windowEnd)) {
            windowEnd = now.plus(WINDOW);
            met = 0;
        }
        if (met == most) {
            throw new IdentityProviderUnavailable(
                    "too many unknown tenants are asked for",
                    Duration.between(now, windowEnd),
                    new IOException("more than " + most + " new tenants in a minute"));
        }
        met++;
    }
}
