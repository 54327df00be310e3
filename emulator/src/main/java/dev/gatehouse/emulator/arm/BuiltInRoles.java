package dev.gatehouse.emulator.arm;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The built-in roles that the emulator knows, with their real GUIDs and permissions.
 *
 * @see <a href="https://learn.microsoft.com/azure/role-based-access-control/built-in-roles">Azure
 *     built-in roles</a>
 */
public final class BuiltInRoles {
    private static final List<String> NONE = List.of();
    private static final String AKS = "Microsoft.ContainerService/managedClusters/";
    private static final String BLOBS = "Microsoft.Storage/storageAccounts/blobServices/";
    private static final List<String> AKS_RBAC =
            List.of(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/write",
                    "Microsoft.Resources/subscriptions/operationresults/read",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                    AKS + "listClusterUserCredential/action");

    public static final RoleDefinition OWNER =
            role(
                    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
                    "Owner",
                    "Grants full access to manage all resources, including the ability to assign"
                            + " roles in Azure RBAC.",
                    Permission.of(List.of("*"), NONE));
    public static final RoleDefinition CONTRIBUTOR =
            role(
                    "b24988ac-6180-42a0-ab88-20f7382dd24c",
                    "Contributor",
                    "Grants full access to manage all resources, but does not allow you to assign"
                            + " roles in Azure RBAC, manage assignments in Azure Blueprints, or"
                            + " share image galleries.",
                    Permission.of(
                            List.of("*"),
                            List.of(
                                    "Microsoft.Authorization/*/Delete",
                                    "Microsoft.Authorization/*/Write",
                                    "Microsoft.Authorization/elevateAccess/Action",
                                    "Microsoft.Blueprint/blueprintAssignments/write",
                                    "Microsoft.Blueprint/blueprintAssignments/delete",
                                    "Microsoft.Compute/galleries/share/action",
                                    "Microsoft.Purview/consents/write",
                                    "Microsoft.Purview/consents/delete",
                                    "Microsoft.Resources/deploymentStacks/manageDenySetting/action",
                                    "Microsoft.Subscription/cancel/action",
                                    "Microsoft.Subscription/enable/action")));
    public static final RoleDefinition READER =
            role(
                    "acdd72a7-3385-48ef-bd42-f606fba81ae7",
                    "Reader",
                    "View all resources, but does not allow you to make any changes.",
                    Permission.of(List.of("*/read"), NONE));
    public static final RoleDefinition USER_ACCESS_ADMINISTRATOR =
            role(
                    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
                    "User Access Administrator",
                    "Lets you manage user access to Azure resources.",
                    Permission.of(
                            List.of("*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"),
                            NONE));
    public static final RoleDefinition RBAC_ADMINISTRATOR =
            role(
                    "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
                    "Role Based Access Control Administrator",
                    "Manage access to Azure resources by assigning roles using Azure RBAC. This"
                            + " role does not allow you to manage access using other ways, such as"
                            + " Azure Policy.",
                    Permission.of(
                            List.of(
                                    "Microsoft.Authorization/roleAssignments/write",
                                    "Microsoft.Authorization/roleAssignments/delete",
                                    "*/read",
                                    "Microsoft.Support/*"),
                            NONE));
    public static final RoleDefinition ACR_PULL =
            role(
                    "7f951dda-4ed3-4680-a7ca-43fe172d538d",
                    "AcrPull",
                    "acr pull",
                    Permission.of(
                            List.of("Microsoft.ContainerRegistry/registries/pull/read"), NONE));
    public static final RoleDefinition ACR_PUSH =
            role(
                    "8311e382-0749-4cb8-b61a-304f252e45ec",
                    "AcrPush",
                    "acr push",
                    Permission.of(
                            List.of(
                                    "Microsoft.ContainerRegistry/registries/pull/read",
                                    "Microsoft.ContainerRegistry/registries/push/write"),
                            NONE));
    public static final RoleDefinition ACR_DELETE =
            role(
                    "c2f4ef07-c644-48eb-af81-4b1b4947fb11",
                    "AcrDelete",
                    "acr delete",
                    Permission.of(
                            List.of("Microsoft.ContainerRegistry/registries/artifacts/delete"),
                            NONE));
    public static final RoleDefinition STORAGE_ACCOUNT_CONTRIBUTOR =
            role(
                    "17d1049b-9a84-46fb-8f53-869881c3d3ab",
                    "Storage Account Contributor",
                    "Lets you manage storage accounts, including accessing storage account keys"
                            + " which provide full access to storage account data.",
                    Permission.of(
                            List.of(
                                    "Microsoft.Authorization/*/read",
                                    "Microsoft.Insights/alertRules/*",
                                    "Microsoft.Insights/diagnosticSettings/*",
                                    "Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action",
                                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                                    "Microsoft.Resources/deployments/*",
                                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                                    "Microsoft.Storage/storageAccounts/*",
                                    "Microsoft.Support/*"),
                            NONE));
    public static final RoleDefinition STORAGE_BLOB_DATA_OWNER =
            role(
                    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
                    "Storage Blob Data Owner",
                    "Allows for full access to Azure Storage blob containers and data, including"
                            + " assigning POSIX access control.",
                    Permission.of(
                            List.of(
                                    BLOBS + "containers/*",
                                    BLOBS + "generateUserDelegationKey/action"),
                            NONE,
                            List.of(BLOBS + "containers/blobs/*"),
                            NONE));
    public static final RoleDefinition STORAGE_BLOB_DATA_CONTRIBUTOR =
            role(
                    "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
                    "Storage Blob Data Contributor",
                    "Allows for read, write and delete access to Azure Storage blob containers and"
                            + " data",
                    Permission.of(
                            List.of(
                                    BLOBS + "containers/delete",
                                    BLOBS + "containers/read",
                                    BLOBS + "containers/write",
                                    BLOBS + "generateUserDelegationKey/action"),
                            NONE,
                            List.of(
                                    BLOBS + "containers/blobs/delete",
                                    BLOBS + "containers/blobs/read",
                                    BLOBS + "containers/blobs/write",
                                    BLOBS + "containers/blobs/move/action",
                                    BLOBS + "containers/blobs/add/action"),
                            NONE));
    public static final RoleDefinition STORAGE_BLOB_DATA_READER =
            role(
                    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
                    "Storage Blob Data Reader",
                    "Allows for read access to Azure Storage blob containers and data",
                    Permission.of(
                            List.of(
                                    BLOBS + "containers/read",
                                    BLOBS + "generateUserDelegationKey/action"),
                            NONE,
                            List.of(BLOBS + "containers/blobs/read"),
                            NONE));
    public static final RoleDefinition AKS_CLUSTER_ADMIN =
            role(
                    "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8",
                    "Azure Kubernetes Service Cluster Admin Role",
                    "List cluster admin credential action.",
                    Permission.of(
                            List.of(
                                    AKS + "listClusterAdminCredential/action",
                                    AKS + "accessProfiles/listCredential/action",
                                    AKS + "read",
                                    AKS + "runcommand/action"),
                            NONE));
    public static final RoleDefinition AKS_CLUSTER_USER =
            role(
                    "4abbcc35-e782-43d8-92c5-2d3f1bd2253f",
                    "Azure Kubernetes Service Cluster User Role",
                    "List cluster user credential action.",
                    Permission.of(
                            List.of(AKS + "listClusterUserCredential/action", AKS + "read"), NONE));
    public static final RoleDefinition AKS_CONTRIBUTOR =
            role(
                    "ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8",
                    "Azure Kubernetes Service Contributor Role",
                    "Grants access to read and write Azure Kubernetes Service clusters",
                    Permission.of(
                            List.of(
                                    "Microsoft.ContainerService/locations/*",
                                    AKS + "*",
                                    "Microsoft.ContainerService/managedclustersnapshots/*",
                                    "Microsoft.ContainerService/snapshots/*",
                                    "Microsoft.Insights/alertRules/*",
                                    "Microsoft.Resources/deployments/*",
                                    "Microsoft.Resources/subscriptions/resourceGroups/read"),
                            NONE));
    public static final RoleDefinition AKS_RBAC_CLUSTER_ADMIN =
            role(
                    "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b",
                    "Azure Kubernetes Service RBAC Cluster Admin",
                    "Lets you manage all resources in the cluster.",
                    Permission.of(AKS_RBAC, NONE, List.of(AKS + "*"), NONE));
    public static final RoleDefinition AKS_RBAC_ADMIN =
            role(
                    "3498e952-d568-435e-9b2c-8d77e338d7f7",
                    "Azure Kubernetes Service RBAC Admin",
                    "Lets you manage all resources under cluster/namespace, except update or delete"
                            + " resource quotas and namespaces.",
                    Permission.of(
                            AKS_RBAC,
                            NONE,
                            List.of(AKS + "*"),
                            List.of(
                                    AKS + "resourcequotas/write",
                                    AKS + "resourcequotas/delete",
                                    AKS + "namespaces/write",
                                    AKS + "namespaces/delete")));

    /** All of them, in a fixed order. */
    public static final List<RoleDefinition> ALL =
            List.of(
                    OWNER,
                    CONTRIBUTOR,
                    READER,
                    USER_ACCESS_ADMINISTRATOR,
                    RBAC_ADMINISTRATOR,
                    ACR_PULL,
                    ACR_PUSH,
                    ACR_DELETE,
                    STORAGE_ACCOUNT_CONTRIBUTOR,
                    STORAGE_BLOB_DATA_OWNER,
                    STORAGE_BLOB_DATA_CONTRIBUTOR,
                    STORAGE_BLOB_DATA_READER,
                    AKS_CLUSTER_ADMIN,
                    AKS_CLUSTER_USER,
                    AKS_CONTRIBUTOR,
                    AKS_RBAC_CLUSTER_ADMIN,
                    AKS_RBAC_ADMIN);

    private static final Map<String, RoleDefinition> BY_ID =
            ALL.stream().collect(Collectors.toMap(RoleDefinition::id, Function.identity()));

    private BuiltInRoles() {}

    /**
     * The role of that GUID, whatever its letter case; empty for one the emulator does not know.
     */
    public static Optional<RoleDefinition> find(String id) {
        return Optional.ofNullable(BY_ID.get(id.toLowerCase(Locale.ROOT)));
    }

    private static RoleDefinition role(
            String id, String name, String description, Permission permission) {
        return new RoleDefinition(id, name, description, permission);
    }
}
