package dev.gatehouse.server.config;

import dev.gatehouse.authorize.PathPattern;
import dev.gatehouse.authorize.Requirement;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.RuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code routes}: each becomes a rule of the policy. */
final class RoutesReader {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final Section root;
    private final AllowReader allows;
    private final DownstreamConfig.Mode mode;
    private final Map<String, UpstreamConfig> upstreams;

    RoutesReader(
            Section root,
            AuthzConfig authz,
            DownstreamConfig downstream,
            Map<String, UpstreamConfig> upstreams) {
        this.root = root;
        this.allows = new AllowReader(authz);
        this.mode = downstream.mode();
        this.upstreams = upstreams;
    }

    List<Rule> read() {
        var rules = new ArrayList<Rule>();
        for (Section route : root.each("routes")) {
            Rule rule = rule(route);
            warnIfNeverReached(route, rule, rules);
            rules.add(rule);
        }
        return rules;
    }

    private Rule rule(Section route) {
        PathPattern path = path(route);
        Set<String> methods = route.set("methods", "an HTTP method", RoutesReader::method);
        if (route.isEmptyList("methods")) {
            route.problem("methods", "an empty list", "one method or more; leave out for all");
        }
        Requirement allow = allows.read(route);
        Optional<UpstreamConfig> to = upstream(route);
        ActAs as = as(route, to, allow);
        return new Rule(
                new RuleId(route.path()),
                path,
                methods,
                allow,
                to.map(UpstreamConfig::name).orElse(""),
                as,
                fallback(route, as),
                strip(route, path));
    }

    private static PathPattern path(Section route) {
        String allowed = "a path such as /orders, /orders/* or /orders/**";
        String text = route.required("path", allowed, Optional::of, "/");
        try {
            return PathPattern.of(text);
        } catch (IllegalArgumentException wrong) {
            route.problem("path", String.valueOf(wrong.getMessage()), allowed);
            return PathPattern.of("/");
        }
    }

    private static Optional<String> method(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9_-]{0,31}")
                ? Optional.of(text.toUpperCase(Locale.ROOT))
                : Optional.empty();
    }

    private Optional<UpstreamConfig> upstream(Section route) {
        String allowed =
                upstreams.isEmpty()
                        ? "the name of an upstream; none is configured"
                        : "one of the upstreams: " + String.join(", ", upstreams.keySet());
        return Optional.ofNullable(
                upstreams.get(
                        route.required(
                                "to",
                                allowed,
                                name -> Optional.of(name).filter(upstreams::containsKey),
                                "")));
    }

    private ActAs as(Section route, Optional<UpstreamConfig> to, Requirement allow) {
        boolean scoped = to.flatMap(UpstreamConfig::scope).isPresent();
        ActAs usual = scoped && !allow.anonymous() ? mode.usual() : ActAs.NONE;
        if (!route.has("as")) {
            root.findings().effective(route.key("as"), usual.wire(), new Origin.Default());
        }
        ActAs as =
                route.optional("as", "user, platform, user-else-platform, none", ActAs::parse)
                        .orElse(usual);
        if (!mode.permits(as)) {
            route.problem("as", as.wire() + " in mode " + mode.wire(), permitted());
        } else if (as != ActAs.NONE && to.isPresent() && !scoped) {
            route.problem(
                    "as",
                    as.wire() + " to an upstream without a scope",
                    "set upstreams." + to.get().name() + ".scope, or as: none");
        } else if (as != ActAs.NONE && allow.anonymous()) {
            route.problem("as", as.wire() + " for anonymous callers", "none");
        }
        platformScope(route, to, as);
        return as;
    }

    private static void platformScope(Section route, Optional<UpstreamConfig> to, ActAs as) {
        boolean platform = as == ActAs.PLATFORM || as == ActAs.USER_ELSE_PLATFORM;
        to.flatMap(UpstreamConfig::scope)
                .filter(scope -> platform && !scope.value().endsWith("/.default"))
                .ifPresent(
                        _ ->
                                route.problem(
                                        "as",
                                        as.wire() + " with a scope of delegated permissions",
                                        "an upstream scope that ends in /.default"));
    }

    private String permitted() {
        List<String> names = new ArrayList<>();
        for (ActAs as : ActAs.values()) {
            if (mode.permits(as)) {
                names.add(as.wire());
            }
        }
        return String.join(", ", names) + "; a route never widens downstream.mode";
    }

    private static Set<String> fallback(Section route, ActAs as) {
        boolean possible = as == ActAs.USER_ELSE_PLATFORM;
        if (!route.has("fallback")) {
            return possible ? READS : Set.of();
        }
        Set<String> methods = route.set("fallback", "an HTTP method", RoutesReader::method);
        if (!possible) {
            route.problem("fallback", "fallback with as: " + as.wire(), "as: user-else-platform");
        }
        return methods;
    }

    private static int strip(Section route, PathPattern path) {
        Optional<String> prefix =
                route.optional("strip", "a literal beginning of the route's path", Optional::of);
        if (prefix.isEmpty()) {
            return 0;
        }
        String text = prefix.get();
        boolean begins =
                text.matches("/[^*]+[^*/]|/[^*/]")
                        && (path.toString().equals(text) || path.toString().startsWith(text + "/"));
        if (!begins) {
            route.problem("strip", "another path", "a literal beginning of " + path);
            return 0;
        }
        return (int) text.chars().filter(c -> c == '/').count();
    }

    private static void warnIfNeverReached(Section route, Rule rule, List<Rule> earlier) {
        for (Rule before : earlier) {
            boolean sameMethods =
                    before.methods().isEmpty()
                            || (!rule.methods().isEmpty()
                                    && before.methods().containsAll(rule.methods()));
            if (sameMethods && before.path().covers(rule.path())) {
                route.findings()
                        .warn(route.path(), "is never reached: " + before.id() + " covers it");
                return;
            }
        }
    }
}
