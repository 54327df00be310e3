package dev.gatehouse.operate.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.AzureCalls;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.LoopbackArm;
import dev.gatehouse.operate.arm.LoopbackArm.Said;
import dev.gatehouse.operate.arm.MovableClock;
import dev.gatehouse.operate.monitor.Cards;
import dev.gatehouse.operate.monitor.Degradation;
import dev.gatehouse.operate.monitor.Degradations;
import dev.gatehouse.operate.monitor.Discovery;
import dev.gatehouse.operate.monitor.LoginServers;
import dev.gatehouse.operate.monitor.PlatformName;
import dev.gatehouse.operate.monitor.RegistryAccess;
import dev.gatehouse.operate.monitor.Target;
import dev.gatehouse.operate.rights.Callers;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DiagnosisIT {
    private static final String SUBSCRIPTION = "50000000-0000-4000-8000-000000000001";
    private static final String ENABLED =
            "{\"value\":[{\"subscriptionId\":\"%s\",\"displayName\":\"Production\","
                    + "\"tenantId\":\"t\",\"state\":\"Enabled\"}]}";

    private final MovableClock clock = new MovableClock();
    private final LoopbackArm arm = new LoopbackArm();
    private final Map<String, Said> said = new HashMap<>();
    private final Identity ada = new Callers(DownstreamMode.OBO, clock).ada();

    DiagnosisIT() throws IOException {
        said.put("/subscriptions?", Said.ok(ENABLED.formatted(SUBSCRIPTION)));
        said.put("/managedClusters", Said.ok("{\"name\":\"aks-shop\",\"properties\":{}}"));
        said.put("/storageAccounts", Said.ok("{\"name\":\"stshop001\",\"properties\":{}}"));
        arm.answer =
                target ->
                        said.entrySet().stream()
                                .filter(entry -> target.contains(entry.getKey()))
                                .findFirst()
                                .map(Map.Entry::getValue)
                                .orElse(Said.ok("{\"value\":[]}"));
    }

    @AfterEach
    void stop() {
        arm.close();
    }

    private Diagnosis diagnosis(Duration patience) {
        Arm asking = Callers.asking(arm);
        var degradations = new Degradations(new PlatformName(false, Optional.of("client")));
        var cards =
                new Cards(
                        asking,
                        degradations,
                        new RegistryAccess(
                                new LoginServers(List.of(".azurecr.io")),
                                Optional.empty(),
                                AzureCalls.UNTOLD),
                        clock);
        return new Diagnosis(new Discovery(asking, clock), cards, degradations, clock, patience);
    }

    private Workspace workspace() {
        return new Workspace(
                Target.of(ada.caller(), false).in(SUBSCRIPTION, "rg-shop"),
                List.of("aks-shop"),
                List.of("stshop001"),
                List.of());
    }

    private Diagnosis.Findings found() {
        return diagnosis(Duration.ofSeconds(15)).of(ada, workspace());
    }

    private Diagnosis.Findings unchosen() {
        var nothing =
                new Workspace(Target.of(ada.caller(), false), List.of(), List.of(), List.of());
        return diagnosis(Duration.ofSeconds(15)).of(ada, nothing);
    }

    private static String reasons(Diagnosis.Findings found) {
        return found.verdict().reasons().stream()
                .map(it -> it.source().wire() + ":" + it.degradation().why().code())
                .collect(Collectors.joining(" "));
    }

    private static Said error(int status, String code) {
        return new Said(
                status,
                Map.of(),
                "{\"error\":{\"code\":\"" + code + "\",\"message\":\"Because.\"}}");
    }

    @Test
    void aHealthyWorkspaceHasNoReasons() {
        Diagnosis.Findings found = found();
        assertThat(reasons(found)).isEmpty();
        assertThat(found.verdict().show()).isFalse();
        assertThat(found.used()).isEqualTo(DownstreamIdentity.USER);
        assertThat(found.checkedAt()).isEqualTo(clock.instant());
    }

    @Test
    void eachCardsReasonHasTheCommandThatMendsIt() {
        said.put("/managedClusters", error(403, "AuthorizationFailed"));
        said.put("/storageAccounts", error(403, "AuthorizationFailed"));
        Diagnosis.Findings found = found();
        assertThat(reasons(found)).isEqualTo("aks:forbidden storage:forbidden");
        assertThat(found.verdict().title()).isEqualTo("Insufficient Azure permissions");
        assertThat(found.verdict().reasons().getFirst().degradation().command())
                .hasValueSatisfying(
                        command ->
                                assertThat(command)
                                        .startsWith(
                                                "az role assignment create --assignee "
                                                        + Callers.ADA)
                                        .contains("/subscriptions/" + SUBSCRIPTION));
    }

    @Test
    void noSubscriptionNoSuchSubscriptionAndNoListAreThreeThings() {
        said.put("/subscriptions?", Said.ok("{\"value\":[]}"));
        assertThat(reasons(unchosen())).isEqualTo("subscription:subscriptions_unavailable");
        Diagnosis.Findings nothing = found();
        assertThat(reasons(nothing)).isEqualTo("subscription:invisible_subscription");
        assertThat(nothing.verdict().title()).isEqualTo("Saved subscription is not visible");
        said.put(
                "/subscriptions?",
                Said.ok(ENABLED.formatted("50000000-0000-4000-8000-000000000009")));
        Diagnosis.Findings hidden = found();
        assertThat(reasons(hidden)).isEqualTo("subscription:invisible_subscription");
        assertThat(hidden.verdict().reasons().getFirst().degradation().command()).isEmpty();
        assertThat(hidden.verdict().reasons().getFirst().degradation().detail())
                .isEqualTo("The list has one subscription, and not this one.");
        said.put("/subscriptions?", error(401, "InvalidAuthenticationToken"));
        assertThat(reasons(found())).isEqualTo("subscription:unauthorized");
        said.put("/subscriptions?", error(409, "Busy"));
        assertThat(reasons(found())).isEqualTo("subscription:http_409");
    }

    /** Who sees nothing is signed in: a role is missing, and whoever may grant it is told how. */
    @Test
    void anEmptyListIsNoMatterOfSigningIn() {
        said.put("/subscriptions?", Said.ok("{\"value\":[]}"));

        Verdict verdict = unchosen().verdict();

        assertThat(verdict.title()).isEqualTo("Insufficient Azure permissions");
        Degradation why = verdict.reasons().getFirst().degradation();
        assertThat(why.link()).isEmpty();
        assertThat(why.remedy()).contains("owner").doesNotContain("ign in");
        assertThat(why.command())
                .contains(
                        "az role assignment create --assignee "
                                + Callers.ADA
                                + " --role \"Reader\" --scope \"/subscriptions/"
                                + "$(az account show --query id --output tsv)\"");
    }

    /** A list that could not be read is that, and never an empty one. */
    @Test
    void aListThatFailedSaysWhy() {
        said.put("/subscriptions?", error(403, "AuthorizationFailed"));
        assertThat(reasons(unchosen())).isEqualTo("subscription:forbidden");
        said.put("/subscriptions?", error(401, "InvalidAuthenticationToken"));
        Verdict rejected = unchosen().verdict();
        assertThat(rejected.title()).isEqualTo("Azure credential rejected");
    }

    @Test
    void aCardThatWasJustShownIsNotAskedAgain() {
        Diagnosis diagnosis = diagnosis(Duration.ofSeconds(15));
        var first = diagnosis.of(ada, workspace());
        int calls = arm.asked.size();
        assertThat(diagnosis.of(ada, workspace()).verdict()).isEqualTo(first.verdict());
        assertThat(arm.asked).hasSize(calls);
    }

    @Test
    void aSlowCardHoldsUpNeitherTheOthersNorTheVerdict() {
        var released = new CountDownLatch(1);
        var quick = arm.answer;
        arm.answer =
                target -> {
                    if (target.contains("/managedClusters")) {
                        await(released);
                    }
                    return quick.apply(target);
                };
        said.put("/storageAccounts", error(404, "ResourceNotFound"));
        Diagnosis.Findings found = diagnosis(Duration.ofMillis(1500)).of(ada, workspace());
        released.countDown();
        assertThat(reasons(found)).isEqualTo("storage:not_found aks:timeout");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
