package dev.gatehouse.emulator.graph;

import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Tenant;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Which redirect URIs and App ID URIs a registration may have. */
final class RedirectRules {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int LONGEST = 256;

    private RedirectRules() {}

    /**
     * Absolute, without fragment or wildcard; {@code http} for loopback only, unless the platform
     * is that of installed applications.
     *
     * @throws Denied 400
     */
    static void check(String platform, String uri) {
        try {
            URI read = new URI(uri);
            String scheme = String.valueOf(read.getScheme()).toLowerCase(Locale.ROOT);
            boolean loopback = LOOPBACK.contains(String.valueOf(read.getHost()));
            boolean secure = scheme.equals("https") || (scheme.equals("http") && loopback);
            if (read.isAbsolute()
                    && read.getRawFragment() == null
                    && !uri.contains("*")
                    && uri.length() <= LONGEST
                    && (secure || platform.equals("publicClient"))) {
                return;
            }
        } catch (URISyntaxException e) {
            throw Denied.value(platform + ".redirectUris");
        }
        throw Denied.value(platform + ".redirectUris");
    }

    /**
     * {@code api://} with the client id, the tenant id or a verified domain, or {@code https://} of
     * a verified domain.
     *
     * @throws Denied 400
     */
    static void checkIdUri(String uri, AppRegistration app, Tenant tenant) {
        String host;
        String scheme;
        try {
            URI read = new URI(uri);
            host = String.valueOf(read.getAuthority()).toLowerCase(Locale.ROOT);
            scheme = String.valueOf(read.getScheme());
        } catch (URISyntaxException e) {
            throw Denied.value("identifierUris");
        }
        boolean verified =
                tenant.domains().stream()
                        .anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
        boolean own = host.equals(app.clientId().toString()) || host.equals(tenant.id().toString());
        boolean good = scheme.equals("api") ? own || verified : scheme.equals("https") && verified;
        if (!good || uri.endsWith("/")) {
            throw new Denied(
                    400,
                    "HostNameNotOnVerifiedDomain",
                    "Values of identifierUris property must use a verified domain of the"
                            + " organization or its subdomain: '"
                            + uri
                            + "'");
        }
    }
}
