package dev.gatehouse.store;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.kernel.ShortLivedState.Space;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Writes intents, state and reads from many threads until it is killed, and prints what was
 * acknowledged.
 */
final class AuditWriterProcess {
    private AuditWriterProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        InstantSource clock = InstantSource.system();
        var database = EmbeddedDatabase.open(Path.of(arguments[0]));
        var state = new SqliteState(database, clock);
        var log =
                new AuditLog(
                        new SqliteAuditStore(database, TinkSealing.open(database, clock)), clock);
        for (int t = 0; t < 8; t++) {
            String thread = "t" + t + "-";
            Thread.ofVirtual()
                    .start(
                            () -> {
                                for (int i = 0; ; i++) {
                                    write(log, state, clock.instant(), thread + i);
                                }
                            });
        }
        Thread.currentThread().join();
    }

    private static void write(AuditLog log, SqliteState state, Instant now, String id) {
        log.record(SqliteAuditStoreTest.event("read-" + id, now, AuditEvent.Phase.EVENT));
        log.intend(SqliteAuditStoreTest.event(id, now, AuditEvent.Phase.INTENT));
        state.put(Space.SESSION, id, new byte[100], now.plusSeconds(3600));
        synchronized (System.out) {
            System.out.println(id);
            System.out.flush();
        }
    }
}
