package dev.gatehouse.store;

import dev.gatehouse.kernel.ShortLivedState.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A lease as a row. Fences are counted over all names, so they outlive the rows. */
record SqliteLease(EmbeddedDatabase database, String name, long fence) implements Lease {
    private static final String TAKE =
            """
            insert into lease (name, fence, ends_at) values (?, (select value + 1 from fence), ?)
            on conflict (name) do update set fence = excluded.fence, ends_at = excluded.ends_at
            where lease.ends_at <= ?
            """;

    static Optional<SqliteLease> take(
            EmbeddedDatabase database, String name, Instant now, Duration length) {
        return database.transact(
                connection -> {
                    try (var take = connection.prepareStatement(TAKE);
                            var count =
                                    connection.prepareStatement(
                                            "update fence set value = value + 1 returning value")) {
                        take.setString(1, name);
                        take.setLong(2, now.plus(length).toEpochMilli());
                        take.setLong(3, now.toEpochMilli());
                        if (take.executeUpdate() == 0) {
                            return Optional.empty();
                        }
                        try (var result = count.executeQuery()) {
                            return Optional.of(new SqliteLease(database, name, result.getLong(1)));
                        }
                    }
                });
    }

    static long prune(EmbeddedDatabase database, Instant now) {
        return database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement("delete from lease where ends_at <= ?")) {
                        statement.setLong(1, now.toEpochMilli());
                        return (long) statement.executeUpdate();
                    }
                });
    }

    /** Released, unless it ended and somebody else holds it now. */
    @Override
    public void close() {
        database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "delete from lease where name = ? and fence = ?")) {
                        statement.setString(1, name);
                        statement.setLong(2, fence);
                        return statement.executeUpdate();
                    }
                });
    }
}
