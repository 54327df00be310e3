package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.Role;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How app roles of the {@code roles} claim become roles of Gatehouse. Admin/admin, Analyst/analyst,
 * PM/pm/Manager/manager and Viewer/viewer are always understood; unknown app roles are ignored.
 *
 * @param appRoles further app roles by their exact value; they win over the built-in spellings
 * @param defaultRole what a person of an allowed tenant has without any known app role: Viewer, or
 *     empty for nothing. Programs never get it.
 */
public record RoleMapping(Map<String, Role> appRoles, Optional<Role> defaultRole) {
    private static final Map<String, Role> BUILT_IN =
            Map.of(
                    "Admin", Role.ADMIN,
                    "admin", Role.ADMIN,
                    "Analyst", Role.ANALYST,
                    "analyst", Role.ANALYST,
                    "PM", Role.PM,
                    "pm", Role.PM,
                    "Manager", Role.PM,
                    "manager", Role.PM,
                    "Viewer", Role.VIEWER,
                    "viewer", Role.VIEWER);

    /** The built-in spellings, and Viewer for people without a role. */
    public static final RoleMapping DEFAULT = new RoleMapping(Map.of(), Optional.of(Role.VIEWER));

    public RoleMapping {
        if (defaultRole.isPresent() && defaultRole.get() != Role.VIEWER) {
            throw new IllegalArgumentException("the default role is Viewer or none");
        }
        var all = new HashMap<>(BUILT_IN);
        all.putAll(appRoles);
        appRoles = Map.copyOf(all);
    }

    /** The known roles; Admin is dropped unless the token is of the home tenant. */
    Set<Role> map(Collection<String> claimed, boolean home) {
        var roles = EnumSet.noneOf(Role.class);
        for (String appRole : claimed) {
            Role role = appRoles.get(appRole);
            if (role != null && (home || role != Role.ADMIN)) {
                roles.add(role);
            }
        }
        return roles;
    }

    /** The same for a person, who has the default role if no other. */
    Set<Role> mapPerson(Collection<String> claimed, boolean home) {
        Set<Role> roles = map(claimed, home);
        if (roles.isEmpty()) {
            defaultRole.ifPresent(roles::add);
        }
        return roles;
    }
}
