package dev.gatehouse.authorize;

import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.RuleId;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * One line of the policy: what it covers, whom it admits, and where an admitted request goes.
 *
 * @param id as the configuration or the code names it, for example {@code routes[3]}
 * @param methods in upper case; empty means all. GET covers HEAD
 * @param to the upstream's name; empty if Gatehouse answers itself
 * @param as whose token goes downstream
 * @param fallback methods on which the platform may stand in for the user; only with {@code
 *     obo-with-fallback}
 * @param strip how many leading segments are removed before the request is forwarded
 */
public record Rule(
        RuleId id,
        PathPattern path,
        Set<String> methods,
        Requirement allow,
        String to,
        ActAs as,
        Set<String> fallback,
        int strip) {
    public Rule {
        methods = sorted(methods);
        fallback = sorted(fallback);
        if (strip < 0 || strip > path.literalSegments()) {
            throw new IllegalArgumentException("only literal segments can be stripped");
        }
    }

    /** A rule for what Gatehouse answers itself. */
    public static Rule own(RuleId id, PathPattern path, Set<String> methods, Requirement allow) {
        return new Rule(id, path, methods, allow, "", ActAs.NONE, Set.of(), 0);
    }

    /**
     * The same rule for a door that asks Azure.
     *
     * @param whose as whom it asks
     */
    public Rule acting(ActAs whose) {
        return new Rule(id, path, methods, allow, to, whose, fallback, strip);
    }

    /** Whether the rule covers the method, in any letter case. */
    public boolean covers(String method) {
        return PathTree.takes(methods.toArray(String[]::new), method);
    }

    /** Whether the platform may stand in for the user on this method. */
    public boolean mayFallBack(String method) {
        return fallback.contains(method);
    }

    private static Set<String> sorted(Set<String> methods) {
        for (String method : methods) {
            if (!method.matches("[A-Z][A-Z0-9_-]*")) {
                throw new IllegalArgumentException("a method is written in upper case");
            }
        }
        return Collections.unmodifiableSet(new TreeSet<>(methods));
    }
}
