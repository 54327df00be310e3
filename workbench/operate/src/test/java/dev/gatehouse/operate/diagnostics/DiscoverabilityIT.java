package dev.gatehouse.operate.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.LoopbackArm;
import dev.gatehouse.operate.arm.LoopbackArm.Said;
import dev.gatehouse.operate.arm.MovableClock;
import dev.gatehouse.operate.diagnostics.Discoverability.Step;
import dev.gatehouse.operate.diagnostics.Discoverability.Walk;
import dev.gatehouse.operate.monitor.Degradations;
import dev.gatehouse.operate.monitor.PlatformName;
import dev.gatehouse.operate.monitor.Target;
import dev.gatehouse.operate.rights.Callers;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DiscoverabilityIT {
    private final MovableClock clock = new MovableClock();
    private final LoopbackArm arm = new LoopbackArm();
    private final Identity ada = new Callers(DownstreamMode.OBO, clock).ada();

    DiscoverabilityIT() throws IOException {}

    @AfterEach
    void stop() {
        arm.close();
    }

    private Walk walk() {
        var degradations = new Degradations(new PlatformName(false, Optional.empty()));
        return new Discoverability(Callers.asking(arm), degradations)
                .of(ada, Target.of(ada.caller(), false));
    }

    private static String statuses(Walk walk) {
        return walk.steps().stream()
                .map(step -> step.name() + "=" + step.status().wire())
                .collect(Collectors.joining(" "));
    }

    private static Said subscriptions(int count) {
        return Said.ok(
                IntStream.rangeClosed(1, count)
                        .mapToObj(
                                i ->
                                        "{\"subscriptionId\":\"5000000%d-0000-4000-8000-000000000001\",\"displayName\":\"Secret name\"}"
                                                .formatted(i))
                        .collect(Collectors.joining(",", "{\"value\":[", "]}")));
    }

    private static Said error(int status, String code) {
        return new Said(
                status,
                Map.of(),
                "{\"error\":{\"code\":\"" + code + "\",\"message\":\"Because.\"}}");
    }

    @Test
    void looksAtFiveSubscriptionsAndTheGroupsOfTwo() {
        arm.answer =
                target ->
                        target.startsWith("/subscriptions?")
                                ? subscriptions(9)
                                : Said.ok("{\"value\":[{\"name\":\"rg-secret\"}]}");

        Walk walk = walk();

        assertThat(statuses(walk)).isEqualTo("credential=ok subscriptions=ok resource_groups=ok");
        assertThat(walk.hint()).isEmpty();
        assertThat(walk.steps().get(1).count()).isEqualTo(5);
        assertThat(walk.steps().get(2).count()).isEqualTo(2);
        assertThat(arm.asked).hasSize(3);
    }

    @Test
    void idsAreShortAndNamesAreLeftOut() {
        arm.answer =
                target ->
                        target.startsWith("/subscriptions?")
                                ? subscriptions(2)
                                : Said.ok("{\"value\":[{\"name\":\"rg-secret\"}]}");
        assertThat(walk().steps().get(1).seen()).containsExactly("50000001…", "50000002…");
        assertThat(walk().toString()).doesNotContain("Secret name", "rg-secret", "50000001-0000");
    }

    @Test
    void stopsAtTheFirstStepThatFails() {
        arm.answer = _ -> error(401, "InvalidAuthenticationTokenTenant");
        Walk walk = walk();
        assertThat(statuses(walk))
                .isEqualTo("credential=ok subscriptions=error resource_groups=skipped");
        assertThat(walk.steps().get(1).code()).contains("auth_wrong_tenant");
        assertThat(walk.hint()).isPresent();
        assertThat(arm.asked).hasSize(1);
    }

    @Test
    void sayingNothingIsUnknown() {
        arm.answer =
                target ->
                        target.startsWith("/subscriptions?")
                                ? subscriptions(1)
                                : error(408, "RequestTimeout");
        Walk walk = walk();
        assertThat(statuses(walk))
                .isEqualTo("credential=ok subscriptions=ok resource_groups=unknown");
        assertThat(walk.steps()).extracting(Step::name).hasSize(3);
    }

    @Test
    void aCredentialThatSeesNothingIsTold() {
        Walk walk = walk();
        assertThat(statuses(walk))
                .isEqualTo("credential=ok subscriptions=ok resource_groups=skipped");
        assertThat(walk.hint()).hasValueSatisfying(it -> assertThat(it).contains("Reader"));
    }
}
