package dev.gatehouse.server.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why the configuration cannot be used.
 *
 * @param key the full key, for example {@code routes[2].to}
 * @param origin where it was set
 * @param found what was found; never a secret
 * @param allowed what would do
 * @param meant the one of the known words that was probably meant
 */
public record Problem(
        String key, Origin origin, String found, String allowed, Optional<String> meant) {
    /** Nothing near it is known. */
    Problem(String key, Origin origin, String found, String allowed) {
        this(key, origin, found, allowed, Optional.empty());
    }

    @Override
    public String toString() {
        String where = origin instanceof Origin.Default ? "" : " (" + origin + ")";
        return key
                + where
                + ": found "
                + found
                + "; "
                + meant.map(word -> "did you mean " + word + "?").orElse("allowed: " + allowed);
    }

    /** All problems as one message for people. */
    public static String message(List<Problem> problems) {
        String head =
                problems.size() == 1
                        ? "The configuration has one problem:\n"
                        : "The configuration has " + problems.size() + " problems:\n";
        return problems.stream()
                .map(p -> "  " + p + "\n")
                .collect(Collectors.joining("", head, ""));
    }
}
