package dev.gatehouse.act.upstreams;

import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.RequestPath.Normalized;
import java.util.Optional;

/**
 * What an upstream is asked for: the path that policy judged, less the route's prefix, behind the
 * upstream's base path, and the query untouched. Nothing is decoded, encoded or merged here.
 */
public final class TargetPath {
    private final String base;
    private final String strip;

    /**
     * @param strip a normalised path that is taken off the front, for example {@code /orders};
     *     empty or {@code /} takes nothing off
     * @throws IllegalArgumentException if {@code strip} is not a normalised path
     */
    public TargetPath(Upstream upstream, String strip) {
        this.base = upstream.basePath();
        this.strip = strip.endsWith("/") ? strip.substring(0, strip.length() - 1) : strip;
        if (!this.strip.isEmpty()
                && !(RequestPath.normalize(this.strip) instanceof Normalized(RequestPath normal)
                        && normal.value().equals(this.strip))) {
            throw new IllegalArgumentException("the prefix to strip is not a normalised path");
        }
    }

    /**
     * The request target in origin form (RFC 9112 section 3.2.1). A path that does not lie under
     * the prefix is kept whole; letter case is ignored, as rules ignore it.
     *
     * @param query as received, without its question mark; empty for none
     * @return empty if the query holds a control character, a space, a number sign or anything
     *     outside ASCII, which could end or split the request line
     */
    public Optional<String> of(RequestPath path, String query) {
        if (!isClean(query)) {
            return Optional.empty();
        }
        String judged = path.value();
        int from = liesUnderPrefix(judged) ? strip.length() : 0;
        if (from == 0 && base.isEmpty() && query.isEmpty()) {
            return Optional.of(judged);
        }
        var target = new StringBuilder(base.length() + judged.length() + query.length() + 2);
        target.append(base);
        if (from == judged.length()) {
            target.append('/');
        } else {
            target.append(judged, from, judged.length());
        }
        if (!query.isEmpty()) {
            target.append('?').append(query);
        }
        return Optional.of(target.toString());
    }

    private boolean liesUnderPrefix(String path) {
        return path.regionMatches(true, 0, strip, 0, strip.length())
                && (path.length() == strip.length() || path.charAt(strip.length()) == '/');
    }

    private static boolean isClean(String query) {
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return false;
            }
        }
        return true;
    }
}
