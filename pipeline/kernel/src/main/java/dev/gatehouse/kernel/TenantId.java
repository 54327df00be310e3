package dev.gatehouse.kernel;

import java.util.Optional;
import java.util.UUID;

/** An Entra tenant: the {@code tid} claim. Compared as a UUID, so letter case does not matter. */
public record TenantId(UUID value) {
    /** The tenant named by {@code text}, or empty if it is not a UUID in its canonical form. */
    public static Optional<TenantId> parse(String text) {
        return Uuids.parse(text).map(TenantId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
