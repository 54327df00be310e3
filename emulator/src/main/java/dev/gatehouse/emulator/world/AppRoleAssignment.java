package dev.gatehouse.emulator.world;

import java.util.UUID;

/** An app role of {@code resource} held by a person or a service principal. */
public record AppRoleAssignment(UUID principal, UUID resource, String role) {}
