package dev.gatehouse.server;

import dev.gatehouse.audit.AuditReader;
import dev.gatehouse.store.EmbeddedDatabase;
import dev.gatehouse.store.SqliteAuditStore;
import dev.gatehouse.store.StoreUnavailable;
import dev.gatehouse.store.TinkSealing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** The audit of a data directory, to be read, also while Gatehouse runs on it. */
public final class AuditFile implements AutoCloseable {
    private final EmbeddedDatabase database;
    private final AuditReader reader;

    private AuditFile(EmbeddedDatabase database, InstantSource clock) {
        this.database = database;
        this.reader =
                new AuditReader(new SqliteAuditStore(database, TinkSealing.open(database, clock)));
    }

    /**
     * Opens it.
     *
     * @param data the data directory, or the store's file where {@code store.embedded} names
     *     another
     * @throws IllegalStateException if there is none, or it cannot be read; the message says which
     */
    public static AuditFile open(Path data, InstantSource clock) {
        try {
            return new AuditFile(
                    Files.isDirectory(data)
                            ? EmbeddedDatabase.openReadOnly(data)
                            : EmbeddedDatabase.openFileReadOnly(data),
                    clock);
        } catch (StoreUnavailable unreadable) {
            throw new IllegalStateException(unreadable.getMessage(), unreadable);
        }
    }

    public AuditReader reader() {
        return reader;
    }

    @Override
    public void close() {
        database.close();
    }
}
