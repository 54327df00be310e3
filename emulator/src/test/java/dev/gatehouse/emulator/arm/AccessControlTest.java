package dev.gatehouse.emulator.arm;

import static dev.gatehouse.emulator.arm.ArmCalls.LAB;
import static dev.gatehouse.emulator.arm.ArmCalls.PRODUCTION;
import static dev.gatehouse.emulator.arm.ArmCalls.RESEARCH;
import static dev.gatehouse.emulator.arm.ArmCalls.SHOP;
import static dev.gatehouse.emulator.arm.ArmCalls.code;
import static dev.gatehouse.emulator.arm.ArmCalls.column;
import static dev.gatehouse.emulator.arm.ArmCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.RoleAssignment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccessControlTest {
    private static final String NAMESPACE = "/providers/Microsoft.Authorization/";
    private static final String NAME = "11111111-0000-4000-8000-000000000001";
    private static final String NIL = "a0000000-0000-4000-8000-00000000000e";
    private static final String OLU = "a0000000-0000-4000-8000-00000000000f";
    private final ArmCalls arm = new ArmCalls();

    @Test
    void subscriptionListsAssignmentsBeneathItAndAtScopeLeavesThemOut() {
        assertThat(scopes(RESEARCH, "")).contains(RESEARCH, LAB);
        assertThat(scopes(RESEARCH, "atScope()")).contains(RESEARCH).doesNotContain(LAB);
        assertThat(scopes(LAB, "atScope()")).contains(RESEARCH, LAB);
        assertThat(scopes(RESEARCH, "")).doesNotContain(PRODUCTION);
    }

    @Test
    void filtersByPrincipalAndByAssignee() {
        assertThat(scopes(SHOP, "principalId eq '" + OLU + "'")).isEmpty();
        assertThat(scopes(SHOP, "assignedTo('" + OLU + "')")).containsExactly(SHOP);
        assertThat(scopes(PRODUCTION, "assignedTo('" + OLU + "')")).isEmpty();
        assertThat(arm.get("ada", list(SHOP, "somethingElse()")).status()).isEqualTo(400);
        assertThat(arm.get("ada", list(SHOP, "assignedTo('x')")).status()).isEqualTo(400);
    }

    @Test
    void whoMayNotReadMayNotListAssignments() {
        assertThat(arm.get("nil", list(SHOP, "atScope()")).status()).isEqualTo(403);
    }

    @Test
    void anAssignmentOpensAndItsDeletionCloses() {
        String path = PRODUCTION + NAMESPACE + "roleAssignments/" + NAME;
        Response created = arm.as("ada", "PUT", path, body(BuiltInRoles.READER.id(), NIL));
        assertThat(created.status()).isEqualTo(201);
        assertThat(json(created).path("properties").path("principalType").asText())
                .isEqualTo("User");
        assertThat(json(created).path("properties").path("createdBy").asText())
                .isEqualTo("a0000000-0000-4000-8000-00000000000a");
        assertThat(json(arm.get("ada", path)).path("name").asText()).isEqualTo(NAME);
        assertThat(arm.get("nil", SHOP).status()).isEqualTo(200);
        assertThat(arm.as("ada", "DELETE", path, "").status()).isEqualTo(200);
        assertThat(arm.get("nil", SHOP).status()).isEqualTo(403);
        assertThat(arm.as("ada", "DELETE", path, "").status()).isEqualTo(204);
        assertThat(code(arm.get("ada", path))).isEqualTo("RoleAssignmentNotFound");
    }

    @Test
    void refusesAnAssignmentThatCannotBe() {
        String at = PRODUCTION + NAMESPACE + "roleAssignments/";
        String reader = BuiltInRoles.READER.id();
        assertThat(code(arm.as("ada", "PUT", at + "no-guid", body(reader, NIL))))
                .isEqualTo("InvalidRoleAssignmentId");
        assertThat(code(arm.as("ada", "PUT", at + NAME, body(NIL, NIL))))
                .isEqualTo("RoleDefinitionDoesNotExist");
        assertThat(code(arm.as("ada", "PUT", at + NAME, body(reader, NAME))))
                .isEqualTo("PrincipalNotFound");
        assertThat(
                        code(
                                arm.as(
                                        "ada",
                                        "PUT",
                                        at + NAME,
                                        body(reader, "a0000000-0000-4000-8000-000000000010"))))
                .isEqualTo("PrincipalNotFound");
        assertThat(code(arm.as("ada", "PUT", at + NAME, "{}")))
                .isEqualTo("InvalidCreateRoleAssignmentRequest");
        assertThat(arm.as("ada", "PUT", at + NAME, body(reader, NIL)).status()).isEqualTo(201);
        assertThat(code(arm.as("ada", "PUT", at + NAME, body(reader, NIL))))
                .isEqualTo("RoleAssignmentExists");
        assertThat(code(arm.as("ada", "PUT", at + NAME, body(BuiltInRoles.OWNER.id(), NIL))))
                .isEqualTo("RoleAssignmentUpdateNotPermitted");
    }

    @Test
    void contributorMayNotAssign() {
        Response answer =
                arm.as(
                        "ann",
                        "PUT",
                        LAB + NAMESPACE + "roleAssignments/" + NAME,
                        body(BuiltInRoles.READER.id(), NIL));
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void rootAndManagementGroupAssignmentsReachDown() {
        arm.state().place(arm.world().subscription(Cast.PRODUCTION).orElseThrow(), List.of("corp"));
        arm.world()
                .add(
                        new RoleAssignment(
                                UUID.randomUUID(),
                                Scope.managementGroup("corp").id(),
                                UUID.fromString(NIL),
                                "User",
                                UUID.fromString(BuiltInRoles.READER.id())));
        assertThat(arm.get("nil", SHOP).status()).isEqualTo(200);
        assertThat(arm.get("nil", LAB).status()).isEqualTo(403);
        assertThat(column(arm.get("nil", list(SHOP, "principalId eq '" + NIL + "'")), "scope"))
                .containsExactly(Scope.managementGroup("corp").id());
    }

    @Test
    void definitionsAreListedFilteredAndRead() {
        String all = RESEARCH + NAMESPACE + "roleDefinitions";
        assertThat(column(arm.get("vic", all), "roleName"))
                .hasSameSizeAs(BuiltInRoles.ALL)
                .contains("AcrPull");
        assertThat(column(arm.get("vic", all + "?%24filter=" + enc("roleName eq 'Owner'")), "name"))
                .containsExactly(BuiltInRoles.OWNER.id());
        assertThat(
                        column(
                                arm.get("vic", all + "?%24filter=" + enc("type eq 'CustomRole'")),
                                "name"))
                .isEmpty();
        var one = json(arm.get("vic", all + "/" + BuiltInRoles.READER.id()));
        assertThat(one.path("properties").path("permissions").get(0).path("actions").get(0))
                .hasToString("\"*/read\"");
        assertThat(code(arm.get("vic", all + "/" + NAME))).isEqualTo("RoleDefinitionDoesNotExist");
        assertThat(arm.get("nil", all).status()).isEqualTo(403);
    }

    @Test
    void permissionsTellEveryoneWhatTheyMay() {
        String path = LAB + NAMESPACE + "permissions";
        assertThat(json(arm.get("ann", path)).path("value")).hasSize(2);
        assertThat(json(arm.get("nil", path)).path("value")).isEmpty();
        assertThat(json(arm.get("vic", path)).path("value").get(0).path("actions").get(0).asText())
                .isEqualTo("*/read");
        assertThat(
                        code(
                                arm.get(
                                        "ada",
                                        SHOP
                                                + "/providers/Microsoft.Storage/storageAccounts/x"
                                                + NAMESPACE
                                                + "permissions")))
                .isEqualTo("ResourceNotFound");
    }

    private List<String> scopes(String scope, String filter) {
        return column(arm.get("ada", list(scope, filter)), "scope");
    }

    private static String list(String scope, String filter) {
        return scope
                + NAMESPACE
                + "roleAssignments"
                + (filter.isEmpty() ? "" : "?%24filter=" + enc(filter));
    }

    private static String body(String role, String principal) {
        return """
        {"properties":{"principalId":"%s","roleDefinitionId":
        "/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/%s"}}
        """
                .formatted(principal, role);
    }

    private static String enc(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
