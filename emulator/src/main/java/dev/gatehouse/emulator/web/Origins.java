package dev.gatehouse.emulator.web;

import java.net.URI;

/**
 * Where the emulator is reached.
 *
 * @param http for browsers and for managed identity, for example {@code http://localhost:8081}
 * @param https for clients that insist on TLS; also the origin of every issuer
 */
public record Origins(URI http, URI https) {
    /** The https origin plus a path. */
    public URI https(String path) {
        return URI.create(https + path);
    }

    /** The http origin plus a path. */
    public URI http(String path) {
        return URI.create(http + path);
    }
}
