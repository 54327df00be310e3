package dev.gatehouse.emulator.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a registry's token is for: {@code registry:catalog:*} or {@code
 * repository:{name}:{action,action}}.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/scope/">Token scopes</a>
 */
record RegistryScope(String type, String name, Set<String> actions) {
    /** All actions on a repository. */
    static final String ALL = "*";

    private static final Pattern FORM =
            Pattern.compile("(registry|repository):([^:\\s]+):([a-z_*]+(?:,[a-z_*]+)*)");

    RegistryScope {
        actions = Set.copyOf(actions);
    }

    static RegistryScope catalog() {
        return new RegistryScope("registry", "catalog", Set.of(ALL));
    }

    static RegistryScope repository(String name, String action) {
        return new RegistryScope("repository", name, Set.of(action));
    }

    /** The scopes in {@code text}, separated by blanks; empty if one is not of this form. */
    static Optional<List<RegistryScope>> parse(String text) {
        List<RegistryScope> scopes = new ArrayList<>();
        for (String each : text.trim().split("\\s+")) {
            Matcher form = FORM.matcher(each);
            if (!form.matches()) {
                return Optional.empty();
            }
            scopes.add(
                    new RegistryScope(
                            form.group(1),
                            form.group(2),
                            new TreeSet<>(List.of(form.group(3).split(",")))));
        }
        return Optional.of(scopes);
    }

    /** Whether a token for this scope is good for what {@code needed} names. */
    boolean covers(RegistryScope needed) {
        return type.equals(needed.type())
                && name.equals(needed.name())
                && (actions.contains(ALL) || actions.containsAll(needed.actions()));
    }

    RegistryScope with(Set<String> granted) {
        return new RegistryScope(type, name, granted);
    }

    /** As claims of a token have it. */
    Map<String, Object> json() {
        return Map.of("type", type, "name", name, "actions", List.copyOf(new TreeSet<>(actions)));
    }

    /** As challenges and token requests have it. */
    String text() {
        return type + ":" + name + ":" + String.join(",", new TreeSet<>(actions));
    }
}
