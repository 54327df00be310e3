package dev.gatehouse.server.config;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The public listener ({@code listen}).
 *
 * @param port 0 takes a free one
 * @param publicUrl the origin that browsers use; empty only on loopback, where it is {@code
 *     localhost} and the port
 * @param trustedProxies whose forwarded headers count
 */
public record ListenConfig(
        InetAddress host,
        int port,
        Optional<Tls> tls,
        Optional<URI> publicUrl,
        List<Network> trustedProxies) {
    public ListenConfig {
        trustedProxies = List.copyOf(trustedProxies);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
    }

    /** A certificate chain and its private key, in PEM. */
    public record Tls(Path certificate, Path key) {}
}
