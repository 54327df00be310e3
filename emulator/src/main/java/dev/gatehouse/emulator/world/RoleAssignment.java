package dev.gatehouse.emulator.world;

import java.util.UUID;

/**
 * An Azure role assignment.
 *
 * @param name the last segment of its ARM id
 * @param scope where it counts, and below; compared without letter case
 * @param principal object id of a person, a group or a service principal
 * @param principalType {@code User}, {@code Group} or {@code ServicePrincipal}
 * @param role GUID of the role definition
 */
public record RoleAssignment(
        UUID name, String scope, UUID principal, String principalType, UUID role) {}
