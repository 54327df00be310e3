package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.Role;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How app roles of the {@code roles} claim become roles of Gatehouse; unknown app roles are
 * ignored.
 *
 * @param appRoles app roles by their exact value; no others count
 * @param defaultRole what a person of an allowed tenant has without any known app role: Viewer, or
 *     empty for nothing. Programs never get it.
 */
public record RoleMapping(Map<String, Role> appRoles, Optional<Role> defaultRole) {
    /** The spellings that count where the operator names none. */
    public static final Map<String, Role> USUAL =
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

    /** The usual spellings, and Viewer for people without a role. */
    public static final RoleMapping DEFAULT = new RoleMapping(USUAL, Optional.of(Role.VIEWER));

    public RoleMapping {
        if (defaultRole.isPresent() && defaultRole.get() != Role.VIEWER) {
            throw new IllegalArgumentException("the default role is Viewer or none");
        }
        appRoles = Map.copyOf(appRoles);
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
