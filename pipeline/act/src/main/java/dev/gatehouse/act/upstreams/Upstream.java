package dev.gatehouse.act.upstreams;

import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.RequestPath.Normalized;
import dev.gatehouse.kernel.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An application behind the gate.
 *
 * @param name as routes and audit name it; the audience of signed assertions
 * @param url {@code http} or {@code https} with host and perhaps a base path; no user information,
 *     query or fragment
 * @param scope what tokens are asked for; empty where the upstream gets none
 * @param deadline from the first byte sent to the head of the answer; more than zero
 * @param easyAuth whether it also gets the Easy Auth family of headers
 */
public record Upstream(
        String name, URI url, Optional<Scope> scope, Duration deadline, boolean easyAuth) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public Upstream {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "upstream name: letters, digits, dot, dash and underscore, at most 63");
        }
        if (!"http".equalsIgnoreCase(url.getScheme())
                && !"https".equalsIgnoreCase(url.getScheme())) {
            throw new IllegalArgumentException("upstream url: http or https");
        }
        if (url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "upstream url: a host, without user information, query and fragment");
        }
        if (!isNormal(url.getRawPath())) {
            throw new IllegalArgumentException(
                    "upstream url: a base path without dot segments and odd escapes");
        }
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("upstream deadline: more than zero");
        }
    }

    /** The path of {@link #url} without a slash at its end; empty for none. */
    String basePath() {
        String path = url.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static boolean isNormal(String path) {
        return path.isEmpty()
                || (RequestPath.normalize(path) instanceof Normalized(RequestPath normal)
                        && normal.value().equals(path));
    }
}
