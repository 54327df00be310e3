package dev.gatehouse.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The file {@code gatehouse.db} of a data directory: SQLite in WAL mode, one connection that writes
 * and a few that read. What was committed survives the end of the process, however it comes. One
 * process at a time writes; others may read meanwhile. Safe for use by many threads.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String FILE = "gatehouse.db";
    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 5_000;

    private final Path directory;
    private final Path file;
    private final Optional<WriterLock> lock;
    private final Optional<Connection> writer;
    private final ReentrantLock writing = new ReentrantLock();
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);

    /** Work with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private EmbeddedDatabase(Path file, Optional<WriterLock> lock, Optional<Connection> writer)
            throws SQLException {
        this.directory = directoryOf(file);
        this.file = file;
        this.lock = lock;
        this.writer = writer;
        for (int i = 0; i < READERS; i++) {
            readers.add(connect(file, true));
        }
    }

    /** Opens {@code gatehouse.db} in the directory, as {@link #openFile} does. */
    public static EmbeddedDatabase open(Path directory) {
        return openFile(directory.resolve(FILE));
    }

    /**
     * Opens the file to write, and makes it and its directory if they are not there.
     *
     * @throws StoreUnavailable if another process writes to it, or if it cannot be used
     */
    public static EmbeddedDatabase openFile(Path file) {
        Path directory = directoryOf(file);
        try {
            PrivateFiles.directory(directory);
        } catch (IOException e) {
            throw new StoreUnavailable(
                    "The folder " + directory + " cannot be created: " + why(e) + ".", e);
        }
        try {
            WriterLock lock = WriterLock.take(directory);
            try {
                PrivateFiles.file(file);
                return new EmbeddedDatabase(file, Optional.of(lock), Optional.of(migrated(file)));
            } catch (SQLException | IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | SQLException e) {
            throw unusable(file, e);
        }
    }

    /** Opens {@code gatehouse.db} in the directory, as {@link #openFileReadOnly} does. */
    public static EmbeddedDatabase openReadOnly(Path directory) {
        return openFileReadOnly(directory.resolve(FILE));
    }

    /**
     * Opens the file to read, also while another process writes.
     *
     * @throws StoreUnavailable if it is not there or cannot be used
     */
    public static EmbeddedDatabase openFileReadOnly(Path file) {
        if (!Files.exists(file)) {
            throw new StoreUnavailable("There is no store in " + directoryOf(file) + ".");
        }
        try {
            try (Connection connection = connect(file, true)) {
                Migrations.check(connection);
            }
            return new EmbeddedDatabase(file, Optional.empty(), Optional.empty());
        } catch (SQLException e) {
            throw unusable(file, e);
        }
    }

    private static Path directoryOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static Connection migrated(Path file) throws SQLException {
        Connection writer = connect(file, false);
        try {
            prepare(writer);
            Migrations.run(writer);
            return writer;
        } catch (SQLException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private static StoreUnavailable unusable(Path file, Exception cause) {
        return new StoreUnavailable(
                "The store "
                        + file
                        + " cannot be used: "
                        + cause.getMessage()
                        + ". If it is damaged, restore a backup or start with a new data directory.",
                cause);
    }

    private static String why(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "this account may not write there";
            case FileAlreadyExistsException _ -> "a file of that name is in the way";
            case NoSuchFileException _ -> "the system makes no folder there";
            case FileSystemException told when told.getReason() != null -> told.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static Connection connect(Path file, boolean readOnly) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_MILLIS);
        if (readOnly) {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        } else {
            config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
            config.setJournalSizeLimit(64 << 20);
        }
        return java.util.Objects.requireNonNull(config.createConnection("jdbc:sqlite:" + file));
    }

    /** Pages that are freed can be given back: a file has that from its first page on or never. */
    private static void prepare(Connection writer) throws SQLException {
        execute(writer, "pragma auto_vacuum = incremental");
        execute(writer, "pragma journal_mode = wal");
    }

    /** Where the file and its keys lie. */
    Path directory() {
        return directory;
    }

    boolean isReadOnly() {
        return writer.isEmpty();
    }

    /** Reads outside a transaction: each statement sees what was last committed. */
    <T> T read(Work<T> work) {
        Connection connection = borrow();
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw new StoreUnavailable("The store cannot be read", e);
        } finally {
            readers.add(connection);
        }
    }

    /**
     * Reads in a transaction: all statements see the same state. It may take long, so it has a
     * connection of its own and keeps nobody waiting.
     */
    <T> T readConsistently(Work<T> work) {
        try (Connection connection = connect(file, true)) {
            return transact(connection, "begin", work);
        } catch (SQLException e) {
            throw new StoreUnavailable("The store cannot be read", e);
        }
    }

    /** Runs a single statement that is a transaction of its own. */
    <T> T write(Work<T> work) {
        writing.lock();
        try {
            return work.on(writer());
        } catch (SQLException e) {
            throw new StoreUnavailable("The store cannot be written", e);
        } finally {
            writing.unlock();
        }
    }

    /** Runs statements that take effect together or not at all. */
    <T> T transact(Work<T> work) {
        return write(connection -> transact(connection, "begin immediate", work));
    }

    /** The same, and on disk before this returns: it survives the end of the machine too. */
    <T> T transactThroughPowerLoss(Work<T> work) {
        return write(
                connection -> {
                    execute(connection, "pragma synchronous = full");
                    try {
                        return transact(connection, "begin immediate", work);
                    } finally {
                        execute(connection, "pragma synchronous = normal");
                    }
                });
    }

    /**
     * Gives pages that hold nothing any more back to the file system: the file is shorter from the
     * next checkpoint of the WAL on.
     *
     * @param most how many pages; each costs one page's copy at most
     * @return whether there are more
     */
    boolean giveBack(int most) {
        return write(
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        // Each step frees one page; an update is the kind that takes all steps.
                        statement.executeUpdate("pragma incremental_vacuum(" + most + ")");
                        try (var left = statement.executeQuery("pragma freelist_count")) {
                            return left.getInt(1) > 0;
                        }
                    }
                });
    }

    private static <T> T transact(Connection connection, String begin, Work<T> work)
            throws SQLException {
        execute(connection, begin);
        try {
            T result = work.on(connection);
            execute(connection, "commit");
            return result;
        } catch (SQLException | RuntimeException e) {
            try {
                execute(connection, "rollback");
            } catch (SQLException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private Connection writer() {
        return writer.orElseThrow(
                () -> new StoreUnavailable("The store was opened to be read only"));
    }

    private Connection borrow() {
        try {
            return readers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while waiting for the store", e);
        }
    }

    /** Waits for work that is under way, then closes the file and gives the lock back. */
    @Override
    public void close() {
        writing.lock();
        try {
            for (int i = 0; i < READERS; i++) {
                borrow().close();
            }
            if (writer.isPresent()) {
                writer.get().close();
            }
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (SQLException | IOException e) {
            throw new StoreUnavailable("The store cannot be closed", e);
        } finally {
            writing.unlock();
        }
    }
}
