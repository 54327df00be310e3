package dev.gatehouse.emulator.registry;

import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.Origins;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which registry answers at which address. One registry may sit at the emulator's own origins; each
 * other one gets a port of its own. Thread-safe.
 */
final class LoginServers {
    private final Origins origins;
    private final Listeners listeners;
    private final Map<URI, Scope> registries = new ConcurrentHashMap<>();

    LoginServers(Origins origins, Listeners listeners) {
        this.origins = origins;
        this.listeners = listeners;
    }

    /** Gives the emulator's own origins to a registry; answers its login server. */
    String seat(Scope registry) {
        registries.put(origins.https(), registry);
        registries.put(origins.http(), registry);
        return origins.https().getAuthority();
    }

    /** Gives a new port to a registry; answers its login server, {@code host:port}. */
    String open(Scope registry) {
        URI origin = listeners.open();
        registries.put(origin, registry);
        return origin.getAuthority();
    }

    /** The registry at an origin. */
    Optional<Scope> at(URI origin) {
        return Optional.ofNullable(registries.get(origin));
    }

    /** Takes a registry away from its addresses. */
    void close(Scope registry) {
        registries
                .entrySet()
                .removeIf(
                        entry -> {
                            boolean its = entry.getValue().same(registry);
                            if (its) {
                                listeners.close(entry.getKey());
                            }
                            return its;
                        });
    }
}
