package dev.gatehouse.server.config;

import java.util.List;

/** Finds keys that nobody reads, so that a misspelt one is not silently without effect. */
final class UnknownKeys {
    private final Findings findings;

    UnknownKeys(Findings findings) {
        this.findings = findings;
    }

    void check(Node.Tree root) {
        walk(root, "", "");
    }

    private void walk(Node node, String path, String pattern) {
        switch (node) {
            case Node.Scalar _ -> {}
            case Node.Sequence(List<Node> items, Origin _) -> {
                for (int i = 0; i < items.size(); i++) {
                    walk(items.get(i), path + "[" + i + "]", pattern + "[]");
                }
            }
            case Node.Tree tree -> children(tree, path, pattern);
        }
    }

    private void children(Node.Tree tree, String path, String pattern) {
        List<String> known = Keys.below(pattern);
        if (known.isEmpty()) {
            return; // free names, or a value of the wrong sort, which its reader reports
        }
        boolean free = known.contains("*");
        tree.children()
                .forEach(
                        (name, child) -> {
                            String key = join(path, name);
                            if (free || known.contains(name)) {
                                walk(child, key, join(pattern, free ? "*" : name));
                            } else {
                                findings.add(
                                        new Problem(
                                                key,
                                                child.origin(),
                                                "an unknown key",
                                                advice(name, known),
                                                Nearest.to(name, known)
                                                        .map(near -> join(path, near))));
                            }
                        });
    }

    private static String advice(String name, List<String> known) {
        String here = String.join(", ", known);
        return Keys.all().stream()
                .map(Key::path)
                .filter(full -> full.endsWith("." + name))
                .findFirst()
                .map(full -> here + "; elsewhere there is " + full)
                .orElse(here);
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
