package dev.gatehouse.emulator.arm;

/**
 * A role assignment: the role {@code roleId} for the principal {@code principalId} at {@code scope}
 * and beneath.
 *
 * @param name the assignment's own GUID
 * @param principalType {@code User}, {@code Group} or {@code ServicePrincipal}
 */
public record Grant(
        String name, String principalId, String principalType, String roleId, Scope scope) {}
