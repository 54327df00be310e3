package dev.gatehouse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demo's settings as a file in its data directory, so that {@code doctor} finds them. */
final class DemoConfiguration {
    /** Its name in the data directory. */
    static final String FILE = "gatehouse.yaml";

    private static final String SECRET_FILE = "demo-secret";

    private DemoConfiguration() {}

    /**
     * Writes it, with the secret in a file of its own.
     *
     * @param sets {@code key=value} each, dotted key and YAML value; later ones win
     */
    static void write(Path data, List<String> sets, String secret) {
        var root = new LinkedHashMap<String, Object>();
        for (String set : sets) {
            int equals = set.indexOf('=');
            put(root, set.substring(0, equals).split("\\."), set.substring(equals + 1));
        }
        put(root, new String[] {"entra", "credential"}, "{secret: 'file:" + SECRET_FILE + "'}");
        var text = new StringBuilder("# Written by gatehouse demo at each start.\n");
        render(root, "", text);
        try {
            replace(data.resolve(SECRET_FILE), secret);
            replace(data.resolve(FILE), text.toString());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    @SuppressWarnings("unchecked") // every map in the tree was made here
    private static void put(Map<String, Object> tree, String[] path, String value) {
        Map<String, Object> at = tree;
        for (int i = 0; i < path.length - 1; i++) {
            Object below = at.get(path[i]);
            if (!(below instanceof Map)) {
                below = new LinkedHashMap<String, Object>();
                at.put(path[i], below);
            }
            at = (Map<String, Object>) below;
        }
        at.put(path[path.length - 1], value);
    }

    private static void render(Map<?, ?> tree, String indent, StringBuilder to) {
        tree.forEach(
                (name, value) -> {
                    to.append(indent).append(name).append(':');
                    if (value instanceof Map<?, ?> below) {
                        to.append('\n');
                        render(below, indent + "  ", to);
                    } else {
                        to.append(' ').append(value).append('\n');
                    }
                });
    }
}
