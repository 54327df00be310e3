package dev.gatehouse.kernel;

import java.util.Optional;
import java.util.UUID;

/** Strict reading of UUIDs: {@link UUID#fromString} also accepts shortened groups. */
final class Uuids {
    private static final int CANONICAL_LENGTH = 36;

    private Uuids() {}

    static Optional<UUID> parse(String text) {
        if (text.length() != CANONICAL_LENGTH) {
            return Optional.empty();
        }
        for (int i = 0; i < CANONICAL_LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
                return Optional.empty();
            }
        }
        return Optional.of(UUID.fromString(text));
    }
}
