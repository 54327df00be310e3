package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.TenantId;
import java.util.Set;

/**
 * Whose people and programs may sign in.
 *
 * @param home the tenant of the app registration; role Admin counts from there alone
 * @param allowed the tenants that are admitted; the home tenant only if it is among them
 * @param anyConsented whether every tenant is admitted that consented to the app registration
 */
public record Tenants(TenantId home, Set<TenantId> allowed, boolean anyConsented) {
    public Tenants {
        allowed = Set.copyOf(allowed);
        if (allowed.isEmpty() && !anyConsented) {
            throw new IllegalArgumentException("no tenant is allowed");
        }
    }

    /** The home tenant and no other. */
    public static Tenants only(TenantId home) {
        return new Tenants(home, Set.of(home), false);
    }

    boolean admits(TenantId tenant) {
        return anyConsented || allowed.contains(tenant);
    }
}
