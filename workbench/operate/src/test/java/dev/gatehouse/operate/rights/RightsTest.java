package dev.gatehouse.operate.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.operate.arm.AzureNames;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RightsTest {
    private static final UUID SUBSCRIPTION =
            UUID.fromString("50000000-0000-4000-8000-000000000001");
    private static final AzureScope GROUP = AzureScope.group(SUBSCRIPTION, "rg-shop");

    private static RolePermission role(String actions, String notActions) {
        return RolePermission.of(texts(actions), texts(notActions));
    }

    private static List<String> texts(String joined) {
        return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(" "));
    }

    private static DenyAssignment denial(String actions, String notActions) {
        return new DenyAssignment(
                "d",
                GROUP.path(),
                false,
                List.of(role(actions, notActions)),
                Set.of("x"),
                Set.of());
    }

    private static String held(List<RolePermission> allowed, List<DenyAssignment> denied) {
        return Rights.judge(GROUP, allowed, denied).stream()
                .sorted()
                .map(right -> right.wire().substring("can_".length()))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "*, Microsoft.Storage/storageAccounts/read",
        "*/read, Microsoft.Storage/storageAccounts/blobServices/containers/read",
        "Microsoft.Storage/*, Microsoft.Storage/storageAccounts/listKeys/action",
        "microsoft.STORAGE/storageaccounts/READ, Microsoft.Storage/storageAccounts/read",
        "Microsoft.Authorization/*/Write, Microsoft.Authorization/roleAssignments/write",
        "*/storageAccounts/*/action, Microsoft.Storage/storageAccounts/listKeys/action"
    })
    void patternStandsForTheAction(String pattern, String action) {
        assertThat(new ActionPattern(pattern).matches(action)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "*/read, Microsoft.Storage/storageAccounts/write",
        "*/read, Microsoft.Storage/storageAccounts/read/x",
        "Microsoft.Storage/*, Microsoft.Storage",
        "Microsoft.Storage/storageAccounts, Microsoft.Storage/storageAccounts/read",
        "'', Microsoft.Storage/storageAccounts/read",
        "Microsoft.Authorization/*/Write, Microsoft.Authorization/write"
    })
    void patternStandsForNothingElse(String pattern, String action) {
        assertThat(new ActionPattern(pattern).matches(action)).isFalse();
    }

    @Test
    void patternOfManyStarsIsJudgedAtOnce() {
        var pattern = new ActionPattern("*a".repeat(2_000) + "b");
        assertThat(pattern.matches("a".repeat(20_000))).isFalse();
    }

    /** The built-in roles of S1.33, and custom ones. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "* | '' | read write start_stop delete build_acr grant_rbac",
                "* | Microsoft.Authorization/*/Write Microsoft.Authorization/*/Delete | read write start_stop delete build_acr",
                "*/read | '' | read",
                "*/read Microsoft.Authorization/* | '' | read grant_rbac",
                "Microsoft.ContainerService/managedClusters/start/action | '' | ''",
                "Microsoft.ContainerService/managedClusters/*/action | '' | start_stop",
                "Microsoft.ContainerService/managedClusters/* | */delete | write start_stop",
                "Microsoft.ContainerRegistry/* | '' | build_acr",
                "MICROSOFT.CONTAINERSERVICE/MANAGEDCLUSTERS/DELETE | '' | delete",
                "'' | '' | ''"
            })
    void rightsFollowTheActionsOfTheRole(String actions, String notActions, String expected) {
        assertThat(held(List.of(role(actions, notActions)), List.of())).isEqualTo(expected);
    }

    @Test
    void anExceptionOfOneRoleIsNoneOfAnother() {
        var noDelete = role("*", "Microsoft.ContainerService/managedClusters/delete");
        var delete = role("Microsoft.ContainerService/managedClusters/delete", "*/write");
        assertThat(held(List.of(noDelete), List.of())).doesNotContain("delete");
        assertThat(held(List.of(noDelete, delete), List.of())).contains("delete", "write");
    }

    @Test
    void twoRolesTogetherStartAndStop() {
        var start = role("Microsoft.ContainerService/managedClusters/start/action", "");
        var stop = role("Microsoft.ContainerService/managedClusters/stop/action", "");
        assertThat(held(List.of(start, stop), List.of())).isEqualTo("start_stop");
    }

    @Test
    void aDenyAssignmentWinsOverTheOwner() {
        var owner = List.of(role("*", ""));
        assertThat(held(owner, List.of(denial("*/delete", ""))))
                .isEqualTo("read write start_stop build_acr grant_rbac");
        assertThat(held(owner, List.of(denial("*", "*/read")))).isEqualTo("read");
        assertThat(held(owner, List.of(denial("*", "")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/providers/Microsoft.Management/managementGroups/mg-contoso",
                "/subscriptions/50000000-0000-4000-8000-000000000001",
                "/SUBSCRIPTIONS/50000000-0000-4000-8000-000000000001/",
                "/subscriptions/50000000-0000-4000-8000-000000000001/resourcegroups/RG-SHOP"
            })
    void anAssignmentHoldsAtTheScopeAndBelow(String above) {
        assertThat(GROUP.within(above)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions/50000000-0000-4000-8000-000000000002",
                "/subscriptions/50000000-0000-4000-8000-000000000001/resourceGroups/rg-sho",
                "/subscriptions/50000000-0000-4000-8000-000000000001/resourceGroups/rg-shop2",
                "/subscriptions/50000000-0000-4000-8000-000000000001/resourceGroups/rg-shop/providers/Microsoft.Storage/storageAccounts/s"
            })
    void anAssignmentElsewhereOrBelowDoesNot(String other) {
        assertThat(GROUP.within(other)).isFalse();
    }

    @Test
    void readingOneClusterIsAskedAtTheCluster() {
        var cluster = new AzureScope(SUBSCRIPTION.toString(), "rg-shop", Optional.of("aks-shop"));
        var reader = List.of(role("Microsoft.ContainerService/managedClusters/read", ""));
        assertThat(Rights.judge(cluster, reader, List.of())).containsExactly(Right.CAN_READ);
        assertThat(Rights.judge(GROUP, reader, List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rg.", "a/b", "rg shop", "rg?x", "..", "rg\n"})
    void refusesWhatIsNoGroupsName(String name) {
        assertThat(AzureNames.isGroup(name)).isFalse();
    }

    @Test
    void takesEveryNameThatAzureTakes() {
        assertThat(AzureNames.isGroup("rg-1_(a).b")).isTrue();
        assertThat(AzureNames.isGroup("größe")).isTrue();
        assertThat(AzureNames.isGroup("a".repeat(90))).isTrue();
        assertThat(AzureNames.isGroup("a".repeat(91))).isFalse();
    }

    @Test
    void readsADenyAssignmentAsAzureWritesIt() throws JsonProcessingException {
        var json =
                new ObjectMapper()
                        .readTree(
                                """
                                {"name":"d1","properties":{"scope":"%s",
                                 "doNotApplyToChildScopes":true,
                                 "permissions":[{"actions":["*/write"],"notActions":[]}],
                                 "principals":[{"id":"AAAA","type":"User"}],
                                 "excludePrincipals":[{"id":"bbbb"}]}}"""
                                        .formatted(GROUP.path()));
        DenyAssignment denial = DenyAssignment.of(json);
        assertThat(denial.forbids("Microsoft.Storage/storageAccounts/write")).isTrue();
        assertThat(denial.concerns(Set.of("aaaa"))).isEqualTo(DenyAssignment.Concern.YES);
        assertThat(denial.concerns(Set.of("aaaa", "bbbb"))).isEqualTo(DenyAssignment.Concern.NO);
        assertThat(denial.concerns(Set.of("cccc"))).isEqualTo(DenyAssignment.Concern.PERHAPS);
        assertThat(denial.reaches(GROUP)).isTrue();
        var below = new AzureScope(SUBSCRIPTION.toString(), "rg-shop", Optional.of("aks-shop"));
        assertThat(denial.reaches(below)).isFalse();
    }

    @Test
    void whatIsForEverybodyConcernsAnybody() {
        var everybody =
                new DenyAssignment(
                        "d",
                        GROUP.path(),
                        false,
                        List.of(),
                        Set.of("00000000-0000-0000-0000-000000000000"),
                        Set.of());
        assertThat(everybody.concerns(Set.of("me"))).isEqualTo(DenyAssignment.Concern.YES);
    }

    @Test
    void nothingHeldHasItsReason() {
        var none = new Rights(Set.of(), List.of(), true, Instant.EPOCH);
        assertThat(none.reason()).contains("no_role_at_scope");
        var other =
                new Rights(
                        Set.of(),
                        List.of(new Rights.RoleName("r", "Data Reader")),
                        true,
                        Instant.EPOCH);
        assertThat(other.reason()).isEmpty();
    }
}
