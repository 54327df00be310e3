package dev.gatehouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.kernel.ShortLivedState.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);

    @TempDir Path temporary;
    private Path directory;

    @BeforeEach
    void nameDirectory() {
        directory = temporary.resolve("data");
    }

    @Test
    void closesDirectoryAndFilesToOthers() throws IOException {
        try (var database = EmbeddedDatabase.open(directory);
                var state = new SqliteState(database, CLOCK)) {
            TinkSealing.open(database, CLOCK);
            state.put(Space.SESSION, "k", new byte[1], NOON.plusSeconds(1));
            assertThat(permissions(directory)).isEqualTo("rwx------");
            try (var files = Files.list(directory)) {
                List<Path> all = files.toList();
                assertThat(all)
                        .extracting(file -> file.getFileName().toString())
                        .containsExactlyInAnyOrder(
                                "gatehouse.db",
                                "gatehouse.db-wal",
                                "gatehouse.db-shm",
                                "gatehouse.lock",
                                "keys.json");
                assertThat(all).allMatch(file -> permissions(file).equals("rw-------"));
            }
        }
    }

    @Test
    void closesADirectoryThatWasOpenToOthers() throws IOException {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        EmbeddedDatabase.open(directory).close();
        assertThat(permissions(directory)).isEqualTo("rwx------");
    }

    @Test
    void isWrittenByOneAtATimeAndSaysByWhom() {
        try (var _ = EmbeddedDatabase.open(directory)) {
            assertThatThrownBy(() -> EmbeddedDatabase.open(directory))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining(
                            "already used by process " + ProcessHandle.current().pid());
        }
        EmbeddedDatabase.open(directory).close();
    }

    @Test
    void isReadWhileAnotherWrites() {
        try (var writing = EmbeddedDatabase.open(directory);
                var state = new SqliteState(writing, CLOCK);
                var reading = EmbeddedDatabase.openReadOnly(directory);
                var readingState = new SqliteState(reading, CLOCK)) {
            state.put(Space.SESSION, "k", new byte[] {7}, NOON.plusSeconds(1));
            assertThat(readingState.get(Space.SESSION, "k")).contains(new byte[] {7});
            assertThatThrownBy(() -> readingState.delete(Space.SESSION, "k"))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("read only");
        }
    }

    @Test
    void isReadWhenNobodyWrites() {
        try (var writing = EmbeddedDatabase.open(directory);
                var state = new SqliteState(writing, CLOCK)) {
            state.put(Space.SESSION, "k", new byte[] {7}, NOON.plusSeconds(1));
        }
        try (var reading = EmbeddedDatabase.openReadOnly(directory);
                var state = new SqliteState(reading, CLOCK)) {
            assertThat(state.get(Space.SESSION, "k")).contains(new byte[] {7});
        }
    }

    @Test
    void isNotMadeByReading() {
        assertThatThrownBy(() -> EmbeddedDatabase.openReadOnly(directory))
                .isInstanceOf(StoreUnavailable.class);
        assertThat(directory).doesNotExist();
    }

    @Test
    void aDamagedFileIsAClearErrorAndIsKept() throws IOException {
        Files.createDirectory(directory);
        Path file = directory.resolve("gatehouse.db");
        Files.writeString(file, "this is not a database, but it is long enough ".repeat(200));
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> EmbeddedDatabase.open(directory))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("restore a backup");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void refusesTheTablesOfANewerVersion() {
        try (var database = EmbeddedDatabase.open(directory)) {
            database.write(
                    connection -> {
                        try (var statement = connection.createStatement()) {
                            return statement.execute("pragma user_version = 99");
                        }
                    });
        }
        assertThatThrownBy(() -> EmbeddedDatabase.open(directory))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void aTransactionThatFailsLeavesNothing() {
        try (var database = EmbeddedDatabase.open(directory);
                var state = new SqliteState(database, CLOCK)) {
            assertThatThrownBy(
                            () ->
                                    database.transact(
                                            connection -> {
                                                try (var s = connection.createStatement()) {
                                                    s.execute(
                                                            "insert into state values"
                                                                    + " (1, 'k', x'00', 9e15)");
                                                }
                                                throw new IllegalStateException("half way");
                                            }))
                    .hasMessage("half way");
            assertThat(state.get(Space.SESSION, "k")).isEmpty();
            state.put(Space.SESSION, "k", new byte[1], NOON.plusSeconds(1));
        }
    }

    @Test
    void longReadsKeepNoShortOneWaiting() {
        try (var database = EmbeddedDatabase.open(directory);
                var state = new SqliteState(database, CLOCK)) {
            assertThat(whileReading(database, 6, () -> state.count(Space.SESSION))).isZero();
        }
    }

    private static long whileReading(EmbeddedDatabase database, int times, LongSupplier then) {
        return times == 0
                ? then.getAsLong()
                : database.readConsistently(_ -> whileReading(database, times - 1, then));
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void saysThatTheFolderCannotBeCreatedAndWhy(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");

        assertThatThrownBy(() -> EmbeddedDatabase.openFile(file.resolve("gatehouse.db")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("The folder " + file + " cannot be created: a file of that")
                .hasMessageNotContaining("backup");
    }
}
