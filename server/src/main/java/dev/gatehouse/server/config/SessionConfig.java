package dev.gatehouse.server.config;

import java.time.Duration;

/** How long a browser's session lives ({@code session}): without use, and at all. */
public record SessionConfig(Duration idle, Duration absolute) {
    public SessionConfig {
        if (idle.compareTo(absolute) > 0) {
            throw new IllegalArgumentException("idle is longer than absolute");
        }
    }
}
