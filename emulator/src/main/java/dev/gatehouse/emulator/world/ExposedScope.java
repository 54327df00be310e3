package dev.gatehouse.emulator.world;

import java.util.UUID;

/**
 * A delegated permission that an application exposes.
 *
 * @param value what stands in {@code scp}
 * @param enabled whether it can be asked for; an enabled one cannot be removed
 * @param adminOnly whether only an administrator may consent ({@code type} is {@code Admin})
 * @param title the consent page's heading
 * @param description the consent page's text
 */
public record ExposedScope(
        UUID id,
        String value,
        boolean enabled,
        boolean adminOnly,
        String title,
        String description) {
    public ExposedScope {
        if (value.isBlank() || value.length() > 120) {
            throw new IllegalArgumentException("a scope's value has 1 to 120 characters");
        }
    }
}
