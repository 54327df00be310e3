package dev.gatehouse.operate.rights;

import static dev.gatehouse.operate.rights.AuthorizationScript.CUSTOM;
import static dev.gatehouse.operate.rights.AuthorizationScript.OWNER;
import static dev.gatehouse.operate.rights.AuthorizationScript.READER;
import static dev.gatehouse.operate.rights.AuthorizationScript.SUBSCRIPTION;
import static dev.gatehouse.operate.rights.AuthorizationScript.assignment;
import static dev.gatehouse.operate.rights.AuthorizationScript.definition;
import static dev.gatehouse.operate.rights.AuthorizationScript.error;
import static dev.gatehouse.operate.rights.AuthorizationScript.forbidden;
import static dev.gatehouse.operate.rights.AuthorizationScript.list;
import static dev.gatehouse.operate.rights.AuthorizationScript.permission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.operate.arm.LoopbackArm;
import dev.gatehouse.operate.arm.MovableClock;
import dev.gatehouse.operate.rights.AccessReview.Assigned;
import dev.gatehouse.operate.rights.AccessReview.Row;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AccessReviewIT {
    private static final UUID ID = UUID.fromString(SUBSCRIPTION);
    private static final String HERE = AzureScope.group(ID, "rg-shop").path();

    private final MovableClock clock = new MovableClock();
    private final LoopbackArm arm = new LoopbackArm();
    private final AuthorizationScript azure = new AuthorizationScript();
    private final AccessReview review = new AccessReview(Callers.asking(arm), clock);
    private final Callers users = new Callers(DownstreamMode.OBO, clock);

    AccessReviewIT() throws IOException {
        arm.answer = azure;
    }

    @AfterEach
    void stop() {
        arm.close();
    }

    private Row row(String group) {
        return review.of(users.ada(), ID, List.of(group), Callers.ADA).rows().getFirst();
    }

    @Test
    void saysWhereEachRoleWasAssigned() {
        azure.when(
                        "/roleAssignments",
                        list(
                                assignment("/", OWNER),
                                assignment(
                                        "/providers/Microsoft.Management/managementGroups/mg",
                                        READER),
                                assignment("/subscriptions/" + SUBSCRIPTION, READER),
                                assignment(HERE.toUpperCase(java.util.Locale.ROOT), CUSTOM),
                                assignment(HERE + "/providers/a/b/c", READER),
                                assignment(HERE + "-other", OWNER)))
                .when("/roleDefinitions/" + READER, definition("Reader", "\"*/read\"", ""))
                .when("/roleDefinitions/" + CUSTOM, definition("Keeper", "\"*\"", ""));

        Row row = row("rg-shop");

        assertThat(row.degraded()).isFalse();
        assertThat(row.reason()).isEmpty();
        assertThat(row.scope()).isEqualTo(HERE);
        assertThat(row.assignments())
                .extracting(
                        Assigned::level, Assigned::inherited, assigned -> assigned.role().name())
                .containsExactly(
                        tuple(AccessReview.Level.OTHER, true, "Owner"),
                        tuple(AccessReview.Level.MANAGEMENT_GROUP, true, "Reader"),
                        tuple(AccessReview.Level.SUBSCRIPTION, true, "Reader"),
                        tuple(AccessReview.Level.RESOURCE_GROUP, false, "Keeper"),
                        tuple(AccessReview.Level.RESOURCE, false, "Reader"));
    }

    @Test
    void aNameThatNoGroupHasSpoilsItsOwnRowAlone() {
        azure.when("/roleAssignments", list(assignment(HERE, READER)));
        List<Row> rows =
                review.of(users.ada(), ID, List.of("rg/../x", "rg-shop", "a."), Callers.ADA).rows();
        assertThat(rows).extracting(Row::degraded).containsExactly(true, false, true);
        assertThat(rows.getFirst().reason()).contains("invalid_resource_group_name");
        assertThat(arm.asked).noneMatch(it -> it.contains(".."));
    }

    @Test
    void neverDegradesOpen() {
        azure.when("/roleAssignments", error(409, "Busy"));
        Row row = row("rg-shop");
        assertThat(row.degraded()).isTrue();
        assertThat(row.assignments()).isEmpty();
        assertThat(row.reason()).contains("http_409");
    }

    @Test
    void whoMayNotListAndHoldsNothingIsToldSo() {
        azure.when("/roleAssignments", forbidden());
        Row row = row("rg-shop");
        assertThat(row.degraded()).isFalse();
        assertThat(row.reason()).contains("no_role_at_scope");
    }

    @Test
    void whoMayNotListButHoldsSomethingIsToldThatItIsUnknown() {
        azure.when("/roleAssignments", forbidden())
                .when("/permissions", list(permission("\"*/start/action\"", "")));
        Row row = row("rg-shop");
        assertThat(row.degraded()).isTrue();
        assertThat(row.reason()).contains("forbidden");
    }

    @Test
    void anothersRolesAreNotGuessedFromTheCallersOwn() {
        azure.when("/roleAssignments", forbidden());
        var platform = new ObjectId(UUID.fromString("90000000-0000-4000-8000-000000000001"));
        Row row = review.of(users.ada(), ID, List.of("rg-shop"), platform).rows().getFirst();
        assertThat(row.degraded()).isTrue();
        assertThat(row.reason()).contains("forbidden");
    }
}
