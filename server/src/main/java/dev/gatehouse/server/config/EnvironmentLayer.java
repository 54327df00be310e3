package dev.gatehouse.server.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Lays environment variables over the file. A blank variable counts as unset. */
final class EnvironmentLayer {
    private static final String PREFIX = "GATEHOUSE_";

    private final Map<String, String> environment;
    private final Findings findings;

    EnvironmentLayer(Map<String, String> environment, Findings findings) {
        this.environment = environment;
        this.findings = findings;
    }

    void layOver(Node.Tree root) {
        for (Key key : Keys.all()) {
            List<String> set = key.environment().stream().filter(this::isSet).toList();
            if (!set.isEmpty()) {
                refuseDifferent(key, set);
                root.put(List.of(key.path().split("\\.")), node(key, set.getFirst()));
            }
        }
        warnOfMisspelt();
    }

    private void refuseDifferent(Key key, List<String> set) {
        for (String other : set.subList(1, set.size())) {
            if (!value(other).equals(value(set.getFirst()))) {
                findings.add(
                        new Problem(
                                key.path(),
                                new Origin.Environment(set.getFirst()),
                                "another value in " + other,
                                "one of the two, or the same value in both"));
            }
        }
    }

    private Node node(Key key, String variable) {
        var origin = new Origin.Environment(variable);
        String value = value(variable);
        if (key.sort() != Key.Sort.LIST) {
            return scalar(value, origin);
        }
        List<Node> items = new ArrayList<>();
        Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .forEach(item -> items.add(scalar(item, origin)));
        return new Node.Sequence(items, origin);
    }

    private static Node scalar(String text, Origin origin) {
        boolean truth = text.equals("true") || text.equals("false");
        return new Node.Scalar(
                text, truth ? Node.Scalar.Kind.BOOLEAN : Node.Scalar.Kind.TEXT, origin);
    }

    /** Other variables with our prefix are usual (Kubernetes adds some), so only near misses. */
    private void warnOfMisspelt() {
        List<String> known = Keys.all().stream().flatMap(k -> k.environment().stream()).toList();
        for (String name : environment.keySet()) {
            if (name.startsWith(PREFIX) && !known.contains(name)) {
                known.stream()
                        .filter(k -> Nearest.distance(k, name) <= 2)
                        .findFirst()
                        .ifPresent(
                                k -> findings.warn(name, "has no effect; did you mean " + k + "?"));
            }
        }
    }

    private boolean isSet(String name) {
        return !value(name).isEmpty();
    }

    private String value(String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
