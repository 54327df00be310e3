package dev.gatehouse.server.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Addresses as the configuration writes them. Nothing here asks a name server. */
final class Addresses {
    private Addresses() {}

    /**
     * An absolute http(s) address without user information, query and fragment; a slash at its end
     * is dropped.
     */
    static Optional<URI> web(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean bare =
                    uri.getRawUserInfo() == null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null;
            return web && bare && uri.getHost() != null && uri.getPort() < 65_536
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** As {@link #web}, without a path. */
    static Optional<URI> origin(String text) {
        return web(text).filter(uri -> uri.getRawPath().isEmpty());
    }

    static boolean isLoopback(URI uri) {
        return isLoopback(uri.getHost());
    }

    /** Whether the host is {@code localhost} or a loopback address. */
    static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || literal(name).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /** An IP address written out, with or without brackets. */
    static Optional<InetAddress> literal(String text) {
        boolean brackets = text.startsWith("[") && text.endsWith("]");
        String bare = brackets ? text.substring(1, text.length() - 1) : text;
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
