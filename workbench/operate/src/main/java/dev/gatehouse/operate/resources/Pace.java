package dev.gatehouse.operate.resources;

import java.time.Duration;

/**
 * How patient operations are.
 *
 * @param look between two looks, where Azure does not say when to come back
 * @param again before a request that met a passing failure is sent again; doubled up to 16 times
 * @param answer how long who asked waits for Azure's first answer
 * @param most how long an operation may take in all
 */
public record Pace(Duration look, Duration again, Duration answer, Duration most) {
    /** What suits Azure, with a bound of the operator's choice. */
    public static Pace usual(Duration most) {
        return new Pace(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(5), most);
    }

    Duration backoff(int tries) {
        return again.multipliedBy(1L << Math.clamp(tries, 0, 4));
    }
}
