package dev.gatehouse.emulator.world;

import java.nio.charset.StandardCharsets;
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

    /**
     * The same tenant, whose Conditional Access demands a second factor for ARM and Graph or not.
     */
    public Tenant demandingSecondFactor(boolean demanded) {
        return new Tenant(
                id,
                name,
                domains,
                demanded ? mfaPolicy.or(() -> Optional.of(policyOf(id))) : Optional.empty());
    }

    private static UUID policyOf(UUID tenant) {
        String text = "second-factor/" + tenant;
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The initial domain. */
    public String domain() {
        return domains.getFirst();
    }
}
