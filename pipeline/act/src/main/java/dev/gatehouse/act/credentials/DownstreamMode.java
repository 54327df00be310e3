package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.ActAs;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose identities may go downstream at all, for the whole process ({@code downstream.mode}). A
 * route's {@code as} narrows it and never widens it.
 */
public enum DownstreamMode {
    /** Gatehouse's own identity alone; a caller's assertion is never exchanged nor forwarded. */
    MANAGED_IDENTITY,
    /** The caller alone; Gatehouse's own identity never stands in. */
    OBO,
    /** The caller; Gatehouse's own identity on written conditions, or where a route names it. */
    OBO_WITH_FALLBACK;

    /** The spelling in configuration, for example {@code obo-with-fallback}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mode of that spelling, or empty. */
    public static Optional<DownstreamMode> parse(String text) {
        for (DownstreamMode mode : values()) {
            if (mode.wire().equals(text)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a route may say {@code as} in this mode. Configuration is refused where it may not;
     * {@link Credentials} refuses once more.
     */
    public boolean permits(ActAs as) {
        return switch (this) {
            case MANAGED_IDENTITY -> as != ActAs.USER;
            case OBO -> as != ActAs.PLATFORM;
            case OBO_WITH_FALLBACK -> true;
        };
    }
}
