package dev.gatehouse.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A path with its query, encoded piece by piece.
 *
 * @param target as sent
 */
record Query(String target) {
    /** A path of segments that are encoded here. */
    static Query of(String prefix, String... segments) {
        var path = new StringBuilder(prefix);
        for (String segment : segments) {
            path.append('/').append(encoded(segment));
        }
        return new Query(path.toString());
    }

    Query with(String name, String value) {
        return new Query(
                target
                        + (target.indexOf('?') < 0 ? "?" : "&")
                        + encoded(name)
                        + "="
                        + encoded(value));
    }

    /** The same for each value. */
    Query with(String name, Iterable<String> values) {
        Query query = this;
        for (String value : values) {
            query = query.with(name, value);
        }
        return query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
