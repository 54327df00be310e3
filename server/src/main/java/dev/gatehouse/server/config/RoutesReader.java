package dev.gatehouse.server.config;

import dev.gatehouse.authorize.PathPattern;
import dev.gatehouse.authorize.Policy;
import dev.gatehouse.authorize.Requirement;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.authorize.Shadow;
import dev.gatehouse.authorize.Shadows;
import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.RuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code routes}: each becomes a rule of the policy. */
final class RoutesReader {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final Section root;
    private final AllowReader allows;
    private final boolean everybodyViews;
    private final DownstreamConfig.Mode mode;
    private final Map<String, UpstreamConfig> upstreams;

    RoutesReader(
            Section root,
            AuthzConfig authz,
            DownstreamConfig downstream,
            Map<String, UpstreamConfig> upstreams) {
        this.root = root;
        this.allows = new AllowReader(authz);
        this.everybodyViews = authz.defaultRole().isPresent();
        this.mode = downstream.mode();
        this.upstreams = upstreams;
    }

    List<Rule> read() {
        var rules = new ArrayList<Rule>();
        for (Section route : root.each("routes")) {
            rules.add(rule(route));
        }
        Shadows.among(rules, everybodyViews).forEach(this::warnOf);
        return rules;
    }

    private Rule rule(Section route) {
        PathPattern path = path(route);
        Set<String> methods = route.words("methods", Policy.METHODS);
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
        Set<String> methods = route.words("fallback", Policy.METHODS);
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

    private void warnOf(Shadow shadow) {
        switch (shadow) {
            case Shadow.NeverDecides(Rule rule, List<Rule> by) ->
                    root.findings()
                            .warn(
                                    rule.id().value(),
                                    "%s is never decided by this rule: %s %s first and %s all of it; put %s above, or remove it"
                                            .formatted(
                                                    rule.path(),
                                                    named(by),
                                                    by.size() == 1 ? "comes" : "come",
                                                    by.size() == 1 ? "takes" : "take",
                                                    rule.id()));
            case Shadow.Weakened(Rule rule, Rule by, List<String> methods) ->
                    root.findings()
                            .warn(
                                    rule.id().value(),
                                    "%s asks more for %s than %s asks for %s there; leave out its methods, or write a rule for %s on %s above %s"
                                            .formatted(
                                                    rule.path(),
                                                    String.join(", ", rule.methods()),
                                                    named(List.of(by)),
                                                    String.join(", ", methods),
                                                    String.join(", ", methods),
                                                    rule.path(),
                                                    by.id()));
        }
    }

    private static String named(List<Rule> rules) {
        return rules.stream()
                .map(rule -> rule.id() + " (" + rule.path() + ")")
                .collect(Collectors.joining(" and "));
    }
}
