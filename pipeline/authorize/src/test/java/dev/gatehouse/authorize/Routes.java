package dev.gatehouse.authorize;

import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.RequestPath.Ambiguous;
import dev.gatehouse.kernel.RequestPath.Normalized;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.kernel.RuleId;
import java.util.Set;

/** Short forms of requests and rules. */
final class Routes {
    private Routes() {}

    static RequestPath path(String raw) {
        return switch (RequestPath.normalize(raw)) {
            case Normalized(RequestPath path) -> path;
            case Ambiguous(String why) -> throw new IllegalArgumentException(why);
        };
    }

    static Route get(String raw) {
        return new Route("GET", path(raw));
    }

    /** A rule for anybody, named by its pattern and methods. */
    static Rule rule(String pattern, String... methods) {
        return Rule.own(
                new RuleId(pattern + String.join(",", methods)),
                PathPattern.of(pattern),
                Set.of(methods),
                Requirement.ANONYMOUS);
    }
}
