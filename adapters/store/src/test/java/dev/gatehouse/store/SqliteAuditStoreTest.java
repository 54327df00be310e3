package dev.gatehouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.audit.AuditConfig;
import dev.gatehouse.audit.AuditEntry;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditQuery;
import dev.gatehouse.audit.AuditReader;
import dev.gatehouse.audit.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAuditStoreTest {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);

    @TempDir Path directory;
    private EmbeddedDatabase database;
    private SqliteAuditStore store;

    @BeforeEach
    void fourBlocksOfTwo() {
        database = EmbeddedDatabase.open(directory.resolve("data"));
        store = new SqliteAuditStore(database, TinkSealing.open(database, CLOCK));
        try (var log = new AuditLog(store, CLOCK)) {
            for (int i = 0; i < 4; i++) {
                log.record(event("r" + 2 * i, NOON.plusSeconds(i), AuditEvent.Phase.EVENT));
                log.record(event("r" + (2 * i + 1), NOON.plusSeconds(i), AuditEvent.Phase.EVENT));
                log.flush();
            }
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anUntouchedFileHolds() {
        assertThat(Verification.of(store))
                .isInstanceOfSatisfying(
                        Verification.Verified.class,
                        verified -> assertThat(verified.count()).isEqualTo(8));
    }

    @Test
    void goesOnAfterARestart() {
        try (var log = new AuditLog(store, CLOCK)) {
            log.intend(event("m", NOON, AuditEvent.Phase.INTENT));
        }
        try (var log = new AuditLog(store, CLOCK)) {
            log.flush();
            assertThat(log.query(AuditQuery.newest(1)).getFirst().event().outcome())
                    .isEqualTo("unknown");
            assertThat(log.verify()).isInstanceOf(Verification.Verified.class);
        }
    }

    @Test
    void findsAFlippedBit() {
        execute(
                "update audit_block set payload ="
                        + " cast(replace(cast(payload as text), 'GET', 'PUT') as blob)"
                        + " where first_seq = 3");
        assertBrokenAt(3);
    }

    @Test
    void findsAlteredNumbers() {
        execute("update audit_block set first_time = first_time + 1 where first_seq = 5");
        assertBrokenAt(5);
    }

    @Test
    void findsADeletedBlock() {
        execute("delete from audit_block where first_seq = 5");
        assertBrokenAt(5);
    }

    @Test
    void findsSwappedBlocks() {
        execute("update audit_block set first_seq = 103 where first_seq = 3");
        execute("update audit_block set first_seq = 3 where first_seq = 5");
        execute("update audit_block set first_seq = 5 where first_seq = 103");
        assertBrokenAt(3);
    }

    @Test
    void findsACutTail() {
        execute("delete from audit_block where first_seq = 7");
        assertBrokenAt(7);
    }

    @Test
    void findsACutTailWhoseHeadWasAdjusted() {
        execute("delete from audit_block where first_seq = 7");
        execute(
                "update audit_mark set seq = 6, bytes = (select sum(length(payload)) from"
                        + " audit_block), open_from = 7, hash = (select hash from audit_block"
                        + " where first_seq = 5)");
        assertBrokenAt(6);
    }

    @Test
    void findsAChainRewrittenWithAnotherKey() {
        try (var other = EmbeddedDatabase.open(directory.resolve("other"))) {
            var forger = new SqliteAuditStore(other, TinkSealing.open(other, CLOCK));
            try (var log = new AuditLog(forger, CLOCK)) {
                log.record(event("forged", NOON, AuditEvent.Phase.EVENT));
            }
        }
        execute("attach '" + directory.resolve("other/gatehouse.db") + "' as other");
        execute("delete from audit_block");
        execute("delete from audit_mark");
        execute("insert into audit_block select * from other.audit_block");
        execute("insert into audit_mark select * from other.audit_mark");
        assertBrokenAt(1);
    }

    @Test
    void isReadByAnotherWhileItIsWritten() {
        try (var log = new AuditLog(store, CLOCK);
                var reading = EmbeddedDatabase.openReadOnly(directory.resolve("data"))) {
            var reader =
                    new AuditReader(
                            new SqliteAuditStore(reading, TinkSealing.open(reading, CLOCK)));
            long seen = reader.lastSeq();
            log.record(event("fresh", NOON, AuditEvent.Phase.EVENT));
            log.flush();
            var fresh = new ArrayList<AuditEntry>();
            assertThat(reader.follow(seen, fresh::add)).isEqualTo(9);
            assertThat(fresh).extracting(e -> e.event().requestId()).containsExactly("fresh");
            assertThat(reader.verify()).isInstanceOf(Verification.Verified.class);
        }
    }

    @Test
    void answersQueriesByTime() {
        var reader = new AuditReader(store);
        assertThat(
                        reader.query(
                                AuditQuery.newest(10)
                                        .between(NOON.plusSeconds(1), NOON.plusSeconds(2))))
                .extracting(e -> e.event().requestId())
                .containsExactly("r5", "r4", "r3", "r2");
    }

    @Test
    void followsFromTheMiddleOfABlock() {
        var seen = new ArrayList<Long>();
        new AuditReader(store).follow(3, entry -> seen.add(entry.seq()));
        assertThat(seen).containsExactly(4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void removesOldBlocksAndStillHolds() {
        var config = AuditConfig.DEFAULT.keeping(Duration.ofDays(1), 0);
        InstantSource later = InstantSource.fixed(NOON.plus(Duration.ofDays(1)).plusSeconds(2));
        try (var log = new AuditLog(store, config, later)) {
            log.prune();
            assertThat(log.query(AuditQuery.newest(10)))
                    .extracting(AuditEntry::seq)
                    .containsExactly(8L, 7L, 6L, 5L);
            assertThat(log.verify())
                    .isInstanceOfSatisfying(
                            Verification.Verified.class,
                            verified -> assertThat(verified.count()).isEqualTo(4));
        }
        execute("update audit_mark set seq = 6 where kind = 'CHECKPOINT'");
        assertThat(Verification.of(store)).isInstanceOf(Verification.Broken.class);
    }

    private void execute(String sql) {
        database.write(
                connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.execute(sql);
                    }
                });
    }

    private void assertBrokenAt(long seq) {
        assertThat(Verification.of(store))
                .isInstanceOfSatisfying(
                        Verification.Broken.class,
                        broken -> assertThat(broken.seq()).isEqualTo(seq));
    }

    static AuditEvent event(String request, Instant time, AuditEvent.Phase phase) {
        return new AuditEvent(
                time,
                request,
                phase,
                "c0000000-0000-4000-8000-000000000001",
                "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
                "user",
                "bearer",
                "GET",
                "/orders/17/lines",
                "routes[3]",
                "allowed",
                "",
                "user",
                "",
                "orders",
                200,
                412);
    }
}
