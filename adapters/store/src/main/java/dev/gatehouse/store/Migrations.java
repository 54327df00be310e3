package dev.gatehouse.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings the tables up to this version: each script once, in order, in a transaction. The number of
 * scripts that ran is the file's {@code user_version}. Scripts hold no semicolon but those that end
 * statements, and are never changed once released.
 */
final class Migrations {
    private static final List<String> SCRIPTS =
            List.of("V1__state_and_audit.sql", "V2__operations.sql");

    private Migrations() {}

    static void run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int done = version(statement);
            if (done > SCRIPTS.size()) {
                throw new StoreUnavailable(
                        "The store was written by a newer version of Gatehouse (tables "
                                + done
                                + ", this version knows "
                                + SCRIPTS.size()
                                + "). Start that version.");
            }
            for (int i = done; i < SCRIPTS.size(); i++) {
                statement.execute("begin immediate");
                for (String command : script(SCRIPTS.get(i)).split(";")) {
                    if (!command.isBlank()) {
                        statement.execute(command);
                    }
                }
                statement.execute("pragma user_version = " + (i + 1));
                statement.execute("commit");
            }
        }
    }

    /** Fails unless the file has the tables of this version. */
    static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int done = version(statement);
            if (done != SCRIPTS.size()) {
                throw new StoreUnavailable(
                        "The store has tables of version "
                                + done
                                + ", this version of Gatehouse reads "
                                + SCRIPTS.size()
                                + ".");
            }
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (var result = statement.executeQuery("pragma user_version")) {
            return result.getInt(1);
        }
    }

    private static String script(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("unreadable resource " + name, e);
        }
    }
}
