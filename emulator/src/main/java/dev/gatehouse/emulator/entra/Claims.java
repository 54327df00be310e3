package dev.gatehouse.emulator.entra;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Collects the claims of a token to be minted. */
final class Claims {
    private final Map<String, Object> values = new LinkedHashMap<>();

    Claims put(String name, Object value) {
        values.put(name, value instanceof UUID uuid ? uuid.toString() : value);
        return this;
    }

    Map<String, Object> asMap() {
        return Map.copyOf(values);
    }
}
