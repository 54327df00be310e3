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
                    role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", List.of("*"), List.of()),
                    role(
                            "b24988ac-6180-42a0-ab88-20f7382dd24c",
                            "Contributor",
                            List.of("*"),
                            NOT_THE_CONTRIBUTOR),
                    role(
                            "acdd72a7-3385-48ef-bd42-f606fba81ae7",
                            "Reader",
                            List.of("*/read"),
                            List.of()),
                    role(
                            "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
                            "User Access Administrator",
                            List.of("*/read", "Microsoft.Authorization/*"),
                            List.of()),
                    role(
                            "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
                            "Role Based Access Control Administrator",
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
            String id, String name, List<String> actions, List<String> notActions) {
        return Map.entry(
                id, new RoleDefinition(id, name, List.of(RolePermission.of(actions, notActions))));
    }
}
