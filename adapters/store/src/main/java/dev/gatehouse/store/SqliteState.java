package dev.gatehouse.store;

import dev.gatehouse.kernel.ShortLivedState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short-lived state in SQLite. What was set is committed when the call returns, so it survives the
 * end of the process; a power cut may take the last moments (see the decision page). Ends are kept
 * in whole milliseconds, rounded down.
 */
public final class SqliteState implements ShortLivedState, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteState.class);
    private static final int PRUNED_AT_ONCE = 500;

    private final EmbeddedDatabase database;
    private final InstantSource clock;
    private final ScheduledExecutorService pruner =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("gatehouse-state").factory());

    /** Starts to remove what has ended, once a minute. */
    public SqliteState(EmbeddedDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        var _ = pruner.scheduleWithFixedDelay(this::pruneQuietly, 1, 1, TimeUnit.MINUTES);
    }

    @Override
    public Optional<byte[]> get(Space space, String key) {
        String sql = "select value from state where space = ? and key = ? and ends_at > ?";
        return database.read(
                connection -> {
                    try (var statement = connection.prepareStatement(sql)) {
                        statement.setInt(1, number(space));
                        statement.setString(2, key);
                        statement.setLong(3, now());
                        return value(statement);
                    }
                });
    }

    @Override
    public void put(Space space, String key, byte[] value, Instant endsAt) {
        String sql =
                """
                insert into state (space, key, value, ends_at) values (?, ?, ?, ?)
                on conflict (space, key)
                do update set value = excluded.value, ends_at = excluded.ends_at
                """;
        database.write(
                connection -> {
                    try (var statement = connection.prepareStatement(sql)) {
                        set(statement, space, key, value, endsAt);
                        return statement.executeUpdate();
                    }
                });
    }

    @Override
    public boolean putIfAbsent(Space space, String key, byte[] value, Instant endsAt) {
        String sql =
                """
                insert into state (space, key, value, ends_at) values (?, ?, ?, ?)
                on conflict (space, key)
                do update set value = excluded.value, ends_at = excluded.ends_at
                where state.ends_at <= ?
                """;
        return database.write(
                connection -> {
                    try (var statement = connection.prepareStatement(sql)) {
                        set(statement, space, key, value, endsAt);
                        statement.setLong(5, now());
                        return statement.executeUpdate() == 1;
                    }
                });
    }

    @Override
    public Optional<byte[]> take(Space space, String key) {
        String sql =
                "delete from state where space = ? and key = ? and ends_at > ? returning value";
        return database.write(
                connection -> {
                    try (var statement = connection.prepareStatement(sql)) {
                        statement.setInt(1, number(space));
                        statement.setString(2, key);
                        statement.setLong(3, now());
                        return value(statement);
                    }
                });
    }

    @Override
    public void delete(Space space, String key) {
        database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "delete from state where space = ? and key = ?")) {
                        statement.setInt(1, number(space));
                        statement.setString(2, key);
                        return statement.executeUpdate();
                    }
                });
    }

    @Override
    public long count(Space space) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "select count(*) from state where space = ? and ends_at > ?")) {
                        statement.setInt(1, number(space));
                        statement.setLong(2, now());
                        try (ResultSet result = statement.executeQuery()) {
                            return result.getLong(1);
                        }
                    }
                });
    }

    @Override
    public Optional<Lease> lease(String name, Duration length) {
        return SqliteLease.take(database, name, clock.instant(), length).map(lease -> lease);
    }

    /** Removes what has ended; how many rows. Others may write in between. */
    long prune() {
        long removed = 0;
        for (Space space : Space.values()) {
            int some;
            do {
                some = prune(space);
                removed += some;
            } while (some == PRUNED_AT_ONCE);
        }
        return removed + SqliteLease.prune(database, clock.instant());
    }

    private int prune(Space space) {
        String sql =
                """
                delete from state where rowid in
                (select rowid from state where space = ? and ends_at <= ? limit ?)
                """;
        return database.write(
                connection -> {
                    try (var statement = connection.prepareStatement(sql)) {
                        statement.setInt(1, number(space));
                        statement.setLong(2, now());
                        statement.setInt(3, PRUNED_AT_ONCE);
                        return statement.executeUpdate();
                    }
                });
    }

    private void pruneQuietly() {
        try {
            prune();
        } catch (StoreUnavailable e) {
            // An exception would end the schedule. Ended rows are never returned, pruned or not.
            LOG.atError().setCause(e).log("state.prune");
        }
    }

    private static void set(
            PreparedStatement statement, Space space, String key, byte[] value, Instant endsAt)
            throws SQLException {
        statement.setInt(1, number(space));
        statement.setString(2, key);
        statement.setBytes(3, value);
        statement.setLong(4, endsAt.toEpochMilli());
    }

    private static Optional<byte[]> value(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(result.getBytes(1)) : Optional.empty();
        }
    }

    /** Stored, so never changed. */
    private static int number(Space space) {
        return switch (space) {
            case SESSION -> 1;
            case SIGN_IN -> 2;
            case DOWNSTREAM_TOKEN -> 3;
            case REVOCATION -> 4;
            case SIGNING_KEY -> 5;
        };
    }

    private long now() {
        return clock.millis();
    }

    /** Stops removing. The database stays open. */
    @Override
    public void close() {
        pruner.close();
    }
}
