package dev.gatehouse.emulator.arm;

/**
 * A role of Azure's.
 *
 * @param id its GUID, lower case
 * @param name the display name, such as {@code Reader}
 */
public record RoleDefinition(String id, String name, String description, Permission permission) {
    public RoleDefinition {
        if (id.length() != 36 || name.isBlank()) {
            throw new IllegalArgumentException("a role needs a GUID and a name");
        }
    }
}
