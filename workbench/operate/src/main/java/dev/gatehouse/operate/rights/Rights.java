package dev.gatehouse.operate.rights;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody may do at a scope.
 *
 * @param roles those that brought it, as far as they could be read
 * @param denialsKnown whether deny assignments could be read
 * @param seenAt when Azure said so
 */
public record Rights(Set<Right> held, List<RoleName> roles, boolean denialsKnown, Instant seenAt) {
    public Rights {
        held = Set.copyOf(held);
        roles = List.copyOf(roles);
    }

    /** A role for people, and its GUID. */
    public record RoleName(String id, String name) {}

    /**
     * In Azure's order: some role must cover an action by itself, and no deny assignment may.
     *
     * @param denied those that concern the caller and reach the scope
     */
    static Set<Right> judge(
            AzureScope scope,
            Collection<RolePermission> allowed,
            Collection<DenyAssignment> denied) {
        var held = EnumSet.noneOf(Right.class);
        for (Right right : Right.values()) {
            boolean all =
                    right.actions(scope).stream()
                            .allMatch(
                                    action ->
                                            allowed.stream().anyMatch(it -> it.covers(action))
                                                    && denied.stream()
                                                            .noneMatch(it -> it.forbids(action)));
            if (all) {
                held.add(right);
            }
        }
        return held;
    }

    public boolean may(Right right) {
        return held.contains(right);
    }

    /** Why there is nothing: {@code no_role_at_scope}. */
    public Optional<String> reason() {
        return held.isEmpty() && roles.isEmpty()
                ? Optional.of("no_role_at_scope")
                : Optional.empty();
    }
}
