package dev.gatehouse.store;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints how many events a second are recorded and written, and what one costs. Run by hand; takes
 * the number of events.
 */
final class AuditThroughput {
    private AuditThroughput() {}

    public static void main(String[] arguments) throws java.io.IOException {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        InstantSource clock = InstantSource.system();
        Path directory = Files.createTempDirectory("gatehouse-throughput");
        try (var database = EmbeddedDatabase.open(directory)) {
            var store = new SqliteAuditStore(database, TinkSealing.open(database, clock));
            for (int round = 1; round <= 4; round++) {
                try (var log = new AuditLog(store, clock)) {
                    run(log, clock, events, round);
                }
            }
            long start = System.nanoTime();
            var verified = dev.gatehouse.audit.Verification.of(store);
            System.out.printf(
                    "verify: %s in %.2f s%n", verified, (System.nanoTime() - start) / 1e9);
        }
    }

    private static void run(AuditLog log, InstantSource clock, int events, int round) {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            if ((i & 8191) == 8191) {
                while (log.queued() > 32_768) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
            log.record(
                    SqliteAuditStoreTest.event(
                            "0123456789abcdef", clock.instant(), AuditEvent.Phase.EVENT));
        }
        log.flush();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "round %d: %,.0f events/s, %.2f us CPU an event%n",
                round, events / seconds, (cpuNanos() - cpu) / 1e3 / events);
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
