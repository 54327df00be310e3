package dev.gatehouse.store;

import dev.gatehouse.kernel.OperationRecords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Long work in SQLite. Insertions are on disk before they return: they precede a change. */
public final class SqliteOperations implements OperationRecords {
    private static final String COLUMNS =
            "select id, owner, resource, idempotency, active, created_at, document, credential"
                    + " from operation ";

    private final EmbeddedDatabase database;

    public SqliteOperations(EmbeddedDatabase database) {
        this.database = database;
    }

    @Override
    public Insertion insert(Row row) {
        return database.transactThroughPowerLoss(
                connection -> {
                    if (row.idempotency().isPresent()) {
                        Optional<Row> known =
                                first(connection, "where idempotency = ?", row.idempotency().get());
                        if (known.isPresent()) {
                            return new Insertion.KeyKnown(known.get());
                        }
                    }
                    Optional<Row> other =
                            first(connection, "where resource = ? and active = 1", row.resource());
                    if (other.isPresent()) {
                        return new Insertion.Busy(other.get());
                    }
                    add(connection, row);
                    return new Insertion.Inserted();
                });
    }

    private static void add(Connection connection, Row row) throws SQLException {
        String sql = "insert into operation values (?, ?, ?, ?, ?, ?, ?, ?)";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, row.id());
            statement.setString(2, row.owner());
            statement.setString(3, row.resource());
            if (row.idempotency().isPresent()) {
                statement.setString(4, row.idempotency().get());
            } else {
                statement.setNull(4, Types.VARCHAR);
            }
            statement.setBoolean(5, row.active());
            statement.setLong(6, row.createdAt().toEpochMilli());
            statement.setBytes(7, row.document());
            setCredential(statement, 8, row);
            statement.executeUpdate();
        }
    }

    @Override
    public void update(Row row) {
        String sql = "update operation set active = ?, document = ?, credential = ? where id = ?";
        database.write(
                connection -> {
                    try (var statement = connection.prepareStatement(sql)) {
                        statement.setBoolean(1, row.active());
                        statement.setBytes(2, row.document());
                        setCredential(statement, 3, row);
                        statement.setString(4, row.id());
                        return statement.executeUpdate();
                    }
                });
    }

    @Override
    public Optional<Row> find(String id) {
        return database.read(connection -> first(connection, "where id = ?", id));
    }

    @Override
    public Optional<Row> known(String idempotency) {
        return database.read(connection -> first(connection, "where idempotency = ?", idempotency));
    }

    @Override
    public List<Row> newest(Optional<String> owner, int most) {
        String sql =
                COLUMNS
                        + (owner.isPresent() ? "where owner = ? " : "")
                        + "order by created_at desc, id limit "
                        + most;
        return database.read(
                connection -> {
                    try (var statement = connection.prepareStatement(sql)) {
                        if (owner.isPresent()) {
                            statement.setString(1, owner.get());
                        }
                        return rows(statement);
                    }
                });
    }

    @Override
    public List<Row> active() {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    COLUMNS + "where active = 1 order by created_at, id")) {
                        return rows(statement);
                    }
                });
    }

    @Override
    public int prune(Instant before) {
        return database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "delete from operation where active = 0 and created_at < ?")) {
                        statement.setLong(1, before.toEpochMilli());
                        return statement.executeUpdate();
                    }
                });
    }

    private static Optional<Row> first(Connection connection, String where, String value)
            throws SQLException {
        try (var statement = connection.prepareStatement(COLUMNS + where)) {
            statement.setString(1, value);
            return rows(statement).stream().findFirst();
        }
    }

    private static List<Row> rows(PreparedStatement statement) throws SQLException {
        var found = new ArrayList<Row>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                found.add(
                        new Row(
                                result.getString(1),
                                result.getString(2),
                                result.getString(3),
                                Optional.ofNullable(result.getString(4)),
                                result.getBoolean(5),
                                Instant.ofEpochMilli(result.getLong(6)),
                                result.getBytes(7),
                                Optional.ofNullable(result.getBytes(8))));
            }
        }
        return List.copyOf(found);
    }

    private static void setCredential(PreparedStatement statement, int at, Row row)
            throws SQLException {
        if (row.credential().isPresent()) {
            statement.setBytes(at, row.credential().get());
        } else {
            statement.setNull(at, Types.BLOB);
        }
    }
}
