package dev.gatehouse.operate.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.operate.diagnostics.Trouble.Source;
import dev.gatehouse.operate.monitor.Acting;
import dev.gatehouse.operate.monitor.Degradation;
import dev.gatehouse.operate.monitor.Degraded;
import dev.gatehouse.operate.monitor.DegradedReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerdictTest {
    private static Trouble trouble(Source source, Degraded why, Optional<String> link) {
        return new Trouble(
                source,
                new Degradation(
                        why,
                        Acting.BROWSER,
                        "",
                        Optional.empty(),
                        link,
                        Optional.empty(),
                        Optional.empty()));
    }

    /** Of {@code subscription aks storage acr}; a dash is a source that is well or not asked. */
    private static Verdict of(String codes) {
        var troubles = new ArrayList<Trouble>();
        var sources = List.copyOf(EnumSet.allOf(Source.class));
        String[] each = codes.strip().split(" +");
        for (int i = 0; i < each.length; i++) {
            if (!each[i].equals("-")) {
                String code = each[i];
                Degraded why =
                        DegradedReason.byCode(code)
                                .<Degraded>map(it -> it)
                                .orElseGet(
                                        () ->
                                                new Degraded.HttpStatus(
                                                        Integer.parseInt(code.substring(5))));
                troubles.add(trouble(sources.get(i), why, Optional.empty()));
            }
        }
        return Verdict.of(troubles);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- - - -",
                "- forbidden - -",
                "- - access_denied -",
                "- - - deny_assignment",
                "- not_found - -",
                "- throttled timeout unreachable",
                "- http_409 http_500 azure_error",
                "- forbidden throttled -",
                "- not_found network_blocked cluster_stopped"
            })
    void oneLeafStaysWithItsCard(String codes) {
        assertThat(of(codes).show()).isFalse();
    }

    @Test
    void whereNothingIsWrongNothingWarns() {
        assertThat(of("- - - -").tone()).isEqualTo(Degraded.Tone.MUTED);
        assertThat(of("- forbidden - -").tone()).isEqualTo(Degraded.Tone.WARNING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subscriptions_unavailable - - - | danger | Insufficient Azure permissions",
                "subscriptions_unavailable auth_wrong_tenant forbidden not_found | danger | Wrong Azure tenant for the selected subscription",
                "invisible_subscription - - - | danger | Saved subscription is not visible",
                "invisible_subscription forbidden forbidden forbidden | danger | Saved subscription is not visible",
                "- subscription_not_found - - | danger | Saved subscription is not visible",
                "- auth_wrong_tenant - - | danger | Wrong Azure tenant for the selected subscription",
                "unauthorized - auth_wrong_tenant - | danger | Wrong Azure tenant for the selected subscription",
                "- - unauthorized - | danger | Azure credential rejected",
                "- - - token_expired | danger | Azure credential rejected",
                "mfa_required - - - | danger | Sign in to Azure to load workspace data",
                "consent_required - - - | danger | Insufficient Azure permissions",
                "blocked_by_policy - - - | danger | Insufficient Azure permissions",
                "credential_unavailable - - - | danger | Azure credential rejected",
                "- not_found not_found - | warning | Workspace resources not found",
                "- not_found not_found forbidden | warning | Workspace resources not found",
                "- cluster_not_found not_found - | warning | Workspace resources not found",
                "- forbidden access_denied - | danger | Insufficient Azure permissions",
                "- forbidden forbidden not_found | warning | Insufficient Azure permissions",
                "- forbidden not_found - | warning | Workspace diagnostics",
                "- deny_assignment - not_found | warning | Workspace diagnostics",
                "timeout - - - | warning | Workspace diagnostics",
                "http_503 timeout - - | warning | Workspace diagnostics"
            })
    void troubleOfTheWholeWorkspaceIsShown(String codes, String tone, String title) {
        Verdict verdict = of(codes);
        assertThat(verdict.show()).isTrue();
        assertThat(verdict.title()).isEqualTo(title);
        assertThat(verdict.tone().wire()).isEqualTo(tone);
    }

    @Test
    void allReasonsAreNamedTheWorstFirst() {
        assertThat(reasons("- http_409 forbidden not_found"))
                .isEqualTo("storage:forbidden acr:not_found aks:http_409");
        assertThat(reasons("auth_wrong_tenant forbidden forbidden -"))
                .isEqualTo("subscription:auth_wrong_tenant aks:forbidden storage:forbidden");
    }

    private static String reasons(String codes) {
        return of(codes).reasons().stream()
                .map(it -> it.source().wire() + ":" + it.degradation().why().code())
                .collect(Collectors.joining(" "));
    }

    @Test
    void aReasonLeadsToTheSignInThatHelpsElseNowhere() {
        var signIn = trouble(Source.AKS, DegradedReason.UNAUTHORIZED, Optional.of("/auth/login"));
        var plain = trouble(Source.AKS, DegradedReason.FORBIDDEN, Optional.empty());
        assertThat(signIn.link()).contains("/auth/login");
        assertThat(plain.link()).isEmpty();
    }

    @Test
    void theReasonsAreCopied() {
        var list = new ArrayList<Trouble>();
        var verdict = new Verdict(false, "", Degraded.Tone.WARNING, list);
        list.add(trouble(Source.AKS, DegradedReason.FORBIDDEN, Optional.empty()));
        assertThat(verdict.reasons()).isEqualTo(List.of());
    }
}
