package dev.gatehouse.server.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files that the configuration names.
 *
 * @param base what relative paths start from: the configuration file's directory
 */
record NamedFiles(Path base) {
    /** The file, or empty if the key is absent or the file cannot be read. */
    Optional<Path> readable(Section section, String name) {
        return section.optional(name, "the path of a file that can be read", this::readable);
    }

    private Optional<Path> readable(String text) {
        return path(text).map(base::resolve).filter(Files::isRegularFile).filter(Files::isReadable);
    }

    static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
