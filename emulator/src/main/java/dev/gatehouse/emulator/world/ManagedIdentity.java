package dev.gatehouse.emulator.world;

import java.util.Optional;
import java.util.UUID;

/**
 * A managed identity.
 *
 * @param principalId object id of its service principal, {@code oid} of its tokens
 * @param clientId {@code appid} of its tokens
 * @param resourceId its ARM id, if it is user-assigned; empty for the system-assigned one of the
 *     demo host
 */
public record ManagedIdentity(
        UUID principalId, UUID clientId, UUID tenant, String name, Optional<String> resourceId) {}
