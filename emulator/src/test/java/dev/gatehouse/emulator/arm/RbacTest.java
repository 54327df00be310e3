package dev.gatehouse.emulator.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RbacTest {
    private static final String SUB = "50000000-0000-4000-8000-000000000001";
    private static final String OTHER = "50000000-0000-4000-8000-000000000002";
    private static final String ADA = "ada";
    private static final String GROUP = "operators";
    private static final Scope SUBSCRIPTION = Scope.subscription(SUB);
    private static final Scope SHOP = Scope.group(SUB, "rg-shop");
    private static final Scope ACCOUNT =
            new Scope(SHOP.id() + "/providers/Microsoft.Storage/storageAccounts/shop");
    private static final String READ_ACCOUNT = "Microsoft.Storage/storageAccounts/read";
    private static final String WRITE_ACCOUNT = "Microsoft.Storage/storageAccounts/write";
    private static final String READ_BLOB =
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read";

    @Test
    void refusesWhoHasNoRole() {
        assertThat(rbac().judge(Set.of(ADA), read(READ_ACCOUNT), ACCOUNT))
                .isEqualTo(new Verdict.NotGranted());
    }

    @Test
    void namesTheAssignmentThatAllows() {
        Grant grant = grant(ADA, BuiltInRoles.READER, SHOP);
        assertThat(rbac(grant).judge(Set.of(ADA), read(READ_ACCOUNT), ACCOUNT))
                .isEqualTo(new Verdict.Allowed(grant));
    }

    @Test
    void readerReadsButDoesNotWrite() {
        Rbac rbac = rbac(grant(ADA, BuiltInRoles.READER, SHOP));
        assertThat(allowed(rbac, READ_ACCOUNT, ACCOUNT)).isTrue();
        assertThat(allowed(rbac, WRITE_ACCOUNT, ACCOUNT)).isFalse();
    }

    @Test
    void anotherPrincipalsRoleDoesNotCount() {
        assertThat(allowed(rbac(grant("pia", BuiltInRoles.OWNER, SHOP)), READ_ACCOUNT, ACCOUNT))
                .isFalse();
    }

    @Test
    void rolesOfTheCallersGroupsCount() {
        Rbac rbac = rbac(grant(GROUP, BuiltInRoles.READER, SHOP));
        assertThat(rbac.judge(Set.of(ADA, GROUP), read(READ_ACCOUNT), ACCOUNT).allowed()).isTrue();
        assertThat(rbac.judge(Set.of(ADA), read(READ_ACCOUNT), ACCOUNT).allowed()).isFalse();
    }

    @Test
    void rolesAreInheritedFromRootManagementGroupSubscriptionGroupAndResource() {
        for (Scope at :
                List.of(Scope.ROOT, Scope.managementGroup("corp"), SUBSCRIPTION, SHOP, ACCOUNT)) {
            assertThat(allowed(rbac(grant(ADA, BuiltInRoles.READER, at)), READ_ACCOUNT, ACCOUNT))
                    .as(at.id())
                    .isTrue();
        }
    }

    @Test
    void rolesDoNotClimbNorReachSiblings() {
        Rbac rbac = rbac(grant(ADA, BuiltInRoles.OWNER, SHOP));
        assertThat(allowed(rbac, READ_ACCOUNT, SUBSCRIPTION)).isFalse();
        assertThat(allowed(rbac, READ_ACCOUNT, Scope.group(SUB, "rg-shop-2"))).isFalse();
        assertThat(allowed(rbac, READ_ACCOUNT, Scope.group(OTHER, "rg-shop"))).isFalse();
    }

    @Test
    void managementGroupReachesOnlyItsOwnSubscriptions() {
        Rbac rbac = rbac(grant(ADA, BuiltInRoles.OWNER, Scope.managementGroup("corp")));
        assertThat(allowed(rbac, READ_ACCOUNT, Scope.subscription(OTHER))).isFalse();
        assertThat(allowed(rbac, READ_ACCOUNT, Scope.ROOT)).isFalse();
    }

    @Test
    void letterCaseOfScopeAndActionDoesNotCount() {
        Rbac rbac =
                rbac(
                        grant(
                                ADA,
                                BuiltInRoles.READER,
                                new Scope(SHOP.id().toUpperCase(java.util.Locale.ROOT))));
        assertThat(allowed(rbac, "microsoft.storage/STORAGEACCOUNTS/Read", ACCOUNT)).isTrue();
    }

    @Test
    void contributorMayNotAssignRoles() {
        Rbac rbac = rbac(grant(ADA, BuiltInRoles.CONTRIBUTOR, SUBSCRIPTION));
        assertThat(allowed(rbac, WRITE_ACCOUNT, ACCOUNT)).isTrue();
        assertThat(allowed(rbac, "Microsoft.Authorization/roleAssignments/read", SHOP)).isTrue();
        assertThat(allowed(rbac, "Microsoft.Authorization/roleAssignments/write", SHOP)).isFalse();
        assertThat(allowed(rbac, "Microsoft.Authorization/roleAssignments/delete", SHOP)).isFalse();
    }

    @Test
    void notActionsOfOneRoleDoNotTakeFromAnother() {
        Rbac rbac =
                rbac(
                        grant(ADA, BuiltInRoles.CONTRIBUTOR, SUBSCRIPTION),
                        grant(ADA, BuiltInRoles.USER_ACCESS_ADMINISTRATOR, SHOP));
        assertThat(allowed(rbac, "Microsoft.Authorization/roleAssignments/write", SHOP)).isTrue();
    }

    @Test
    void accessAdministratorsAssignRolesButTouchNoResource() {
        for (RoleDefinition role :
                List.of(BuiltInRoles.USER_ACCESS_ADMINISTRATOR, BuiltInRoles.RBAC_ADMINISTRATOR)) {
            Rbac rbac = rbac(grant(ADA, role, SHOP));
            assertThat(allowed(rbac, "Microsoft.Authorization/roleAssignments/write", SHOP))
                    .isTrue();
            assertThat(allowed(rbac, WRITE_ACCOUNT, ACCOUNT)).isFalse();
        }
        assertThat(
                        allowed(
                                rbac(grant(ADA, BuiltInRoles.RBAC_ADMINISTRATOR, SHOP)),
                                "Microsoft.Authorization/policyAssignments/write",
                                SHOP))
                .isFalse();
    }

    @Test
    void ownerHasNoDataAction() {
        Rbac rbac = rbac(grant(ADA, BuiltInRoles.OWNER, SUBSCRIPTION));
        assertThat(rbac.judge(Set.of(ADA), new Operation.Data(READ_BLOB), ACCOUNT).allowed())
                .isFalse();
    }

    @Test
    void dataRoleGrantsDataActionsOnly() {
        Rbac rbac = rbac(grant(ADA, BuiltInRoles.STORAGE_BLOB_DATA_READER, ACCOUNT));
        assertThat(rbac.judge(Set.of(ADA), new Operation.Data(READ_BLOB), ACCOUNT).allowed())
                .isTrue();
        assertThat(allowed(rbac, READ_BLOB, ACCOUNT)).isFalse();
        assertThat(
                        rbac.judge(
                                        Set.of(ADA),
                                        new Operation.Data(READ_BLOB.replace("read", "write")),
                                        ACCOUNT)
                                .allowed())
                .isFalse();
    }

    @Test
    void notDataActionsAreSubtracted() {
        Rbac rbac = rbac(grant(ADA, BuiltInRoles.AKS_RBAC_ADMIN, SHOP));
        assertThat(data(rbac, "Microsoft.ContainerService/managedClusters/pods/write")).isTrue();
        assertThat(data(rbac, "Microsoft.ContainerService/managedClusters/namespaces/write"))
                .isFalse();
    }

    @Test
    void clusterRolesListTheirOwnCredentialOnly() {
        String user = "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action";
        String admin =
                "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action";
        Rbac users = rbac(grant(ADA, BuiltInRoles.AKS_CLUSTER_USER, SHOP));
        assertThat(allowed(users, user, SHOP)).isTrue();
        assertThat(allowed(users, admin, SHOP)).isFalse();
        Rbac admins = rbac(grant(ADA, BuiltInRoles.AKS_CLUSTER_ADMIN, SHOP));
        assertThat(allowed(admins, admin, SHOP)).isTrue();
        assertThat(allowed(admins, user, SHOP)).isFalse();
    }

    @Test
    void denyAssignmentWinsOverOwner() {
        Denial denial = denial(SHOP, false, Set.of(ADA), Set.of());
        Rbac rbac = rbac(List.of(denial), grant(ADA, BuiltInRoles.OWNER, SUBSCRIPTION));
        assertThat(rbac.judge(Set.of(ADA), read(WRITE_ACCOUNT), ACCOUNT))
                .isEqualTo(new Verdict.Denied(denial));
        assertThat(allowed(rbac, READ_ACCOUNT, ACCOUNT)).isTrue();
        assertThat(allowed(rbac, WRITE_ACCOUNT, Scope.group(SUB, "rg-lab"))).isTrue();
    }

    @Test
    void denyAssignmentOfEveryoneSparesTheExcluded() {
        Denial denial = denial(SHOP, false, Set.of(Denial.EVERYONE), Set.of(GROUP));
        Rbac rbac = rbac(List.of(denial), grant(ADA, BuiltInRoles.OWNER, SUBSCRIPTION));
        assertThat(allowed(rbac, WRITE_ACCOUNT, ACCOUNT)).isFalse();
        assertThat(rbac.judge(Set.of(ADA, GROUP), read(WRITE_ACCOUNT), ACCOUNT).allowed()).isTrue();
    }

    @Test
    void denyAssignmentMayLeaveChildScopesAlone() {
        Denial denial = denial(SHOP, true, Set.of(ADA), Set.of());
        Rbac rbac = rbac(List.of(denial), grant(ADA, BuiltInRoles.OWNER, SUBSCRIPTION));
        assertThat(allowed(rbac, WRITE_ACCOUNT, SHOP)).isFalse();
        assertThat(allowed(rbac, WRITE_ACCOUNT, ACCOUNT)).isTrue();
    }

    @Test
    void denialOfSomebodyWithoutARoleIsStillNotGranted() {
        Rbac rbac = rbac(List.of(denial(SHOP, false, Set.of(ADA), Set.of())));
        assertThat(rbac.judge(Set.of(ADA), read(WRITE_ACCOUNT), SHOP))
                .isEqualTo(new Verdict.NotGranted());
    }

    @Test
    void unknownRoleGrantsNothing() {
        Rbac rbac =
                rbac(
                        new Grant(
                                "g",
                                ADA,
                                "User",
                                "99999999-0000-4000-8000-000000000000",
                                Scope.ROOT));
        assertThat(allowed(rbac, READ_ACCOUNT, ACCOUNT)).isFalse();
        assertThat(rbac.permissions(Set.of(ADA), ACCOUNT)).isEmpty();
    }

    @Test
    void permissionsListEachRoleHeldAtTheScopeOnce() {
        Rbac rbac =
                rbac(
                        grant(ADA, BuiltInRoles.READER, SUBSCRIPTION),
                        grant(GROUP, BuiltInRoles.READER, SHOP),
                        grant(ADA, BuiltInRoles.ACR_PULL, SHOP),
                        grant(ADA, BuiltInRoles.OWNER, Scope.group(SUB, "rg-lab")));
        assertThat(rbac.permissions(Set.of(ADA, GROUP), SHOP))
                .containsExactly(
                        BuiltInRoles.READER.permission(), BuiltInRoles.ACR_PULL.permission());
    }

    @Test
    void aRoleAboveOrBeneathMakesTheSubscriptionVisible() {
        for (Scope at : List.of(Scope.ROOT, Scope.managementGroup("corp"), SUBSCRIPTION, ACCOUNT)) {
            Rbac rbac = rbac(grant(ADA, BuiltInRoles.READER, at));
            assertThat(rbac.anywhere(Set.of(ADA), SUBSCRIPTION)).as(at.id()).isTrue();
        }
        assertThat(
                        rbac(grant(ADA, BuiltInRoles.READER, Scope.subscription(OTHER)))
                                .anywhere(Set.of(ADA), SUBSCRIPTION))
                .isFalse();
    }

    private static boolean allowed(Rbac rbac, String action, Scope scope) {
        return rbac.judge(Set.of(ADA), read(action), scope).allowed();
    }

    private static boolean data(Rbac rbac, String action) {
        return rbac.judge(Set.of(ADA), new Operation.Data(action), SHOP).allowed();
    }

    private static Operation read(String action) {
        return new Operation.Control(action);
    }

    private static Grant grant(String principal, RoleDefinition role, Scope scope) {
        return new Grant("g-" + role.name(), principal, "User", role.id(), scope);
    }

    private static Denial denial(
            Scope scope, boolean onlyAtScope, Set<String> principals, Set<String> excluded) {
        return new Denial(
                "d",
                "No writes",
                Permission.of(List.of("*/write"), List.of()),
                scope,
                onlyAtScope,
                principals,
                excluded);
    }

    private static Rbac rbac(Grant... grants) {
        return rbac(List.of(), grants);
    }

    private static Rbac rbac(List<Denial> denials, Grant... grants) {
        return new Rbac(
                BuiltInRoles::find,
                List.of(grants),
                denials,
                subscription ->
                        subscription.equals(SUB)
                                ? List.of(Scope.managementGroup("CORP"))
                                : List.of());
    }
}
