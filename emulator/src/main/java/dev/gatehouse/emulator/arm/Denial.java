package dev.gatehouse.emulator.arm;

import java.util.Set;

/**
 * A deny assignment. It wins over every role.
 *
 * @param name the assignment's own GUID
 * @param displayName the name shown to people
 * @param onlyAtScope whether what lies beneath {@code scope} is left alone
 * @param principals object ids it concerns; {@link #EVERYONE} concerns all
 * @param excluded object ids it spares
 * @see <a href="https://learn.microsoft.com/azure/role-based-access-control/deny-assignments">Azure
 *     deny assignments</a>
 */
public record Denial(
        String name,
        String displayName,
        Permission permission,
        Scope scope,
        boolean onlyAtScope,
        Set<String> principals,
        Set<String> excluded) {
    /** The principal id that stands for all principals. */
    public static final String EVERYONE = "00000000-0000-0000-0000-000000000000";

    public Denial {
        principals = Set.copyOf(principals);
        excluded = Set.copyOf(excluded);
    }

    boolean concerns(Set<String> callers) {
        boolean named =
                principals.contains(EVERYONE) || callers.stream().anyMatch(principals::contains);
        return named && callers.stream().noneMatch(excluded::contains);
    }
}
