package dev.gatehouse.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when a test says so. Safe for use by many threads. */
public final class TestClock implements InstantSource {
    private Instant now;

    private TestClock(Instant now) {
        this.now = now;
    }

    /** A clock that stands at {@link TestTokens#NOW}. */
    public static TestClock standing() {
        return at(TestTokens.NOW);
    }

    public static TestClock at(Instant now) {
        return new TestClock(now);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    public synchronized void set(Instant instant) {
        now = instant;
    }

    /** Moves forward, or back if {@code step} is negative. */
    public synchronized void advance(Duration step) {
        now = now.plus(step);
    }
}
