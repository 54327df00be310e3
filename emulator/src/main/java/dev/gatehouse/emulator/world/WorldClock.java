package dev.gatehouse.emulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The one clock of all services: another clock plus an offset that tests and demos may set. */
public final class WorldClock implements InstantSource {
    private final InstantSource base;
    private volatile Duration offset = Duration.ZERO;

    /** A clock that agrees with {@code base} until it is moved. */
    public WorldClock(InstantSource base) {
        this.base = base;
    }

    /** Sets how far this clock is ahead of its base; negative if behind. */
    public void offset(Duration ahead) {
        offset = ahead;
    }

    /** How far this clock is ahead of its base. */
    public Duration offset() {
        return offset;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(offset);
    }
}
