package dev.gatehouse.emulator.registry;

import dev.gatehouse.emulator.arm.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The repositories of all registries, and the images in them. Thread-safe. */
final class Images {
    private final Map<String, Map<String, List<Image>>> registries = new ConcurrentHashMap<>();

    /** Sets the images of a repository. */
    void put(Scope registry, String repository, List<Image> images) {
        registries
                .computeIfAbsent(registry.key(), _ -> new ConcurrentSkipListMap<>())
                .put(repository, List.copyOf(images));
    }

    /** The names of a registry's repositories, in alphabetical order. */
    List<String> repositories(Scope registry) {
        return List.copyOf(registries.getOrDefault(registry.key(), Map.of()).keySet());
    }

    /** The images of a repository, oldest first; empty if there is no such repository. */
    Optional<List<Image>> of(Scope registry, String repository) {
        return Optional.ofNullable(
                registries.getOrDefault(registry.key(), Map.of()).get(repository));
    }

    /** Forgets a registry. */
    void remove(Scope registry) {
        registries.remove(registry.key());
    }
}
