package dev.gatehouse.emulator.world;

import java.util.Set;
import java.util.UUID;

/**
 * An app role that an application declares.
 *
 * @param value what stands in {@code roles}; empty for a role that stands for an assignment only
 * @param enabled whether it can be assigned; an enabled one cannot be removed
 * @param members {@code User} (people and groups), {@code Application}, or both
 */
public record AppRole(
        UUID id,
        String value,
        String name,
        String description,
        boolean enabled,
        Set<String> members) {
    public AppRole {
        members = Set.copyOf(members);
        if (members.isEmpty() || !Set.of("User", "Application").containsAll(members)) {
            throw new IllegalArgumentException("members are User, Application or both");
        }
    }
}
