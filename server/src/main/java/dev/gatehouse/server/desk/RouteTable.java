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
        private final boolean guarded;

        private Entry(Declared route, Policy policy) {
            this.rule = route.rule();
            this.destination = route.destination();
            this.policy = policy;
            this.guarded = route.guarded();
        }

        public Rule rule() {
            return rule;
        }

        public Destination destination() {
            return destination;
        }

        /** Whether the {@link EntryGate} stands before it. */
        boolean guarded() {
            return guarded;
        }

        /** Whether the rule admits the caller. */
        Decision judge(Rule asked, Optional<Principal> caller) {
            return policy.judge(asked, caller);
        }
    }

    /**
     * A rule and where it leads, as the configuration or the code declares it.
     *
     * @param guarded whether the {@link EntryGate} stands before it
     */
    public record Declared(Rule rule, Destination destination, boolean guarded) {
        public Declared {
            if (guarded && rule.allow().anonymous()) {
                throw new IllegalArgumentException(
                        rule.id() + " admits anybody, so the gate knows nobody to ask about");
            }
        }

        /** Nothing but its rule stands before it. */
        public Declared(Rule rule, Destination destination) {
            this(rule, destination, false);
        }

        /** The same route with the {@link EntryGate} before it. */
        public Declared behindGate() {
            return new Declared(rule, destination, true);
        }
    }

    private final Policy policy;
    private final IdentityHashMap<Rule, Entry> entries = new IdentityHashMap<>();

    public RouteTable(List<Declared> routes) {
        this.policy = Policy.of(routes.stream().map(Declared::rule).toList());
        for (Declared route : routes) {
            entries.put(route.rule(), new Entry(route, policy));
        }
    }

    /** The first route that matches method and path, or null: asked for every request. */
    public @Nullable Entry match(Route route) {
        Rule rule = policy.match(route).orElse(null);
        return rule == null ? null : entries.get(rule);
    }

    /** Whether the {@link EntryGate} stands before the route. */
    public boolean guarded(Route route) {
        Entry entry = match(route);
        return entry != null && entry.guarded();
    }

    public Policy policy() {
        return policy;
    }
}
