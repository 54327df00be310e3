package dev.gatehouse.operate.setup;

import java.time.Duration;

/** Waits; a test does without. */
public interface Pause {
    /** Returns after {@code time}, or sooner if the thread is interrupted. */
    void of(Duration time);

    /** Really sleeps. */
    Pause SLEEP =
            time -> {
                try {
                    Thread.sleep(time);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            };
}
