package dev.gatehouse.benchmarks;

import dev.gatehouse.authorize.PathPattern;
import dev.gatehouse.authorize.Policy;
import dev.gatehouse.authorize.Requirement;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.Decision;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.kernel.RuleId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A policy of a thousand rules, and the reading of a path. */
@State(Scope.Thread)
public class PolicyBenchmark extends Step {
    private static final int RULES = 1_000;

    private final Policy policy =
            Policy.of(IntStream.range(0, RULES).mapToObj(PolicyBenchmark::rule).toList());
    private final Optional<Principal> caller = Optional.of(Tokens.caller());
    private List<Route> routes = List.of();
    private int next;

    /** One route for each rule; checks once that it is allowed. */
    @Setup
    public void prepare() {
        routes =
                IntStream.range(0, RULES)
                        .mapToObj(i -> new Route("GET", normalized("/team-" + i + "/orders/7")))
                        .toList();
        if (!(matchAndJudge() instanceof Decision.Allow)) {
            throw new IllegalStateException("the route is not allowed");
        }
    }

    /** Finds the rule among a thousand and asks it about a caller. */
    @Benchmark
    public Decision matchAndJudge() {
        next = next + 1 == RULES ? 0 : next + 1;
        return policy.decide(caller, routes.get(next));
    }

    /** A path that is normal already, as nearly all are. */
    @Benchmark
    public RequestPath.Normalization normalPath() {
        return RequestPath.normalize("/team-42/orders/2026/11/22");
    }

    /** A path with dot segments, double slashes and escapes. */
    @Benchmark
    public RequestPath.Normalization crookedPath() {
        return RequestPath.normalize("/team-42//orders/./x/../%7Eada/b%c3%bcro");
    }

    private static Rule rule(int index) {
        return new Rule(
                new RuleId("routes[" + index + "]"),
                PathPattern.of("/team-" + index + "/**"),
                Set.of("GET"),
                Requirement.anyOf(Role.VIEWER),
                "app",
                ActAs.NONE,
                Set.of(),
                0);
    }

    private static RequestPath normalized(String path) {
        return switch (RequestPath.normalize(path)) {
            case RequestPath.Normalized(RequestPath normal) -> normal;
            case RequestPath.Ambiguous(String why) -> throw new IllegalStateException(why);
        };
    }
}
