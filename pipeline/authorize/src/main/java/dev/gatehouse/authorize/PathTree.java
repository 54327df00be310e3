package dev.gatehouse.authorize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of all rules as one tree of segments. A search visits a node once at most and skips
 * every branch whose rules come after the best one found; it allocates nothing.
 */
final class PathTree {
    static final int NONE = Integer.MAX_VALUE;

    private final Node root;

    /** By rule; an empty array takes all. */
    private final String[][] methods;

    PathTree(List<Rule> rules) {
        methods = new String[rules.size()][];
        var draft = new Draft();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            methods[i] = rule.methods().toArray(String[]::new);
            Draft at = draft;
            for (String segment : rule.path().segments()) {
                at = at.children.computeIfAbsent(segment, _ -> new Draft());
            }
            (rule.path().rest() ? at.rest : at.here).add(i);
        }
        root = draft.freeze("");
    }

    /** The index of the first rule for this decoded path and method, or {@link #NONE}. */
    int first(String path, String method) {
        return search(root, path, 1, method, NONE);
    }

    private int search(Node node, String path, int from, String method, int best) {
        if (node.least >= best) {
            return best;
        }
        int found = firstFor(node.rest, method, best);
        if (from >= path.length()) {
            return firstFor(node.here, method, found);
        }
        int end = PathText.segmentEnd(path, from);
        Node literal = node.literal(path, from, end);
        if (literal != null) {
            found = search(literal, path, end + 1, method, found);
        }
        return node.any == null ? found : search(node.any, path, end + 1, method, found);
    }

    private int firstFor(int[] rules, String method, int best) {
        for (int rule : rules) {
            if (rule >= best) {
                return best;
            }
            if (takes(methods[rule], method)) {
                return rule;
            }
        }
        return best;
    }

    /** A rule for GET takes HEAD, which asks for the same without its content (RFC 9110 9.3.2). */
    static boolean takes(String[] methods, String method) {
        for (String wanted : methods) {
            if (wanted.equalsIgnoreCase(method)
                    || (wanted.equals("GET") && method.equalsIgnoreCase("HEAD"))) {
                return true;
            }
        }
        return methods.length == 0;
    }

    /** A node under construction. */
    private static final class Draft {
        final Map<String, Draft> children = new HashMap<>();
        final List<Integer> here = new ArrayList<>();
        final List<Integer> rest = new ArrayList<>();

        Node freeze(String segment) {
            Draft star = children.remove("*");
            Node any = star == null ? null : star.freeze("*");
            var table = new @Nullable Node[Integer.highestOneBit(children.size() * 2 + 1) * 2];
            int least = any == null ? NONE : any.least;
            for (var child : children.entrySet()) {
                Node node = child.getValue().freeze(child.getKey());
                least = Math.min(least, node.least);
                int slot = hash(node.segment, 0, node.segment.length()) & (table.length - 1);
                while (table[slot] != null) {
                    slot = (slot + 1) & (table.length - 1);
                }
                table[slot] = node;
            }
            int[] ends = array(here);
            int[] tails = array(rest);
            least = Math.min(least, ends.length == 0 ? NONE : ends[0]);
            least = Math.min(least, tails.length == 0 ? NONE : tails[0]);
            return new Node(segment, table, any, ends, tails, least);
        }

        private static int[] array(List<Integer> list) {
            return list.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** A prefix of patterns: its rules in order, and an open-addressed table of its children. */
    private static final class Node {
        final String segment;
        final @Nullable Node[] table;
        final @Nullable Node any;
        final int[] here;
        final int[] rest;
        final int least;

        Node(
                String segment,
                @Nullable Node[] table,
                @Nullable Node any,
                int[] here,
                int[] rest,
                int least) {
            this.segment = segment;
            this.table = table;
            this.any = any;
            this.here = here;
            this.rest = rest;
            this.least = least;
        }

        @Nullable Node literal(String path, int from, int end) {
            int slot = hash(path, from, end) & (table.length - 1);
            for (Node child = table[slot]; child != null; child = table[slot]) {
                if (child.is(path, from, end)) {
                    return child;
                }
                slot = (slot + 1) & (table.length - 1);
            }
            return null;
        }

        private boolean is(String path, int from, int end) {
            if (end - from != segment.length()) {
                return false;
            }
            for (int i = from; i < end; i++) {
                if (PathText.fold(path.charAt(i)) != segment.charAt(i - from)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static int hash(String text, int from, int end) {
        int hash = 17;
        for (int i = from; i < end; i++) {
            hash = hash * 31 + PathText.fold(text.charAt(i));
        }
        return hash ^ (hash >>> 15);
    }
}
