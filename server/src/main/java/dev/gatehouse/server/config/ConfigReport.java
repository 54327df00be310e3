package dev.gatehouse.server.config;

import dev.gatehouse.authorize.Requirement;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.kernel.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the configuration comes to, for {@code serve --check}. Holds no secret.
 *
 * @param entries every effective value, ordered by key
 * @param rules in the order in which they are tried
 */
public record ConfigReport(List<Entry> entries, List<Rule> rules, List<Warning> warnings) {
    public ConfigReport {
        entries = entries.stream().sorted(Comparator.comparing(Entry::key)).toList();
        rules = List.copyOf(rules);
        warnings = List.copyOf(warnings);
    }

    /** One effective value; a secret is shown by its source alone. */
    public record Entry(String key, String shown, Origin origin) {}

    /** The report as lines of text. */
    public String render() {
        var text = new StringBuilder("Values\n");
        List<Entry> plain = entries.stream().filter(e -> !e.key().startsWith("routes[")).toList();
        table(text, plain.stream().map(e -> List.of(e.key(), e.shown(), e.origin() + "")).toList());
        text.append("Rules, first match decides\n");
        if (rules.isEmpty()) {
            text.append("  none: nothing is proxied\n");
        }
        table(text, rules.stream().map(ConfigReport::cells).toList());
        if (!warnings.isEmpty()) {
            text.append("Warnings\n");
            warnings.forEach(warning -> text.append("  ").append(warning).append('\n'));
        }
        return text.toString();
    }

    private static List<String> cells(Rule rule) {
        var cells = new ArrayList<String>();
        cells.add(rule.id().value());
        cells.add(rule.methods().isEmpty() ? "any method" : String.join(" ", rule.methods()));
        cells.add(rule.path().toString());
        cells.add(allowed(rule.allow()));
        cells.add("to " + rule.to());
        cells.add("as " + rule.as().wire());
        cells.add(rule.fallback().isEmpty() ? "" : "fallback " + String.join(" ", rule.fallback()));
        return cells;
    }

    private static String allowed(Requirement allow) {
        if (allow.anonymous()) {
            return "anonymous";
        }
        var parts = new ArrayList<String>();
        add(parts, "roles", allow.roles().stream().map(Role::label).collect(Collectors.toSet()));
        add(parts, "scopes", allow.scopes());
        add(parts, "tenants", allow.tenants());
        add(parts, "oids", allow.oids());
        add(parts, "groups", allow.groups());
        return parts.isEmpty() ? "signed-in" : String.join(", ", parts);
    }

    private static void add(List<String> parts, String kind, Set<?> values) {
        if (!values.isEmpty()) {
            parts.add(
                    values.stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(" ", kind + " [", "]")));
        }
    }

    private static void table(StringBuilder text, List<List<String>> rows) {
        for (List<String> row : rows) {
            var line = new StringBuilder(" ");
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream().mapToInt(r -> r.get(at).length()).max().orElse(0);
                line.append(' ').append(row.get(column));
                line.append(" ".repeat(width - row.get(column).length() + 1));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
