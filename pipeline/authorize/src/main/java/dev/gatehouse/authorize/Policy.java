package dev.gatehouse.authorize;

import dev.gatehouse.kernel.Decision;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.kernel.RuleId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All rules, in order. The first that covers method and path decides, also if it refuses; where
 * none does, the answer is {@code no_route}, or {@code method_not_allowed} where rules cover other
 * methods of the path. Immutable and safe for use by many threads.
 */
public final class Policy {
    /** The methods that a request may have; any other is refused before the rules are asked. */
    public static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final List<Rule> rules;
    private final List<Optional<Rule>> found;
    private final PathTree tree;

    private Policy(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.found = this.rules.stream().map(Optional::of).toList();
        this.tree = new PathTree(this.rules);
    }

    /**
     * A policy of these rules; the first one counts most. An empty list admits nothing.
     *
     * @throws IllegalArgumentException if two rules have the same id
     */
    public static Policy of(List<Rule> rules) {
        var ids = new HashSet<RuleId>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("two rules are named " + rule.id());
            }
        }
        return new Policy(rules);
    }

    public List<Rule> rules() {
        return rules;
    }

    /**
     * The first rule that covers method and path. Its cost depends on the segments of the path, not
     * on the number of rules, and it allocates only for a path with escapes.
     */
    public Optional<Rule> match(Route route) {
        int first = tree.first(PathText.decoded(route.path().value()), route.method());
        return first == PathTree.NONE ? Optional.empty() : found.get(first);
    }

    /** May the caller? {@code caller} is empty for a request without a credential. */
    public Decision decide(Optional<Principal> caller, Route route) {
        return match(route)
                .map(rule -> judge(rule, caller))
                .orElseGet(() -> new Decision.Deny(RuleId.NONE, unmatched(route)));
    }

    /**
     * What is said of a request that no rule covers. Where rules cover other methods of its path,
     * the refusal names them in the field {@code allow}, sorted and parted by commas.
     */
    public Refusal unmatched(Route route) {
        var allowed =
                METHODS.stream()
                        .sorted()
                        .filter(method -> match(new Route(method, route.path())).isPresent())
                        .toList();
        return allowed.isEmpty()
                ? Refusal.of(RefusalCode.NO_ROUTE, "No route matches this path.")
                : Refusal.of(RefusalCode.METHOD_NOT_ALLOWED, "No route matches this method here.")
                        .with("allow", String.join(", ", allowed));
    }

    /** What the rule says about the caller. */
    public Decision judge(Rule rule, Optional<Principal> caller) {
        List<Lack> lacks = rule.allow().lacking(caller);
        return lacks.isEmpty()
                ? new Decision.Allow(rule.id())
                : new Decision.Deny(rule.id(), lacks.getFirst().refusal(rule.id()));
    }

    /** How the decision about the caller comes about; a method that is none has no rule. */
    public Explanation explain(Optional<Principal> caller, Route route) {
        Optional<Rule> decisive =
                METHODS.contains(route.method()) ? match(route) : Optional.empty();
        var skipped = new ArrayList<Explanation.Skipped>();
        for (Rule rule : rules) {
            if (decisive.isPresent() && decisive.get().equals(rule)) {
                break;
            }
            boolean covers = rule.path().matches(route.path());
            skipped.add(
                    new Explanation.Skipped(
                            rule.id(),
                            rule.path().toString(),
                            covers ? Explanation.Why.OTHER_METHOD : Explanation.Why.OTHER_PATH));
        }
        return new Explanation(
                route,
                decisive.map(rule -> judge(rule, caller))
                        .orElseGet(() -> new Decision.Deny(RuleId.NONE, unmatched(route))),
                decisive,
                skipped,
                caller.map(Explanation.Caller::of),
                decisive.map(rule -> rule.allow().lacking(caller)).orElse(List.of()));
    }
}
