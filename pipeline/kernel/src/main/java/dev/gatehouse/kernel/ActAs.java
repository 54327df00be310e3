package dev.gatehouse.kernel;

import java.util.Locale;
import java.util.Optional;

/** Whose token goes downstream, as a route's {@code as} says it. */
public enum ActAs {
    /** The caller, by on-behalf-of; Azure judges with the caller's own rights. */
    USER,
    /** Gatehouse's own workload identity. */
    PLATFORM,
    /** The caller; on written conditions the platform. */
    USER_ELSE_PLATFORM,
    /** No Azure token; the upstream gets a signed assertion of who calls. */
    NONE;

    /** The spelling in configuration and audit, for example {@code user-else-platform}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ActAs> parse(String text) {
        for (ActAs value : values()) {
            if (value.wire().equals(text)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
