package dev.gatehouse.emulator.world;

import java.util.UUID;

/**
 * A tenant-wide delegated permission grant: {@code client} may call {@code resource} for anybody.
 */
public record Consent(UUID tenant, UUID client, UUID resource) {}
