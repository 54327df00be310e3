package dev.gatehouse.emulator.arm;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Azure's order of judging: the role assignments of the caller and of its groups, at the scope and
 * above it; some role must cover the operation by itself (its own exceptions subtracted, never
 * another role's); a deny assignment wins over all. Holds the assignments of one tenant.
 *
 * @see <a href="https://learn.microsoft.com/azure/role-based-access-control/overview">How Azure
 *     RBAC determines access</a>
 */
public final class Rbac {
    private final Function<String, Optional<RoleDefinition>> roles;
    private final List<Grant> grants;
    private final List<Denial> denials;
    private final Function<String, List<Scope>> managementGroups;

    /**
     * @param roles role by its GUID
     * @param managementGroups the management groups above a subscription, by the subscription's
     *     GUID, and above a management group, by its name in lower case
     */
    public Rbac(
            Function<String, Optional<RoleDefinition>> roles,
            List<Grant> grants,
            List<Denial> denials,
            Function<String, List<Scope>> managementGroups) {
        this.roles = roles;
        this.grants = List.copyOf(grants);
        this.denials = List.copyOf(denials);
        this.managementGroups = managementGroups;
    }

    /**
     * Judges one operation.
     *
     * @param callers the object ids that the caller acts with: its own and those of its groups
     */
    public Verdict judge(Set<String> callers, Operation operation, Scope scope) {
        Optional<Grant> grant =
                grants.stream()
                        .filter(each -> callers.contains(each.principalId()))
                        .filter(each -> covers(each.scope(), scope))
                        .filter(each -> grants(each, operation))
                        .findFirst();
        if (grant.isEmpty()) {
            return new Verdict.NotGranted();
        }
        return denials.stream()
                .filter(denial -> denial.permission().covers(operation))
                .filter(denial -> reaches(denial, scope))
                .filter(denial -> denial.concerns(callers))
                .findFirst()
                .<Verdict>map(Verdict.Denied::new)
                .orElseGet(() -> new Verdict.Allowed(grant.get()));
    }

    /** The permissions of every role that the caller holds at the scope; empty without any. */
    public List<Permission> permissions(Set<String> callers, Scope scope) {
        return grants.stream()
                .filter(each -> callers.contains(each.principalId()))
                .filter(each -> covers(each.scope(), scope))
                .map(Grant::roleId)
                .distinct()
                .flatMap(role -> roles.apply(role).stream())
                .map(RoleDefinition::permission)
                .toList();
    }

    /**
     * Whether the caller holds any role at the scope, above it or beneath it. It makes a
     * subscription visible: a role on one resource group is enough.
     */
    public boolean anywhere(Set<String> callers, Scope scope) {
        return grants.stream()
                .filter(each -> callers.contains(each.principalId()))
                .anyMatch(each -> covers(each.scope(), scope) || scope.contains(each.scope()));
    }

    /** Whether what holds at {@code above} holds at {@code scope}: same place or an ancestor. */
    public boolean covers(Scope above, Scope scope) {
        return above.contains(scope)
                || scope
                        .subscription()
                        .or(scope::managementGroup)
                        .map(managementGroups)
                        .orElse(List.of())
                        .stream()
                        .anyMatch(above::same);
    }

    private boolean reaches(Denial denial, Scope scope) {
        return denial.onlyAtScope() ? denial.scope().same(scope) : covers(denial.scope(), scope);
    }

    private boolean grants(Grant grant, Operation operation) {
        return roles.apply(grant.roleId())
                .filter(role -> role.permission().covers(operation))
                .isPresent();
    }
}
