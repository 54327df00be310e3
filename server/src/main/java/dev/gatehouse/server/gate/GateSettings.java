package dev.gatehouse.server.gate;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How the gate listens.
 *
 * @param port 0 for any free one
 * @param publicUrl where callers reach Gatehouse; its host is the only one accepted, unless it is a
 *     loopback name
 * @param headerBytes most bytes of all request headers
 * @param bodyBytes most bytes of a request body
 * @param idle how long a connection may rest, and an upload may take without progress
 * @param arrival how long a request may take to arrive whole
 * @param tls certificate and key, read again when the files change
 * @param trustedProxy whose {@code X-Forwarded-For} counts
 * @param proxied whether there is any such proxy
 */
public record GateSettings(
        String host,
        int port,
        URI publicUrl,
        int headerBytes,
        long bodyBytes,
        Duration idle,
        Duration arrival,
        Optional<Tls> tls,
        Predicate<InetAddress> trustedProxy,
        boolean proxied,
        int eventLoops) {
    /** PEM files. */
    public record Tls(Path certificate, Path key) {}
}
