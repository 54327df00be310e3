package dev.gatehouse.emulator.graph;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path of Graph, read: {@code /v1.0/{set}}, {@code /v1.0/{set}/{key}} or {@code
 * /v1.0/{set}(appId='{key}')}, and what follows.
 *
 * @param set the entity set, lower case
 * @param key an object id or, with {@code byAppId}, a client id
 * @param rest the segments after the key
 */
record DirectoryPath(String set, Optional<String> key, boolean byAppId, List<String> rest) {
    private static final Set<String> SETS =
            Set.of(
                    "me",
                    "users",
                    "organization",
                    "applications",
                    "serviceprincipals",
                    "oauth2permissiongrants");
    private static final Pattern ALTERNATE =
            Pattern.compile("([A-Za-z0-9]+)\\((?:(appId)=)?'([^']*)'\\)");

    DirectoryPath {
        rest = List.copyOf(rest);
    }

    static DirectoryPath of(List<String> segments) {
        String first = segments.size() > 1 ? segments.get(1) : "";
        Matcher alternate = ALTERNATE.matcher(first);
        if (alternate.matches()) {
            return new DirectoryPath(
                    lower(alternate.group(1)),
                    Optional.of(alternate.group(3)),
                    alternate.group(2) != null,
                    segments.subList(2, segments.size()));
        }
        boolean keyed = segments.size() > 2 && !lower(first).equals("me");
        return new DirectoryPath(
                lower(first),
                keyed ? Optional.of(segments.get(2)) : Optional.empty(),
                false,
                segments.subList(Math.min(keyed ? 3 : 2, segments.size()), segments.size()));
    }

    /** Whether the set is one that the emulator has. */
    boolean known() {
        return SETS.contains(set);
    }

    /** The first segment after the key in lower case; empty if there is none. */
    String action() {
        return rest.isEmpty() ? "" : lower(rest.getFirst());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
