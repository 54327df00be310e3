package dev.gatehouse.authorize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the rules that others shadow or weaken.
 *
 * <p>It asks the policy itself, about paths that stand for all of a pattern's: each wildcard is a
 * segment that no pattern writes, and {@code **} is each number of such segments up to one more
 * than the longest pattern has. A rule that decides about such a path decides about every path of
 * that many segments, but for those that some pattern names literally; so what is found is certain.
 */
public final class Shadows {
    /** No pattern writes it: it is refused in paths. */
    private static final String ANY = "\0";

    private final List<Rule> rules;
    private final PathTree tree;
    private final int longest;
    private final boolean everybodyViews;

    private Shadows(List<Rule> rules, boolean everybodyViews) {
        this.rules = List.copyOf(rules);
        this.tree = new PathTree(this.rules);
        this.longest =
                rules.stream().mapToInt(rule -> rule.path().segments().size()).max().orElse(0);
        this.everybodyViews = everybodyViews;
    }

    /**
     * What the rules do to one another, in their order.
     *
     * @param everybodyViews whether each admitted caller is a Viewer at least, so that to ask for
     *     that is to ask for nothing
     */
    public static List<Shadow> among(List<Rule> rules, boolean everybodyViews) {
        var shadows = new Shadows(rules, everybodyViews);
        var found = new ArrayList<Shadow>();
        for (int i = 0; i < rules.size(); i++) {
            found.addAll(shadows.of(i));
        }
        return found;
    }

    private List<? extends Shadow> of(int at) {
        var before = new TreeSet<Integer>();
        var after = new TreeMap<Integer, Set<String>>();
        List<String> mine = Policy.METHODS.stream().filter(rules.get(at)::covers).toList();
        for (String path : paths(rules.get(at).path())) {
            List<String> decided =
                    mine.stream().filter(method -> tree.first(path, method) == at).toList();
            mine.forEach(method -> before.add(tree.first(path, method)));
            for (String method : Policy.METHODS) {
                int other = tree.first(path, method);
                if (other != PathTree.NONE && other > at && weakens(at, decided, other, method)) {
                    after.computeIfAbsent(other, _ -> new TreeSet<>()).add(method);
                }
            }
        }
        if (!before.isEmpty() && !before.contains(at)) {
            return List.of(
                    new Shadow.NeverDecides(
                            rules.get(at), before.stream().map(rules::get).toList()));
        }
        return after.entrySet().stream().map(later -> weakened(at, later)).toList();
    }

    private Shadow weakened(int at, Map.Entry<Integer, Set<String>> later) {
        return new Shadow.Weakened(
                rules.get(at), rules.get(later.getKey()), List.copyOf(later.getValue()));
    }

    /**
     * A method that changes at least as much as one that the stricter rule decides. Who names
     * methods for the same paths means them.
     */
    private boolean weakens(int at, List<String> decided, int other, String method) {
        Rule strict = rules.get(at);
        Rule weak = rules.get(other);
        boolean meant = !weak.methods().isEmpty() && strict.path().covers(weak.path());
        return !meant
                && changes(method) > 0
                && decided.stream().anyMatch(mine -> changes(mine) <= changes(method))
                && weak.allow().asksLessThan(strict.allow(), everybodyViews);
    }

    /** How much a method changes: nothing, something, or all there is. */
    private static int changes(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> 0;
            case "DELETE" -> 2;
            default -> 1;
        };
    }

    private List<String> paths(PathPattern pattern) {
        String path = String.join("/", pattern.segments()).replace("*", ANY);
        return pattern.rest()
                ? Stream.iterate(path, it -> it.isEmpty() ? ANY : it + "/" + ANY)
                        .limit(longest + 2L)
                        .map(it -> "/" + it)
                        .toList()
                : List.of("/" + path);
    }
}
