package dev.gatehouse.store;

import dev.gatehouse.audit.AuditBlock;
import dev.gatehouse.audit.AuditStore;
import dev.gatehouse.audit.AuditUnavailable;
import dev.gatehouse.audit.ChainMark;
import dev.gatehouse.kernel.Sealing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The audit's blocks as rows in SQLite. Also reads while another process writes. */
public final class SqliteAuditStore implements AuditStore {
    private static final String COLUMNS =
            "first_seq, last_seq, first_time, last_time, count, payload, previous_hash, hash";

    /** A megabyte; a few milliseconds. */
    private static final int PAGES_AT_ONCE = 256;

    private final EmbeddedDatabase database;
    private final Sealing sealing;

    /**
     * @param sealing signs the chain's marks by its keyed hash
     */
    public SqliteAuditStore(EmbeddedDatabase database, Sealing sealing) {
        this.database = database;
        this.sealing = sealing;
    }

    @Override
    public void append(AuditBlock block, ChainMark head, boolean throughPowerLoss) {
        EmbeddedDatabase.Work<ChainMark> work =
                connection -> {
                    insert(connection, block);
                    mark(connection, head);
                    return head;
                };
        attempt(
                () ->
                        throughPowerLoss
                                ? database.transactThroughPowerLoss(work)
                                : database.transact(work));
    }

    @Override
    public void prune(ChainMark checkpoint) {
        attempt(
                () ->
                        database.transact(
                                connection -> {
                                    try (var statement =
                                            connection.prepareStatement(
                                                    "delete from audit_block where first_seq <= ?"
                                                            + " and last_seq <= ?")) {
                                        statement.setLong(1, checkpoint.seq());
                                        statement.setLong(2, checkpoint.seq());
                                        statement.executeUpdate();
                                    }
                                    mark(connection, checkpoint);
                                    return checkpoint;
                                }));
    }

    @Override
    public boolean giveBack() {
        return attempt(() -> database.giveBack(PAGES_AT_ONCE));
    }

    @Override
    public <T> T read(Function<Snapshot, T> reader) {
        return attempt(
                () ->
                        database.readConsistently(
                                connection -> reader.apply(new SqliteSnapshot(connection))));
    }

    @Override
    public String sign(String statement) {
        return sealing.keyedHash(statement);
    }

    private static <T> T attempt(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreUnavailable e) {
            throw new AuditUnavailable("the audit's store fails", e);
        }
    }

    private static void insert(Connection connection, AuditBlock block) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "insert into audit_block ("
                                + COLUMNS
                                + ") values (?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setLong(1, block.firstSeq());
            statement.setLong(2, block.lastSeq());
            statement.setLong(3, AuditBlock.micros(block.firstTime()));
            statement.setLong(4, AuditBlock.micros(block.lastTime()));
            statement.setInt(5, block.count());
            statement.setBytes(6, block.payload());
            statement.setString(7, block.previousHash());
            statement.setString(8, block.hash());
            statement.executeUpdate();
        }
    }

    private static void mark(Connection connection, ChainMark mark) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        insert or replace into audit_mark
                        (kind, seq, hash, bytes, open_from, signature) values (?, ?, ?, ?, ?, ?)
                        """)) {
            statement.setString(1, mark.kind().name());
            statement.setLong(2, mark.seq());
            statement.setString(3, mark.hash());
            statement.setLong(4, mark.bytes());
            statement.setLong(5, mark.openFrom());
            statement.setString(6, mark.signature());
            statement.executeUpdate();
        }
    }

    private record SqliteSnapshot(Connection connection) implements Snapshot {
        @Override
        public Optional<ChainMark> head() {
            return mark(ChainMark.Kind.HEAD);
        }

        @Override
        public Optional<ChainMark> checkpoint() {
            return mark(ChainMark.Kind.CHECKPOINT);
        }

        @Override
        public void from(long seq, Predicate<AuditBlock> visitor) {
            String sql =
                    "select "
                            + COLUMNS
                            + " from audit_block where last_seq >= ? and first_seq >= coalesce("
                            + "(select max(first_seq) from audit_block where first_seq <= ?), 0)"
                            + " order by first_seq";
            visit(sql, seq, seq, visitor);
        }

        @Override
        public void newestFirst(Instant from, Instant to, Predicate<AuditBlock> visitor) {
            String sql =
                    "select "
                            + COLUMNS
                            + " from audit_block where last_time >= ? and first_time <= ?"
                            + " order by first_seq desc";
            visit(sql, AuditBlock.micros(from), AuditBlock.micros(to), visitor);
        }

        private Optional<ChainMark> mark(ChainMark.Kind kind) {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "select seq, hash, bytes, open_from, signature from audit_mark"
                                    + " where kind = ?")) {
                statement.setString(1, kind.name());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(
                                    new ChainMark(
                                            kind,
                                            row.getLong(1),
                                            row.getString(2),
                                            row.getLong(3),
                                            row.getLong(4),
                                            row.getString(5)))
                            : Optional.empty();
                }
            } catch (SQLException e) {
                throw new AuditUnavailable("the audit's store cannot be read", e);
            }
        }

        private void visit(String sql, long first, long second, Predicate<AuditBlock> visitor) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, first);
                statement.setLong(2, second);
                try (ResultSet row = statement.executeQuery()) {
                    boolean more = row.next();
                    while (more && visitor.test(block(row))) {
                        more = row.next();
                    }
                }
            } catch (SQLException e) {
                throw new AuditUnavailable("the audit's store cannot be read", e);
            }
        }

        private static AuditBlock block(ResultSet row) throws SQLException {
            return new AuditBlock(
                    row.getLong(1),
                    row.getLong(2),
                    AuditBlock.time(row.getLong(3)),
                    AuditBlock.time(row.getLong(4)),
                    row.getInt(5),
                    row.getBytes(6),
                    row.getString(7),
                    row.getString(8));
        }
    }
}
