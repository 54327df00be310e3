package dev.gatehouse.emulator.arm;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads GUIDs strictly: 36 characters, any letter case. */
final class Guids {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

    private Guids() {}

    static Optional<UUID> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
