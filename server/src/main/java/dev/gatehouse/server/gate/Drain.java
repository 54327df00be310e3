package dev.gatehouse.server.gate;

import java.time.Duration;

/** Whether the gate is stopping, and how long running exchanges may still take. */
final class Drain {
    private volatile boolean stopping;
    private volatile Duration grace = Duration.ZERO;

    void begin(Duration allowed) {
        grace = allowed;
        stopping = true;
    }

    boolean stopping() {
        return stopping;
    }

    Duration grace() {
        return grace;
    }
}
