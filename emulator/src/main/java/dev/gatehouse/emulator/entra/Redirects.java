package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.AppRegistration;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Whether a redirect URI is a registered one. Compared character by character; only the port of an
 * {@code http} loopback address does not count (RFC 8252 section 7.3, and Entra for localhost).
 */
final class Redirects {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private Redirects() {}

    static boolean registered(AppRegistration app, String redirect) {
        return app.redirects().contains(redirect)
                || app.redirects().stream().anyMatch(one -> samePortAside(one, redirect));
    }

    private static boolean samePortAside(String registered, String redirect) {
        try {
            URI one = new URI(registered);
            URI other = new URI(redirect);
            return "http".equals(one.getScheme())
                    && "http".equals(other.getScheme())
                    && one.getHost() != null
                    && LOOPBACK.contains(one.getHost())
                    && one.getHost().equals(other.getHost())
                    && other.getRawUserInfo() == null
                    && other.getRawFragment() == null
                    && other.getRawQuery() == null
                    && path(one).equals(path(other));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String path(URI uri) {
        return uri.getRawPath() == null || uri.getRawPath().equals("/") ? "" : uri.getRawPath();
    }
}
