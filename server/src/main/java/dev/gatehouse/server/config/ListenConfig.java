package dev.gatehouse.server.config;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The listeners ({@code listen}).
 *
 * @param port 0 takes a free one
 * @param publicUrl the origin that browsers use; empty only on loopback, where it is {@code
 *     localhost} and the port
 * @param trustedProxies whose forwarded headers count
 * @param internal the listener for the host itself; empty if it is switched off
 */
public record ListenConfig(
        InetAddress host,
        int port,
        Optional<Tls> tls,
        Optional<URI> publicUrl,
        List<Network> trustedProxies,
        Optional<Internal> internal) {
    public ListenConfig {
        trustedProxies = List.copyOf(trustedProxies);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
    }

    /**
     * The internal listener ({@code listen.internal}).
     *
     * @param port 0 takes a free one
     * @param chosen whether the operator named it; otherwise any free port will do where this one
     *     is taken
     */
    public record Internal(InetAddress host, int port, boolean chosen) {}

    /** A certificate chain and its private key, in PEM. */
    public record Tls(Path certificate, Path key) {}
}
