package dev.gatehouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.audit.AuditConfig;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What retention removed makes the file shorter. */
class RoomGivenBackTest {
    private static final InstantSource CLOCK = InstantSource.fixed(SqliteAuditStoreTest.NOON);
    private static final InstantSource LATER =
            InstantSource.fixed(SqliteAuditStoreTest.NOON.plus(Duration.ofDays(2)));
    private static final int EVENTS = 20_000;

    @TempDir Path directory;

    @Test
    void theFileShrinksAfterOldBlocksWereRemoved() throws IOException, InterruptedException {
        long full;
        try (var database = EmbeddedDatabase.open(directory)) {
            fill(database);
            full = number(database, "pragma page_count");
            var config = AuditConfig.DEFAULT.keeping(Duration.ofDays(1), 0);
            var store = new SqliteAuditStore(database, TinkSealing.open(database, CLOCK));
            try (var log = new AuditLog(store, config, LATER)) {
                assertThat(log.prune()).isPositive();
                for (int i = 0; i < 1_000 && number(database, "pragma freelist_count") > 0; i++) {
                    Thread.sleep(10);
                }
            }
            assertThat(number(database, "pragma page_count")).isLessThan(full / 2);
            assertThat(Verification.of(store)).isInstanceOf(Verification.Verified.class);
        }
        assertThat(Files.size(directory.resolve("gatehouse.db"))).isLessThan(full / 2 * 4096);
    }

    @Test
    void aStepGivesBackSoManyPagesAndSaysWhetherThereAreMore() {
        try (var database = EmbeddedDatabase.open(directory)) {
            fill(database);
            assertThat(database.giveBack(10)).isFalse();
            database.write(
                    connection -> {
                        try (var statement = connection.createStatement()) {
                            return statement.execute("delete from audit_block");
                        }
                    });
            long free = number(database, "pragma freelist_count");
            assertThat(free).isGreaterThan(20);

            assertThat(database.giveBack(10)).isTrue();
            assertThat(number(database, "pragma freelist_count")).isEqualTo(free - 10);
            assertThat(database.giveBack((int) free)).isFalse();
            assertThat(number(database, "pragma freelist_count")).isZero();
        }
    }

    private static void fill(EmbeddedDatabase database) {
        var store = new SqliteAuditStore(database, TinkSealing.open(database, CLOCK));
        try (var log = new AuditLog(store, CLOCK)) {
            for (int i = 0; i < EVENTS; i++) {
                log.record(
                        SqliteAuditStoreTest.event(
                                "r" + i, SqliteAuditStoreTest.NOON, AuditEvent.Phase.EVENT));
                if (i % 2_000 == 0) {
                    log.flush();
                }
            }
        }
    }

    private static long number(EmbeddedDatabase database, String pragma) {
        return database.write(
                connection -> {
                    try (var statement = connection.createStatement();
                            var result = statement.executeQuery(pragma)) {
                        return result.getLong(1);
                    }
                });
    }
}
