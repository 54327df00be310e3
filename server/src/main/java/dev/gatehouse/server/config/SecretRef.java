package dev.gatehouse.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** A secret and where it was found. Never printed. */
public final class SecretRef {
    private static final long LIMIT = 64 * 1024;

    /** What is no such name may be the secret itself, and is not shown. */
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    private final String value;
    private final String source;
    private final boolean literal;

    private SecretRef(String value, String source, boolean literal) {
        this.value = value;
        this.source = source;
        this.literal = literal;
    }

    /** The reference leads nowhere; the message holds no secret. */
    static final class Unresolved extends Exception {
        Unresolved(String message) {
            super(message);
        }
    }

    /**
     * Resolves {@code env:NAME}, {@code file:path} (relative to {@code base}; one line end is
     * dropped) or the secret itself.
     */
    static SecretRef resolve(String text, Path base, Map<String, String> environment)
            throws Unresolved {
        if (text.startsWith("env:")) {
            String name = text.substring(4);
            String value = environment.getOrDefault(name, "");
            if (value.isBlank()) {
                throw new Unresolved(
                        VARIABLE.matcher(name).matches()
                                ? "a reference to the environment variable "
                                        + name
                                        + ", which is not set"
                                : "a reference to an environment variable that is not set");
            }
            return new SecretRef(value, "env:" + name, false);
        }
        if (text.startsWith("file:")) {
            String path = text.substring(5);
            return new SecretRef(content(base, path), "file:" + path, false);
        }
        return new SecretRef(text, "literal", true);
    }

    private static String content(Path base, String path) throws Unresolved {
        try {
            Path file = base.resolve(path);
            if (Files.size(file) > LIMIT) {
                throw new Unresolved("a reference to a file of more than 64 KiB");
            }
            String value = Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
            if (value.isBlank()) {
                throw new Unresolved("a reference to an empty file");
            }
            return value;
        } catch (IOException | RuntimeException unreadable) {
            throw new Unresolved("a reference to a file that cannot be read");
        }
    }

    /** The secret itself, for the one call that needs it. */
    public String reveal() {
        return value;
    }

    /** Whether the secret stood in the configuration itself. */
    boolean isLiteral() {
        return literal;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretRef that
                && that.value.equals(value)
                && that.source.equals(source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    /** Where it was found, for example {@code env:NAME (hidden)}. */
    @Override
    public String toString() {
        return source + " (hidden)";
    }
}
