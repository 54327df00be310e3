package dev.gatehouse.operate.rights;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The built-in roles that count even where nobody lets their definitions be read (Microsoft: "Azure
 * built-in roles").
 */
final class KnownRoles {
    private static final List<String> NOT_THE_CONTRIBUTOR =
            List.of(
                    "Microsoft.Authorization/*/Delete",
                    "Microsoft.Authorization/*/Write",
                    "Microsoft.Authorization/elevateAccess/Action",
                    "Microsoft.Blueprint/blueprintAssignments/write",
                    "Microsoft.Blueprint/blueprintAssignments/delete",
                    "Microsoft.Compute/galleries/share/action",
                    "Microsoft.Purview/consents/write",
                    "Microsoft.Purview/consents/delete",
                    "Microsoft.Resources/deploymentStacks/manageDenySetting/action");

    private static final Map<String, RoleDefinition> ALL =
            Map.ofEntries(
                    role(AzureRole.OWNER, List.of("*"), List.of()),
                    role(AzureRole.CONTRIBUTOR, List.of("*"), NOT_THE_CONTRIBUTOR),
                    role(AzureRole.READER, List.of("*/read"), List.of()),
                    role(
                            AzureRole.USER_ACCESS_ADMINISTRATOR,
                            List.of("*/read", "Microsoft.Authorization/*"),
                            List.of()),
                    role(
                            AzureRole.RBAC_ADMINISTRATOR,
                            List.of(
                                    "Microsoft.Authorization/roleAssignments/write",
                                    "Microsoft.Authorization/roleAssignments/delete",
                                    "*/read"),
                            List.of()));

    private KnownRoles() {}

    /** The role of that GUID, in lower case. */
    static Optional<RoleDefinition> find(String id) {
        return Optional.ofNullable(ALL.get(id));
    }

    private static Map.Entry<String, RoleDefinition> role(
            AzureRole role, List<String> actions, List<String> notActions) {
        return Map.entry(
                role.id(),
                new RoleDefinition(
                        role.id(), role.name(), List.of(RolePermission.of(actions, notActions))));
    }
}
