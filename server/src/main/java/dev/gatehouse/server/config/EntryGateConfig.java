package dev.gatehouse.server.config;

import java.util.Locale;
import java.util.Optional;

/**
 * Who may enter the workbench ({@code authz.entry-gate}): callers who can read this resource group.
 *
 * @param subscription its id, in lower case
 * @param onError what happens to a caller about whom that cannot be found out
 */
public record EntryGateConfig(String subscription, String resourceGroup, OnError onError) {
    /** For callers about whom nothing can be found out. */
    public enum OnError {
        /** They are refused and told to come back. */
        CLOSED,
        /** They are let in. */
        OPEN;

        static Optional<OnError> parse(String text) {
            for (OnError value : values()) {
                if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return Optional.of(value);
                }
            }
            return Optional.empty();
        }
    }
}
