package dev.gatehouse.emulator.world;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An Entra tenant.
 *
 * @param domains verified domains, the initial one first
 * @param mfaPolicy the id of the Conditional Access policy that demands a second factor for ARM and
 *     Graph, if there is one
 */
public record Tenant(UUID id, String name, List<String> domains, Optional<UUID> mfaPolicy) {
    public Tenant {
        domains = List.copyOf(domains);
        if (domains.isEmpty()) {
            throw new IllegalArgumentException("a tenant has at least one domain");
        }
    }

    /** The initial domain. */
    public String domain() {
        return domains.getFirst();
    }
}
