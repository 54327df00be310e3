package dev.gatehouse.server.desk;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Proof that a request with a cookie comes from a page of this site (C3): its {@code Origin} is
 * ours, or, where a browser sends none, {@code Sec-Fetch-Site} says so.
 */
public final class SameOrigin {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String publicOrigin;
    private final boolean loopback;

    public SameOrigin(URI publicUrl) {
        this.publicOrigin = originOf(publicUrl);
        this.loopback = LOOPBACK.contains(publicUrl.getHost());
    }

    public boolean proven(Arrival arrival) {
        Optional<String> origin = arrival.header().apply("origin");
        if (origin.isEmpty()) {
            return arrival.header()
                    .apply("sec-fetch-site")
                    .filter("same-origin"::equals)
                    .isPresent();
        }
        String given = origin.get().toLowerCase(Locale.ROOT);
        return given.equals(publicOrigin) || (loopback && isThisHost(given, arrival));
    }

    /**
     * On a laptop, {@code localhost} and {@code 127.0.0.1} are the same site if the host header
     * agrees.
     */
    private static boolean isThisHost(String origin, Arrival arrival) {
        return arrival.header()
                .apply("host")
                .filter(host -> LOOPBACK.contains(host.replaceFirst(":\\d+$", "")))
                .filter(host -> origin.equals("http://" + host.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    private static String originOf(URI url) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return (url.getScheme() + "://" + url.getHost() + port).toLowerCase(Locale.ROOT);
    }
}
