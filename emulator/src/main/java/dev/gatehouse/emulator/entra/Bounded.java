package dev.gatehouse.emulator.entra;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers the newest entries and forgets the oldest beyond a limit. Thread-safe. */
final class Bounded<V> {
    private final int capacity;
    private final Map<String, V> entries = new LinkedHashMap<>();

    Bounded(int capacity) {
        this.capacity = capacity;
    }

    synchronized void put(String key, V value) {
        entries.remove(key);
        entries.put(key, value);
        if (entries.size() > capacity) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    synchronized Optional<V> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized void remove(String key) {
        entries.remove(key);
    }
}
