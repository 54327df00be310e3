package dev.gatehouse.server.config;

import dev.gatehouse.kernel.TenantId;
import java.util.Set;

/**
 * Whose people and programs are admitted.
 *
 * @param home those of the home tenant
 * @param anyConsented those of every tenant that consented to the registration
 * @param listed those of these tenants
 */
public record TenantsConfig(boolean home, boolean anyConsented, Set<TenantId> listed) {
    public TenantsConfig {
        listed = Set.copyOf(listed);
    }
}
