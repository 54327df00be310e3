package dev.gatehouse.server.config;

import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.ClientId;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose identities go downstream ({@code downstream}).
 *
 * @param managedIdentity the user-assigned identity of the platform; empty means the
 *     system-assigned one
 */
public record DownstreamConfig(Mode mode, Optional<ClientId> managedIdentity) {
    /** For the whole process. */
    public enum Mode {
        MANAGED_IDENTITY,
        OBO,
        OBO_WITH_FALLBACK;

        /** The spelling in configuration, for example {@code obo-with-fallback}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Mode> parse(String text) {
            for (Mode mode : values()) {
                if (mode.wire().equals(text)) {
                    return Optional.of(mode);
                }
            }
            return Optional.empty();
        }

        /** Whether a route may say so: it narrows the mode and never widens it. */
        boolean permits(ActAs as) {
            return switch (as) {
                case NONE -> true;
                case USER -> this != MANAGED_IDENTITY;
                case PLATFORM -> this != OBO;
                case USER_ELSE_PLATFORM -> this == OBO_WITH_FALLBACK;
            };
        }

        /** What a route with a scope does if it does not say. */
        ActAs usual() {
            return switch (this) {
                case MANAGED_IDENTITY -> ActAs.PLATFORM;
                case OBO -> ActAs.USER;
                case OBO_WITH_FALLBACK -> ActAs.USER_ELSE_PLATFORM;
            };
        }
    }
}
