package dev.gatehouse.operate.monitor;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The registries that a token may be sent to. Azure names the login server of a registry; whether
 * it is believed is decided here, by the cloud.
 */
public final class LoginServers {
    private static final Pattern SERVER =
            Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::([0-9]{1,5}))?");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private final List<String> hosts;

    /**
     * @param hosts names, or suffixes that begin with a dot, for example {@code .azurecr.io}
     */
    public LoginServers(List<String> hosts) {
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * The https origin of a login server, or empty if it is not one of the cloud's. A port is taken
     * on loopback alone.
     *
     * @param loginServer host, or host and port
     */
    Optional<URI> trusted(String loginServer) {
        Matcher server = SERVER.matcher(loginServer);
        if (!server.matches()) {
            return Optional.empty();
        }
        String host = server.group(1).toLowerCase(Locale.ROOT);
        boolean named = hosts.stream().anyMatch(entry -> covers(entry, host));
        boolean port = server.group(2) == null || LOOPBACK.contains(host);
        return named && port
                ? Optional.of(URI.create("https://" + loginServer.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    private static boolean covers(String entry, String host) {
        return entry.startsWith(".")
                ? host.endsWith(entry) && host.length() > entry.length()
                : host.equals(entry);
    }
}
