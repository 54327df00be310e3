package dev.gatehouse.benchmarks;

import dev.gatehouse.audit.AuditConfig;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditStore;
import dev.gatehouse.store.EmbeddedDatabase;
import dev.gatehouse.store.SqliteAuditStore;
import dev.gatehouse.testkit.TestClock;
import dev.gatehouse.testkit.TestSealing;
import dev.gatehouse.testkit.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The time of one event from {@code record} to the store: queue, encoding, hash chain, and, with
 * SQLITE, the file. Measured in bursts that fit the queue, so that none is lost.
 */
@State(Scope.Benchmark)
public class AuditBenchmark extends Step {
    private static final int BURST = 20_000;

    /** Where the blocks go. */
    public enum Destination {
        NOWHERE,
        SQLITE
    }

    /** Where the blocks go. */
    @Param public Destination store = Destination.NOWHERE;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private AuditLog log = new AuditLog(new DiscardingStore(), TestClock.standing());

    /** Opens a store in a folder of its own. */
    @Setup
    public void prepare() throws IOException {
        log.close();
        AuditStore chosen =
                switch (store) {
                    case NOWHERE -> new DiscardingStore();
                    case SQLITE -> sqlite();
                };
        log = new AuditLog(chosen, AuditConfig.DEFAULT, TestClock.standing());
        open.push(log);
    }

    /** A burst, and the wait until it is in the store. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void record() {
        for (int i = 0; i < BURST; i++) {
            log.record(event(i));
        }
        log.flush();
    }

    /** Closes in the reverse order and removes the folder; fails if an event was lost. */
    @TearDown
    public void close() throws Exception {
        boolean kept = log.healthy();
        while (!open.isEmpty()) {
            open.pop().close();
        }
        if (!kept) {
            throw new IllegalStateException("events were lost");
        }
    }

    private AuditStore sqlite() throws IOException {
        Path folder = Files.createTempDirectory("gatehouse-benchmark");
        open.push(() -> remove(folder));
        EmbeddedDatabase database = EmbeddedDatabase.open(folder);
        open.push(database);
        return new SqliteAuditStore(database, new TestSealing());
    }

    private static AuditEvent event(int index) {
        return new AuditEvent(
                TestTokens.NOW,
                "4b1c7d90-" + index,
                AuditEvent.Phase.EVENT,
                "c0000000-0000-4000-8000-000000000001",
                "9f86d081884c7d659a2feaa0c55ad015",
                "user",
                "bearer",
                "GET",
                "/orders/" + index,
                "routes[0]",
                "allowed",
                "",
                "none",
                "",
                "app",
                200,
                412);
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
