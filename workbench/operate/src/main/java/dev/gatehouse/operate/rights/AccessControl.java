package dev.gatehouse.operate.rights;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmPath;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.KeptAnswers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** {@code {scope}/providers/Microsoft.Authorization/…}, read as one identity. */
final class AccessControl {
    private static final String API_VERSION = "2022-04-01";
    private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";

    private final Arm arm;
    private final KeptAnswers<String, RoleDefinition> definitions;

    AccessControl(Arm arm, Duration kept, InstantSource clock) {
        this.arm = arm;
        this.definitions = new KeptAnswers<>(kept, clock);
    }

    /** As whom, already asked. */
    record Eyes(Identity who, Granted granted) {}

    /** The permissions of every role that the asking identity itself holds; needs no right. */
    Asked<List<RolePermission>> permissions(Eyes as, AzureScope scope) {
        return list(as, path(scope, "permissions"), RolePermission::of);
    }

    /** The assignments of {@code object} and of its groups, at the scope, above and below. */
    Asked<List<RoleAssignment>> assignedTo(Eyes as, AzureScope scope, String object) {
        ArmPath path = path(scope, "roleAssignments").with("$filter", assignedTo(object));
        return list(as, path, RoleAssignment::of);
    }

    Asked<List<DenyAssignment>> denials(Eyes as, AzureScope scope) {
        ArmPath path = path(scope, "denyAssignments").with("$filter", "atScope()");
        return list(as, path, DenyAssignment::of);
    }

    /** Those that name {@code object} or one of its groups. */
    Asked<List<DenyAssignment>> denials(Eyes as, AzureScope scope, String object) {
        ArmPath path = path(scope, "denyAssignments").with("$filter", assignedTo(object));
        return list(as, path, DenyAssignment::of);
    }

    Asked<RoleDefinition> definition(Eyes as, AzureScope scope, String role) {
        return definitions.get(
                as.who().caller(),
                as.granted(),
                scope.subscription() + "/" + role,
                false,
                () ->
                        arm.get(as.who(), as.granted(), path(scope, "roleDefinitions/" + role))
                                .map(json -> RoleDefinition.of(role, json)));
    }

    private <T> Asked<List<T>> list(Eyes as, ArmPath path, Function<JsonNode, T> reading) {
        return arm.list(as.who(), as.granted(), path)
                .map(list -> list.items().stream().map(reading).toList());
    }

    private static ArmPath path(AzureScope scope, String kind) {
        return ArmPath.of(scope.path() + AUTHORIZATION + kind, API_VERSION);
    }

    private static String assignedTo(String object) {
        return "assignedTo('" + object + "')";
    }
}
