package dev.gatehouse.server.config;

import dev.gatehouse.kernel.Role;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds which role ({@code authz}).
 *
 * @param defaultRole of an admitted person to whom no app role is assigned
 * @param roles app role values of the registration, in exact spelling
 * @param groups names for groups, usable in routes: name to object id in lower case
 */
public record AuthzConfig(
        Optional<Role> defaultRole, Map<String, Role> roles, Map<String, String> groups) {
    /** The app role values that count if {@code authz.roles} is not set. */
    static final Map<String, Role> USUAL_ROLES =
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

    public AuthzConfig {
        roles = Map.copyOf(roles);
        groups = Map.copyOf(groups);
    }

    /** Whether {@code authz.roles} is not set, so that the usual spellings count. */
    public boolean usualRoles() {
        return roles.equals(USUAL_ROLES);
    }
}
