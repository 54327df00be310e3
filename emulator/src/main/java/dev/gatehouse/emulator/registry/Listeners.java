package dev.gatehouse.emulator.registry;

import java.net.URI;

/** Ports with TLS for the login servers of new registries. */
public interface Listeners {
    /**
     * Opens one more on a free port.
     *
     * @return scheme, host and port under which clients reach it
     * @throws java.io.UncheckedIOException if there is none to be had
     */
    URI open();

    /** Closes the one of that origin, if it is open. */
    void close(URI origin);
}
