package dev.gatehouse.act.credentials;

import java.time.Duration;

/**
 * How a replica waits for another that holds the lease on the same exchange: {@code looks} times,
 * with {@code pause} in between.
 */
record Patience(int looks, Duration pause) {
    /** Ten seconds: longer than an exchange takes, shorter than a caller waits. */
    static final Patience USUAL = new Patience(200, Duration.ofMillis(50));

    Patience {
        if (looks < 1 || pause.isNegative()) {
            throw new IllegalArgumentException("patience looks at least once");
        }
    }
}
