package dev.gatehouse.operate.monitor;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The registries that a token may be sent to. Azure names the login server of a registry; whether
 * it is believed is decided here, by the cloud.
 */
public final class LoginServers {
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern SERVER =
            Pattern.compile("(" + LABEL + "(?:\\." + LABEL + "){0,31})(?::([0-9]{1,5}))?");
    private static final int LONGEST_HOST = 253;
    private static final int HIGHEST_PORT = 65_535;
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
        boolean named =
                host.length() <= LONGEST_HOST
                        && hosts.stream().anyMatch(entry -> covers(entry, host));
        return named && portFits(server.group(2), host)
                ? origin(loginServer.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static boolean portFits(@Nullable String port, String host) {
        if (port == null) {
            return true;
        }
        int number = Integer.parseInt(port);
        return LOOPBACK.contains(host) && number >= 1 && number <= HIGHEST_PORT;
    }

    /** Empty for a name of the right letters that still is no host, such as {@code 1.2.3}. */
    private static Optional<URI> origin(String authority) {
        URI origin = URI.create("https://" + authority);
        return origin.getHost() == null ? Optional.empty() : Optional.of(origin);
    }

    private static boolean covers(String entry, String host) {
        return entry.startsWith(".")
                ? host.endsWith(entry) && host.length() > entry.length()
                : host.equals(entry);
    }
}
