package dev.gatehouse.audit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Released when everything that was queued before it is durable. */
record Barrier(CountDownLatch passed) implements Queued {
    void await(Duration longest, AuditWriter writer) {
        try {
            if (!passed.await(longest.toNanos(), TimeUnit.NANOSECONDS) || !writer.healthy()) {
                throw new AuditUnavailable("the audit is not written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailable("interrupted while the audit was written", e);
        }
    }
}
