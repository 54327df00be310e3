package dev.gatehouse.operate.rights;

import static dev.gatehouse.operate.rights.AuthorizationScript.CUSTOM;
import static dev.gatehouse.operate.rights.AuthorizationScript.OWNER;
import static dev.gatehouse.operate.rights.AuthorizationScript.READER;
import static dev.gatehouse.operate.rights.AuthorizationScript.SUBSCRIPTION;
import static dev.gatehouse.operate.rights.AuthorizationScript.assignment;
import static dev.gatehouse.operate.rights.AuthorizationScript.definition;
import static dev.gatehouse.operate.rights.AuthorizationScript.denial;
import static dev.gatehouse.operate.rights.AuthorizationScript.error;
import static dev.gatehouse.operate.rights.AuthorizationScript.forbidden;
import static dev.gatehouse.operate.rights.AuthorizationScript.list;
import static dev.gatehouse.operate.rights.AuthorizationScript.permission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.LoopbackArm;
import dev.gatehouse.operate.arm.MovableClock;
import dev.gatehouse.operate.rights.Rights.RoleName;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PermissionsIT {
    private static final String ME = Callers.ADA.toString();
    private static final AzureScope GROUP =
            AzureScope.group(UUID.fromString(SUBSCRIPTION), "rg-shop");
    private static final String AT_SUBSCRIPTION = "/subscriptions/" + SUBSCRIPTION;

    private final MovableClock clock = new MovableClock();
    private final LoopbackArm arm = new LoopbackArm();
    private final AuthorizationScript azure = new AuthorizationScript();
    private final Permissions permissions =
            new Permissions(Callers.asking(arm), Callers.HOME, clock);
    private final Callers users = new Callers(DownstreamMode.OBO, clock);
    private final Callers platform = new Callers(DownstreamMode.MANAGED_IDENTITY, clock);

    PermissionsIT() throws IOException {
        arm.answer = azure;
    }

    @AfterEach
    void stop() {
        arm.close();
    }

    private Rights of(Identity who) {
        Asked<Rights> asked = permissions.of(who, GROUP);
        assertThat(asked).isInstanceOf(Asked.Answered.class);
        return ((Asked.Answered<Rights>) asked).value();
    }

    @Test
    void theCallersOwnPermissionsAreTheTruthAndAssignmentsGiveTheNames() {
        azure.when("/permissions", list(permission("\"*/read\"", "")))
                .when("/roleAssignments", list(assignment(AT_SUBSCRIPTION, CUSTOM)))
                .when("/roleDefinitions/" + CUSTOM, definition("Shop keeper", "\"*\"", ""));

        Rights rights = of(users.ada());

        assertThat(rights.held()).containsExactly(Right.CAN_READ);
        assertThat(rights.roles()).containsExactly(new RoleName(CUSTOM, "Shop keeper"));
        assertThat(arm.tokens).containsOnly("Bearer obo-" + ME);
        assertThat(arm.asked)
                .anyMatch(it -> it.contains("assignedTo%28%27" + ME + "%27%29"))
                .allMatch(it -> it.contains("/resourceGroups/rg-shop/"));
    }

    @Test
    void whoMayNotListAssignmentsStillLearnsWhatTheyMay() {
        azure.when("/permissions", list(permission("\"*\"", "")))
                .when("/roleAssignments", forbidden())
                .when("/denyAssignments", forbidden());

        Rights rights = of(users.ada());

        assertThat(rights.may(Right.CAN_DELETE)).isTrue();
        assertThat(rights.roles()).isEmpty();
        assertThat(rights.denialsKnown()).isFalse();
        assertThat(rights.reason()).isEmpty();
    }

    @Test
    void whoHoldsNothingIsToldSo() {
        azure.when("/roleAssignments", forbidden()).when("/denyAssignments", forbidden());
        Rights rights = of(users.ada());
        assertThat(rights.held()).isEmpty();
        assertThat(rights.reason()).contains("no_role_at_scope");
    }

    @Test
    void denyAssignmentsOfTheCallerTheirGroupsAndEverybodyWin() {
        azure.when("/permissions", list(permission("\"*\"", "")))
                .when(
                        "/denyAssignments",
                        list(
                                denial("mine", ME, "", "\"*/delete\""),
                                denial(
                                        "spared",
                                        ME.toUpperCase(java.util.Locale.ROOT),
                                        ME,
                                        "\"*/read\""),
                                denial("known", "g-1", "", "\"*/start/action\""),
                                denial("hidden", "g-2", "", "\"*/scheduleRun/action\""),
                                denial("others", "somebody-else", "", "\"*\"")))
                .when(
                        "/denyAssignments?api-version=2022-04-01&%24filter=assignedTo",
                        list(denial("hidden", "g-2", "", "\"*/scheduleRun/action\"")));

        Rights rights = of(users.caller(Callers.HOME, Callers.ADA, Set.of("g-1")));

        assertThat(rights.held())
                .containsExactlyInAnyOrder(Right.CAN_READ, Right.CAN_WRITE, Right.CAN_GRANT_RBAC);
        assertThat(rights.denialsKnown()).isTrue();
    }

    @Test
    void thePlatformJudgesByAssignmentsAndDefinitions() {
        azure.when(
                        "/roleAssignments",
                        list(
                                assignment("/", READER),
                                assignment(GROUP.path() + "/providers/x/y/z", OWNER),
                                assignment(
                                        "/providers/Microsoft.Management/managementGroups/mg",
                                        CUSTOM)))
                .when("/roleDefinitions/" + READER, definition("Reader", "\"*/read\"", ""))
                .when(
                        "/roleDefinitions/" + CUSTOM,
                        definition(
                                "Starter",
                                "\"Microsoft.ContainerService/managedClusters/*/action\"",
                                ""));

        Rights rights = of(platform.ada());

        assertThat(rights.held()).containsExactlyInAnyOrder(Right.CAN_READ, Right.CAN_START_STOP);
        assertThat(rights.roles()).extracting(RoleName::name).containsExactly("Starter", "Reader");
        assertThat(arm.tokens).containsOnly("Bearer platform");
        assertThat(arm.asked).noneMatch(it -> it.contains("/permissions"));
    }

    @Test
    void aBuiltInRoleCountsWhereItsDefinitionCannotBeRead() {
        azure.when("/roleAssignments", list(assignment(AT_SUBSCRIPTION, READER)))
                .when("/roleDefinitions/", forbidden());
        assertThat(of(platform.ada()).held()).containsExactly(Right.CAN_READ);
    }

    @Test
    void aCustomRoleThatCannotBeReadLeavesTheAnswerOpen() {
        azure.when("/roleAssignments", list(assignment(AT_SUBSCRIPTION, CUSTOM)))
                .when("/roleDefinitions/", forbidden());
        assertThat(permissions.of(platform.ada(), GROUP)).isInstanceOf(Asked.Failed.class);
    }

    @Test
    void aRoleThatIsGoneAllowsNothing() {
        azure.when("/roleAssignments", list(assignment(AT_SUBSCRIPTION, CUSTOM)));
        assertThat(of(platform.ada()).reason()).contains("no_role_at_scope");
    }

    @Test
    void thePlatformLooksNobodyUpInAnotherTenant() {
        Rights rights = of(platform.caller(Callers.ELSEWHERE, Callers.ADA, Set.of()));
        assertThat(rights.reason()).contains("no_role_at_scope");
        assertThat(arm.asked).isEmpty();
    }

    @Test
    void thePlatformMustSeeDenyAssignments() {
        azure.when("/roleAssignments", list(assignment(AT_SUBSCRIPTION, READER)))
                .when("/roleDefinitions/" + READER, definition("Reader", "\"*/read\"", ""))
                .when("/denyAssignments", forbidden());
        assertThat(permissions.of(platform.ada(), GROUP)).isInstanceOf(Asked.Failed.class);
    }

    @Test
    void anAnswerIsKeptForAMinuteAndForOneCallerAlone() {
        azure.when("/permissions", list(permission("\"*/read\"", "")));
        assertThat(of(users.ada()).may(Right.CAN_DELETE)).isFalse();
        azure.when("/permissions", list(permission("\"*\"", "")));
        assertThat(of(users.ada()).may(Right.CAN_DELETE)).isFalse();
        var other = new ObjectId(UUID.fromString("a0000000-0000-4000-8000-00000000000b"));
        assertThat(of(users.caller(Callers.HOME, other, Set.of())).may(Right.CAN_DELETE)).isTrue();
        clock.advance(Permissions.KEPT);
        assertThat(of(users.ada()).may(Right.CAN_DELETE)).isTrue();
    }

    @Test
    void thePlatformKeepsTheAnswersOfTwoCallersApart() {
        var other = new ObjectId(UUID.fromString("a0000000-0000-4000-8000-00000000000b"));
        azure.when("%27" + ME, list(assignment(AT_SUBSCRIPTION, OWNER)))
                .when("/roleDefinitions/" + OWNER, definition("Owner", "\"*\"", ""));
        assertThat(of(platform.ada()).may(Right.CAN_DELETE)).isTrue();
        assertThat(of(platform.caller(Callers.HOME, other, Set.of())).held()).isEmpty();
    }

    @Test
    void anErrorIsNoAnswerAndIsNotKept() {
        azure.when("/permissions", error(409, "Busy"));
        assertThat(permissions.of(users.ada(), GROUP))
                .isInstanceOfSatisfying(
                        Asked.Failed.class,
                        failed -> assertThat(failed.used()).isEqualTo(DownstreamIdentity.USER));
        azure.when("/permissions", list(permission("\"*/read\"", "")));
        assertThat(of(users.ada()).held()).containsExactly(Right.CAN_READ);
    }
}
