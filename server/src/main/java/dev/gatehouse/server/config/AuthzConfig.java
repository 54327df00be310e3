package dev.gatehouse.server.config;

import dev.gatehouse.authenticate.tokens.RoleMapping;
import dev.gatehouse.kernel.Role;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds which role ({@code authz}).
 *
 * @param defaultRole of an admitted person to whom no app role is assigned
 * @param roles app role values of the registration, in exact spelling
 * @param groups names for groups, usable in routes: name to object id in lower case
 * @param entryGate who may enter the workbench; empty for whoever its routes admit
 */
public record AuthzConfig(
        Optional<Role> defaultRole,
        Map<String, Role> roles,
        Map<String, String> groups,
        Optional<EntryGateConfig> entryGate) {
    public AuthzConfig {
        roles = Map.copyOf(roles);
        groups = Map.copyOf(groups);
    }

    /** Whether {@code authz.roles} is not set, so that the usual spellings count. */
    public boolean usualRoles() {
        return roles.equals(RoleMapping.USUAL);
    }
}
