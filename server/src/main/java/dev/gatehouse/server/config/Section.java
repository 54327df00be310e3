package dev.gatehouse.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One mapping of the configuration, read key by key. What is wrong becomes a problem and a stand-in
 * value, so that reading goes on; a stand-in never leaves the package, because problems prevent it.
 */
final class Section {
    private final String path;
    private final String pattern;
    private final Node.Tree tree;
    private final Findings findings;

    private Section(String path, String pattern, Node.Tree tree, Findings findings) {
        this.path = path;
        this.pattern = pattern;
        this.tree = tree;
        this.findings = findings;
    }

    static Section root(Node.Tree tree, Findings findings) {
        return new Section("", "", tree, findings);
    }

    Findings findings() {
        return findings;
    }

    /** The full key, for messages. */
    String key(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    String path() {
        return path;
    }

    Origin origin() {
        return tree.origin();
    }

    Set<String> names() {
        return tree.children().keySet();
    }

    /** What was set; an empty value counts as unset. */
    Optional<Node> given(String name) {
        return Optional.ofNullable(tree.children().get(name))
                .filter(n -> !(n instanceof Node.Scalar s && s.kind() == Node.Scalar.Kind.NULL));
    }

    /** Whether a list was set that holds nothing. */
    boolean isEmptyList(String name) {
        return given(name).orElse(null) instanceof Node.Sequence s && s.items().isEmpty();
    }

    boolean has(String name) {
        return given(name).isPresent();
    }

    /** A mapping below; an empty one if it is absent. */
    Section below(String name) {
        return below(name, name);
    }

    /** As {@link #below(String)}; {@code shape} is {@code *} for names of the operator's choice. */
    Section below(String name, String shape) {
        Optional<Node> node = given(name);
        if (node.isPresent() && !(node.get() instanceof Node.Tree)) {
            problem(name, node.get().sort(), "a mapping");
        }
        Node.Tree child =
                node.orElse(null) instanceof Node.Tree found
                        ? found
                        : Node.Tree.empty(new Origin.Default());
        String shaped = pattern.isEmpty() ? shape : pattern + "." + shape;
        return new Section(key(name), shaped, child, findings);
    }

    /** The mappings of a list. */
    List<Section> each(String name) {
        var sections = new ArrayList<Section>();
        List<Node> items = items(name, "a list of mappings");
        for (int i = 0; i < items.size(); i++) {
            String at = key(name) + "[" + i + "]";
            if (items.get(i) instanceof Node.Tree child) {
                String shaped = pattern.isEmpty() ? name : pattern + "." + name;
                sections.add(new Section(at, shaped + "[]", child, findings));
            } else {
                Node item = items.get(i);
                findings.add(new Problem(at, item.origin(), item.sort(), "a mapping"));
            }
        }
        return sections;
    }

    /** A value that may be absent, or empty if it is absent or wrong. */
    <T> Optional<T> optional(String name, String allowed, Function<String, Optional<T>> parse) {
        return read(name, givenOrDefault(name), allowed, parse);
    }

    private <T> Optional<T> read(
            String name, Optional<Node> node, String allowed, Function<String, Optional<T>> parse) {
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof Node.Scalar scalar)) {
            problem(name, node.get().sort(), allowed);
            return Optional.empty();
        }
        Optional<T> value = parse.apply(scalar.text());
        if (value.isEmpty()) {
            problem(name, quoted(scalar.text()), allowed);
        } else {
            findings.effective(key(name), scalar.text(), scalar.origin());
        }
        return value;
    }

    /** A value under a name of the operator's choice. */
    <T> Optional<T> free(String name, String allowed, Function<String, Optional<T>> parse) {
        return read(name, given(name), allowed, parse);
    }

    /** A value that has a default or must be set. */
    <T> T required(String name, String allowed, Function<String, Optional<T>> parse, T standIn) {
        if (givenOrDefault(name).isEmpty() && !isFaulty(name)) {
            problem(name, "nothing", allowed + environment(name));
        }
        return optional(name, allowed, parse).orElse(standIn);
    }

    /** A list of values, in order and once each. */
    <T> Set<T> set(String name, String allowed, Function<String, Optional<T>> parse) {
        return set(name, allowed, parse, _ -> Optional.empty());
    }

    private <T> Set<T> set(
            String name,
            String allowed,
            Function<String, Optional<T>> parse,
            Function<String, Optional<String>> meant) {
        var values = new LinkedHashSet<T>();
        var shown = new ArrayList<String>();
        for (Node item : items(name, "a list of: " + allowed)) {
            if (!(item instanceof Node.Scalar scalar)) {
                problem(name, "a list with " + item.sort(), "a list of: " + allowed);
                continue;
            }
            Optional<T> value = parse.apply(scalar.text());
            if (value.isEmpty()) {
                findings.add(
                        new Problem(
                                key(name),
                                scalar.origin(),
                                quoted(scalar.text()),
                                allowed,
                                meant.apply(scalar.text())));
            }
            value.ifPresent(values::add);
            shown.add(scalar.text());
        }
        givenOrDefault(name)
                .ifPresent(n -> findings.effective(key(name), shown.toString(), n.origin()));
        return values;
    }

    /** A list of known words in upper case, in any letter case; a near miss is told the nearest. */
    Set<String> words(String name, Collection<String> known) {
        String allowed = String.join(", ", known.stream().sorted().toList());
        return set(
                name,
                allowed,
                text -> Optional.of(text.toUpperCase(Locale.ROOT)).filter(known::contains),
                text -> Nearest.to(text.toUpperCase(Locale.ROOT), known));
    }

    boolean flag(String name) {
        return required(name, "true or false", Section::truth, false);
    }

    Duration duration(String name, Duration least, Duration most) {
        String allowed = "a duration such as 500ms, 30s, 5m, 10h, 365d";
        Duration value = required(name, allowed, Quantities::duration, least);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problem(name, value.toString(), "from " + least + " to " + most);
        }
        return value;
    }

    long size(String name, long least, long most) {
        String allowed = "a size such as 512B, 16KiB, 10MiB, 1GiB";
        long value = required(name, allowed, Quantities::size, least);
        if (value < least || value > most) {
            problem(name, value + " bytes", "from " + least + " to " + most + " bytes");
        }
        return value;
    }

    /** Reports {@code found} at the key, with the place where it was set. */
    void problem(String name, String found, String allowed) {
        Origin origin = given(name).map(Node::origin).orElseGet(this::around);
        findings.add(new Problem(key(name), origin, found, allowed));
    }

    /** Where a key that nobody set would stand; the command line is no such place. */
    private Origin around() {
        return tree.origin() instanceof Origin.CommandLine ? new Origin.Default() : tree.origin();
    }

    /** Whether the key, or something in it, was misspelt or is wrong. */
    boolean isFaulty(String name) {
        return findings.faultyAt(key(name));
    }

    void warn(String name, String text) {
        findings.warn(key(name), text);
    }

    /** Where the key was set, or that nobody set it. */
    Origin originOf(String name) {
        return given(name).map(Node::origin).orElse(new Origin.Default());
    }

    private List<Node> items(String name, String allowed) {
        Optional<Node> node = givenOrDefault(name);
        if (node.isPresent() && !(node.get() instanceof Node.Sequence)) {
            problem(name, node.get().sort(), allowed);
        }
        return node.orElse(null) instanceof Node.Sequence sequence ? sequence.items() : List.of();
    }

    private Optional<Node> givenOrDefault(String name) {
        Optional<Node> given = given(name);
        Key key = Keys.get(pattern.isEmpty() ? name : pattern + "." + name);
        return given.isPresent() ? given : key.initial().map(Section::initial);
    }

    private static Node initial(String yaml) {
        try {
            return YamlText.read(yaml, _ -> new Origin.Default());
        } catch (YamlText.Unreadable wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private String environment(String name) {
        List<String> names =
                Keys.get(pattern.isEmpty() ? name : pattern + "." + name).environment();
        return names.isEmpty() ? "" : " (environment: " + names.getFirst() + ")";
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** The value for a message: cut, and without what may be user information or a secret. */
    private static String quoted(String text) {
        if (text.indexOf('@') >= 0) {
            return "a text with an at sign";
        }
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return '"' + (printable.length() > 60 ? printable.substring(0, 60) + "…" : printable) + '"';
    }
}
