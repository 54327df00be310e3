package dev.gatehouse.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.rights.AzureRole;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private record Told(CheckId id, Set<CheckId> needs, Supplier<List<Finding>> finding)
            implements Check {
        @Override
        public List<Finding> examine() {
            return finding.get();
        }
    }

    private static Check fine(CheckId id, CheckId... needs) {
        return new Told(id, Set.of(needs), () -> List.of(Finding.ok(id, "Fine.")));
    }

    private static Check failing(CheckId id) {
        return new Told(
                id, Set.of(), () -> List.of(Finding.fail(id, "Not fine.", Advice.of("Mend it."))));
    }

    @Test
    void tellsTheRowsInTheOrderOfTheChecks() {
        var told = new ArrayList<CheckId>();
        new Doctor(List.of(fine(CheckId.ROLES), fine(CheckId.CLOCK), fine(CheckId.MODE)))
                .examine(row -> told.add(row.check()));
        assertThat(told).containsExactly(CheckId.MODE, CheckId.CLOCK, CheckId.ROLES);
    }

    @Test
    void doesNotExamineWhatNeedsSomethingThatFailed() {
        var report =
                new Doctor(
                                List.of(
                                        failing(CheckId.AUTHORITY),
                                        fine(CheckId.CLOCK, CheckId.AUTHORITY)))
                        .examine(_ -> {});
        assertThat(report.findings().get(1).detail())
                .isEqualTo("Not examined, because it needs what failed: Entra ID.");
        assertThat(report.warnings()).isEqualTo(1);
        assertThat(report.failures()).isEqualTo(1);
    }

    @Test
    void whatWasNotExaminedIsNothingToGoByEither() {
        var report =
                new Doctor(
                                List.of(
                                        failing(CheckId.AUTHORITY),
                                        fine(CheckId.METADATA, CheckId.AUTHORITY),
                                        fine(CheckId.KEYS, CheckId.METADATA)))
                        .examine(_ -> {});
        assertThat(report.findings().get(2).detail())
                .isEqualTo("Not examined, because it needs what failed: OpenID metadata.");
    }

    @Test
    void oneThatBreaksStopsNoOther() {
        var breaking =
                new Told(
                        CheckId.MODE,
                        Set.of(),
                        () -> {
                            throw new IllegalStateException("with a s3cr3t");
                        });
        var report = new Doctor(List.of(breaking, fine(CheckId.CLOCK))).examine(_ -> {});
        assertThat(report.failures()).isEqualTo(1);
        assertThat(report.ok()).isEqualTo(1);
        assertThat(report.findings().getFirst().detail())
                .contains("IllegalStateException")
                .doesNotContain("s3cr3t");
    }

    @Test
    void sideBySideNobodyWaitsForTheOther() {
        var both = new CountDownLatch(2);
        Supplier<List<Finding>> meeting =
                () -> {
                    both.countDown();
                    try {
                        both.await();
                    } catch (InterruptedException late) {
                        throw new IllegalStateException(late);
                    }
                    return List.of(Finding.ok(CheckId.ARM, "Met."));
                };
        var report =
                new Doctor(
                                List.of(
                                        new Told(CheckId.ARM, Set.of(), meeting),
                                        new Told(CheckId.ARM, Set.of(), meeting)))
                        .examine(_ -> {});
        assertThat(report.ok()).isEqualTo(2);
    }

    @Test
    void oneThatHangsIsGivenUp() {
        var hanging =
                new Told(
                        CheckId.GRAPH,
                        Set.of(),
                        () -> {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException givenUp) {
                                Thread.currentThread().interrupt();
                            }
                            return List.of(Finding.ok(CheckId.GRAPH, "Too late."));
                        });
        var report =
                new Doctor(List.of(hanging, fine(CheckId.CLOCK)), Duration.ofMillis(20))
                        .examine(_ -> {});
        assertThat(report.findings().getFirst().detail()).startsWith("No answer within");
        assertThat(report.failures()).isEqualTo(1);
    }

    @Test
    void anUnreachableEntraIsASentence() {
        var away =
                new Told(
                        CheckId.KEYS,
                        Set.of(),
                        () -> {
                            throw new IdentityProviderUnavailable(
                                    "Entra cannot be reached",
                                    Duration.ofSeconds(1),
                                    new IOException("refused"));
                        });
        assertThat(new Doctor(List.of(away)).examine(_ -> {}).findings().getFirst().detail())
                .isEqualTo("Entra gave no usable answer: Entra cannot be reached.");
    }

    @Test
    void lacksItsPreconditionsWithoutConfigurationOrIdentity() {
        assertThat(new Doctor(List.of(failing(CheckId.CONFIGURATION))).examine(_ -> {}))
                .matches(Report::preconditionsLack);
        assertThat(new Doctor(List.of(failing(CheckId.IDENTITY))).examine(_ -> {}))
                .matches(Report::preconditionsLack);
        assertThat(new Doctor(List.of(failing(CheckId.ROLES))).examine(_ -> {}))
                .matches(it -> !it.preconditionsLack());
    }

    @Test
    void mendsWhatIsApprovedOfAndNothingElse() {
        var installation = new Installation();
        installation.assignments.clear();
        installation.subscriptions.add(new Rights.Subscription("other", "Other"));
        Report before = new Doctor(List.of(installation.roles())).examine(_ -> {});
        Report after = Doctor.cure(before, cure -> !cure.plan().contains("other"));
        assertThat(after.fixed()).isEqualTo(1);
        assertThat(after.failures()).isEqualTo(1);
        assertThat(installation.assigned)
                .singleElement()
                .satisfies(
                        need -> {
                            assertThat(need.role()).isEqualTo(AzureRole.READER);
                            assertThat(need.scope()).isEqualTo(Installation.SUBSCRIPTION);
                        });
    }

    @Test
    void aRepairThatIsRefusedLeavesItsRowWithTheReason() {
        var installation = new Installation();
        installation.assignments.clear();
        installation.assignFault =
                Optional.of(new ArmFault(403, "AuthorizationFailed", "", Optional.empty()));
        Report after =
                Doctor.cure(new Doctor(List.of(installation.roles())).examine(_ -> {}), _ -> true);
        assertThat(after.findings().getFirst())
                .isInstanceOf(Finding.Fail.class)
                .satisfies(
                        it -> {
                            assertThat(it.detail()).contains("Not mended", "AuthorizationFailed");
                            assertThat(it.command()).isPresent();
                        });
    }
}
