package dev.gatehouse.authorize;

import java.util.List;

/** What an earlier or later rule does to another, where that is certain and probably not meant. */
public sealed interface Shadow {
    /**
     * A rule that never decides: for each of its paths and methods an earlier one comes first.
     *
     * @param by the rules that do, in order; one of them need not do it alone
     */
    record NeverDecides(Rule rule, List<Rule> by) implements Shadow {
        public NeverDecides {
            by = List.copyOf(by);
        }
    }

    /**
     * A rule that asks more for the methods it names than a later, broader one asks for changes of
     * the same paths.
     *
     * @param rule the one that asks more
     * @param by the later one
     * @param methods what the later one lets through on the first one's paths, in order
     */
    record Weakened(Rule rule, Rule by, List<String> methods) implements Shadow {
        public Weakened {
            methods = List.copyOf(methods);
        }
    }
}
