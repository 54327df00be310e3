package dev.gatehouse.emulator.world;

import java.util.List;
import java.util.UUID;

/**
 * An application's presence in a tenant.
 *
 * @param id its object id there
 * @param enabled whether the application may get tokens there
 * @param assignmentRequired whether people need an app role of it to get its tokens
 * @param tags whatever its owners note
 */
public record ServicePrincipal(
        UUID id,
        UUID clientId,
        UUID tenant,
        String name,
        boolean enabled,
        boolean assignmentRequired,
        List<String> tags) {
    public ServicePrincipal {
        tags = List.copyOf(tags);
    }

    /** One that is enabled and open to everybody. */
    public ServicePrincipal(UUID id, UUID clientId, UUID tenant, String name) {
        this(id, clientId, tenant, name, true, false, List.of());
    }

    /** The object id that an application has in a tenant, unless chosen otherwise. */
    public static UUID idOf(UUID clientId, UUID tenant) {
        return UUID.nameUUIDFromBytes(
                (tenant + "/" + clientId).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
