package dev.gatehouse.emulator.world;

import java.util.UUID;

/** An application's presence in a tenant. {@code id} is its object id there. */
public record ServicePrincipal(UUID id, UUID clientId, UUID tenant, String name) {}
