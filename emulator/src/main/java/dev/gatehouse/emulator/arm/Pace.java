package dev.gatehouse.emulator.arm;

import java.time.Duration;
import java.util.Optional;

/**
 * How long operations take and whether they succeed, if not as usual.
 *
 * @param duration empty for the usual time of each kind; zero ends an operation as it begins
 * @param failure what they fail with at their end; empty if they succeed
 * @param times for how many operations this holds; empty until it is changed
 */
public record Pace(
        Optional<Duration> duration,
        Optional<LongOperation.Failure> failure,
        Optional<Integer> times) {
    /** The usual time of each kind, and success. */
    public static final Pace USUAL = new Pace(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Duration LONGEST = Duration.ofDays(1);

    public Pace {
        if (duration.filter(d -> d.isNegative() || d.compareTo(LONGEST) > 0).isPresent()) {
            throw new IllegalArgumentException("durationMs is between 0 and 86400000");
        }
        if (times.filter(count -> count < 1).isPresent()) {
            throw new IllegalArgumentException("times is 1 or more");
        }
    }

    Pace once() {
        if (times.isEmpty()) {
            return this;
        }
        return times.get() == 1
                ? USUAL
                : new Pace(duration, failure, times.map(count -> count - 1));
    }
}
