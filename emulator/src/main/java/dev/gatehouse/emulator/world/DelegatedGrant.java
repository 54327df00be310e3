package dev.gatehouse.emulator.world;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A delegated permission grant: {@code client} may call {@code resource} with these scopes.
 *
 * @param client client id of the caller
 * @param resource client id of the API
 * @param principal for whom; empty for everybody in the tenant
 * @param scopes the granted permissions by value
 */
public record DelegatedGrant(
        UUID id,
        UUID tenant,
        UUID client,
        UUID resource,
        Optional<UUID> principal,
        Set<String> scopes) {
    public DelegatedGrant {
        scopes = Set.copyOf(scopes);
    }

    /** Whether it counts for a person. */
    boolean serves(UUID person) {
        return principal.isEmpty() || principal.get().equals(person);
    }

    /** Whether it is about the same tenant, client and API. */
    boolean concerns(Consent consent) {
        return tenant.equals(consent.tenant())
                && client.equals(consent.client())
                && resource.equals(consent.resource());
    }
}
