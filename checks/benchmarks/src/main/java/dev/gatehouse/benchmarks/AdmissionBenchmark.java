package dev.gatehouse.benchmarks;

import dev.gatehouse.authorize.PathPattern;
import dev.gatehouse.authorize.Requirement;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.kernel.Admission;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.kernel.RuleId;
import dev.gatehouse.server.desk.Admissions;
import dev.gatehouse.server.desk.Destination;
import dev.gatehouse.server.desk.Passage;
import dev.gatehouse.server.desk.RouteTable;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A hit at the gate. Each look-up has a new string, as each request's header is one: its hash is
 * not known yet and its characters are compared.
 */
@State(Scope.Thread)
public class AdmissionBenchmark extends Step {
    /** How many different tokens are in use. */
    @Param({"1", "1000"})
    public int tokens = 1;

    private final Admissions admissions = new Admissions();
    private final RouteTable.Entry route = route();
    private List<byte[]> headers = List.of();
    private int next;

    /** Admits every token for one route. */
    @Setup
    public void prepare() {
        headers =
                Tokens.distinct(tokens).stream()
                        .map(token -> ("Bearer " + token).getBytes(StandardCharsets.ISO_8859_1))
                        .toList();
        var passage =
                new Passage(
                        new Admission(
                                Optional.of(Tokens.caller()),
                                "0123456789abcdef",
                                "bearer",
                                new RuleId("routes[0]"),
                                Optional.empty(),
                                DownstreamIdentity.NONE,
                                "",
                                Optional.empty(),
                                TestTokens.NOW.plus(Duration.ofMinutes(5))),
                        List.of(),
                        List.of());
        headers.forEach(
                header -> admissions.admit(text(header), route, passage, admissions.endings()));
        if (find() == null) {
            throw new IllegalStateException("the token is not admitted");
        }
    }

    /** {@link Admissions#find}, with the header's own making. */
    @Benchmark
    public @Nullable Passage find() {
        next = next + 1 >= headers.size() ? 0 : next + 1;
        return admissions.find(text(headers.get(next)), route, TestTokens.NOW);
    }

    /** What making the header costs alone, to take off. */
    @Benchmark
    public String headerAlone() {
        next = next + 1 >= headers.size() ? 0 : next + 1;
        return text(headers.get(next));
    }

    private static RouteTable.Entry route() {
        var rule =
                Rule.own(
                        new RuleId("routes[0]"),
                        PathPattern.of("/a"),
                        Set.of(),
                        Requirement.SIGNED_IN);
        var door = new Destination.Door(_ -> Answer.empty(204));
        var table = new RouteTable(List.of(new RouteTable.Declared(rule, door)));
        RequestPath path = ((RequestPath.Normalized) RequestPath.normalize("/a")).path();
        return Objects.requireNonNull(table.match(new Route("GET", path)));
    }

    private static String text(byte[] header) {
        return new String(header, StandardCharsets.ISO_8859_1);
    }
}
