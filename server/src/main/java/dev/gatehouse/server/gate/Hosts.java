package dev.gatehouse.server.gate;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which {@code Host} a request may name: the public one, or on a laptop any loopback name. */
final class Hosts {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String expected;
    private final boolean loopback;

    Hosts(URI publicUrl) {
        String port = publicUrl.getPort() < 0 ? "" : ":" + publicUrl.getPort();
        this.expected = (publicUrl.getHost() + port).toLowerCase(Locale.ROOT);
        this.loopback = LOOPBACK.contains(publicUrl.getHost());
    }

    boolean accepts(@Nullable String host) {
        if (host == null) {
            return false;
        }
        return host.equals(expected)
                || host.equalsIgnoreCase(expected)
                || (loopback && isLoopback(host.toLowerCase(Locale.ROOT)));
    }

    private static boolean isLoopback(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > host.lastIndexOf(']');
        return LOOPBACK.contains(port && colon >= 0 ? host.substring(0, colon) : host);
    }
}
