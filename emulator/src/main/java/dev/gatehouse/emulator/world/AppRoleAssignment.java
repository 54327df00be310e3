package dev.gatehouse.emulator.world;

import java.util.UUID;

/**
 * An app role of {@code resource} held by a person, a group or a service principal.
 *
 * @param resource client id of the application that declares the role
 * @param role the role's value; empty for access without a role
 */
public record AppRoleAssignment(UUID principal, UUID resource, String role) {}
