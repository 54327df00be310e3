package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.authorize.PathPattern;
import dev.gatehouse.authorize.Requirement;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.kernel.RuleId;
import dev.gatehouse.server.desk.Destination;
import dev.gatehouse.server.desk.RouteTable.Declared;
import dev.gatehouse.server.http.Answer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OwnRoutesTest {
    private static Declared route(String name, Requirement allow) {
        return new Declared(
                Rule.own(
                        new RuleId("gatehouse." + name),
                        PathPattern.of("/api/" + name),
                        Set.of("GET"),
                        allow),
                new Destination.Door(_ -> Answer.empty(204)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"home", "me-permissions", "me-access-review"})
    void whatTellsTheDeniedWhyStaysOpen(String name) {
        assertThat(OwnRoutes.guarded(route(name, Requirement.SIGNED_IN)).guarded()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"me", "tenants", "audit", "arm-read", "diagnostics", "of-tomorrow"})
    void everythingElseOfTheWorkbenchIsGuarded(String name) {
        assertThat(OwnRoutes.guarded(route(name, Requirement.SIGNED_IN)).guarded()).isTrue();
    }

    @Test
    void aGuardedRouteKnowsWhoCalls() {
        Declared anonymous = route("x", Requirement.ANONYMOUS);
        assertThatThrownBy(anonymous::behindGate).isInstanceOf(IllegalArgumentException.class);
    }
}
