package dev.gatehouse.authenticate.sessions;

import java.time.Duration;

/**
 * How long a session lives.
 *
 * @param idle without use; more than a minute
 * @param absolute with use; not less than {@code idle}
 * @param refreshBefore how long before its end the access token is renewed
 */
public record SessionConfig(Duration idle, Duration absolute, Duration refreshBefore) {
    /** Use is written down at most this often, so a session may end that much early. */
    static final Duration USE_STEP = Duration.ofMinutes(1);

    /** 30 minutes, 10 hours, 5 minutes. */
    public static final SessionConfig DEFAULT =
            new SessionConfig(Duration.ofMinutes(30), Duration.ofHours(10), Duration.ofMinutes(5));

    public SessionConfig {
        if (idle.compareTo(USE_STEP) <= 0) {
            throw new IllegalArgumentException("the idle limit is not more than a minute");
        }
        if (absolute.compareTo(idle) < 0) {
            throw new IllegalArgumentException("the absolute limit is less than the idle limit");
        }
        if (refreshBefore.isNegative()) {
            throw new IllegalArgumentException("the refresh margin is negative");
        }
    }
}
