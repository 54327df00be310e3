package dev.gatehouse.emulator.arm;

import java.util.List;
import java.util.UUID;

/**
 * A management group.
 *
 * @param name the last segment of its id; that of a tenant's root group is the tenant's id
 * @param above the names of the groups above it, the nearest first
 */
public record ManagementGroup(String name, UUID tenant, String displayName, List<String> above) {
    public ManagementGroup {
        above = List.copyOf(above);
    }

    Scope scope() {
        return Scope.managementGroup(name);
    }
}
