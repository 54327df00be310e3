package dev.gatehouse.store;

import java.util.Optional;

/** Which keys a database belongs to, by a hash that tells nothing about them. */
final class KeyFact {
    private KeyFact() {}

    static String of(KeyRing keys) {
        return keys.hash("gatehouse keys of this store");
    }

    static Optional<String> read(EmbeddedDatabase database) {
        return database.read(
                connection -> {
                    try (var statement =
                                    connection.prepareStatement(
                                            "select value from fact where name = 'keys'");
                            var row = statement.executeQuery()) {
                        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                    }
                });
    }

    static void write(EmbeddedDatabase database, KeyRing keys) {
        database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "insert or ignore into fact (name, value) values ('keys', ?)")) {
                        statement.setString(1, of(keys));
                        return statement.executeUpdate();
                    }
                });
    }
}
