package dev.gatehouse.server.desk;

import dev.gatehouse.authorize.Policy;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.kernel.Decision;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Route;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every route there is: its rule, and where it leads. Immutable; a reload makes a new one. */
public final class RouteTable {
    /** One route of one table; no two are equal. Itself a part of an admission's key. */
    public static final class Entry {
        private final Rule rule;
        private final Destination destination;
        private final Policy policy;

        private Entry(Rule rule, Destination destination, Policy policy) {
            this.rule = rule;
            this.destination = destination;
            this.policy = policy;
        }

        public Rule rule() {
            return rule;
        }

        public Destination destination() {
            return destination;
        }

        /** Whether the rule admits the caller. */
        Decision judge(Rule asked, Optional<Principal> caller) {
            return policy.judge(asked, caller);
        }
    }

    /** A rule and where it leads, as the configuration or the code declares it. */
    public record Declared(Rule rule, Destination destination) {}

    private final Policy policy;
    private final IdentityHashMap<Rule, Entry> entries = new IdentityHashMap<>();

    public RouteTable(List<Declared> routes) {
        this.policy = Policy.of(routes.stream().map(Declared::rule).toList());
        for (Declared route : routes) {
            entries.put(route.rule(), new Entry(route.rule(), route.destination(), policy));
        }
    }

    /** The first route that matches method and path, or null: asked for every request. */
    public @Nullable Entry match(Route route) {
        Rule rule = policy.match(route).orElse(null);
        return rule == null ? null : entries.get(rule);
    }

    public Policy policy() {
        return policy;
    }
}
