package dev.gatehouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.OperationRecords.Insertion;
import dev.gatehouse.kernel.OperationRecords.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteOperationsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir Path directory;

    private static Row row(String id, String resource, String key, boolean active) {
        return new Row(
                id,
                "owner",
                resource,
                Optional.of(key).filter(text -> !text.isEmpty()),
                active,
                NOON,
                new byte[] {1},
                active ? Optional.of(new byte[] {2}) : Optional.empty());
    }

    @Test
    void whatWasWrittenIsThereForTheNextProcess() {
        try (var database = EmbeddedDatabase.open(directory)) {
            var records = new SqliteOperations(database);
            assertThat(records.insert(row("1", "r", "", true))).isEqualTo(new Insertion.Inserted());
        }
        try (var database = EmbeddedDatabase.open(directory)) {
            Row found = new SqliteOperations(database).active().getFirst();
            assertThat(found.id()).isEqualTo("1");
            assertThat(found.createdAt()).isEqualTo(NOON);
            assertThat(found.credential().orElseThrow()).containsExactly(2);
        }
    }

    @Test
    void oneRecordOfAResourceIsActive() {
        try (var database = EmbeddedDatabase.open(directory)) {
            var records = new SqliteOperations(database);
            records.insert(row("1", "r", "", true));
            assertThat(records.insert(row("2", "r", "", true)))
                    .isInstanceOfSatisfying(
                            Insertion.Busy.class,
                            busy -> assertThat(busy.other().id()).isEqualTo("1"));
            records.update(row("1", "r", "", false));
            assertThat(records.find("1").orElseThrow().credential()).isEmpty();
            assertThat(records.insert(row("3", "r", "", true))).isEqualTo(new Insertion.Inserted());
            assertThat(records.newest(Optional.of("owner"), 10)).hasSize(2);
            assertThat(records.newest(Optional.of("another"), 10)).isEmpty();
        }
    }

    @Test
    void aKeyIsKnownEvenAfterItsRecordHasEnded() {
        try (var database = EmbeddedDatabase.open(directory)) {
            var records = new SqliteOperations(database);
            records.insert(row("1", "r", "key", true));
            records.update(row("1", "r", "key", false));
            assertThat(records.insert(row("2", "s", "key", true)))
                    .isInstanceOfSatisfying(
                            Insertion.KeyKnown.class,
                            known -> assertThat(known.known().id()).isEqualTo("1"));
            assertThat(records.known("key").orElseThrow().id()).isEqualTo("1");
            assertThat(records.known("another")).isEmpty();
        }
    }

    @Test
    void onlyWhatHasEndedIsRemoved() {
        try (var database = EmbeddedDatabase.open(directory)) {
            var records = new SqliteOperations(database);
            records.insert(row("1", "r", "", true));
            records.insert(row("2", "s", "", false));
            assertThat(records.prune(NOON)).isZero();
            assertThat(records.prune(NOON.plusSeconds(1))).isEqualTo(1);
            assertThat(records.find("1")).isPresent();
        }
    }
}
