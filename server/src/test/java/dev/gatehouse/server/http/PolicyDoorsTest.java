package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.authenticate.Authentication;
import dev.gatehouse.authorize.PathPattern;
import dev.gatehouse.authorize.Requirement;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.kernel.RuleId;
import dev.gatehouse.server.desk.Destination;
import dev.gatehouse.server.desk.RouteTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PolicyDoorsTest {
    private final RouteTable table =
            new RouteTable(List.of(route("/inner").behindGate(), route("/outer")));
    private final PolicyDoors doors =
            new PolicyDoors(
                    table::policy,
                    table::guarded,
                    new ErrorAnswers("https://login.example/authorize"));

    private static RouteTable.Declared route(String path) {
        return new RouteTable.Declared(
                Rule.own(
                        new RuleId(path.substring(1)),
                        PathPattern.of(path),
                        Set.of("GET"),
                        Requirement.SIGNED_IN),
                new Destination.Door(_ -> Answer.json(200, "{}")));
    }

    private String explained(String path) {
        var at = (RequestPath.Normalized) RequestPath.normalize("/explain");
        Answer answer =
                doors.explain(
                        new Call(
                                new Route("POST", at.path()),
                                Map.of(),
                                _ -> Optional.empty(),
                                Map.of(),
                                ("{\"method\":\"GET\",\"path\":\"" + path + "\"}")
                                        .getBytes(StandardCharsets.UTF_8),
                                false,
                                "id-1",
                                Instant.EPOCH,
                                new Authentication.Anonymous(
                                        Refusal.of(
                                                RefusalCode.AUTHENTICATION_REQUIRED, "Sign in."))));
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void saysThatTheGateAlsoDecides() {
        assertThat(explained("/inner"))
                .contains("\"gate\":\"the workbench's entry gate also decides: ");
    }

    @Test
    void noGateIsNamedWhereNoneStands() {
        assertThat(explained("/outer")).contains("\"rule\":\"outer\"").doesNotContain("\"gate\"");
        assertThat(explained("/nowhere")).doesNotContain("\"gate\"");
    }
}
