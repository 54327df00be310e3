package dev.gatehouse.emulator.world;

import java.util.UUID;

/** A security group of a tenant. */
public record Group(UUID id, UUID tenant, String name) {}
