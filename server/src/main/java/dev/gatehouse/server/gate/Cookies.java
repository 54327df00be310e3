package dev.gatehouse.server.gate;

import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Cookie} header (RFC 6265 section 5.4); the first of a repeated name counts. */
final class Cookies {
    private static final int MOST = 100;

    private Cookies() {}

    /** The value of one cookie in one header line, or null. */
    static @Nullable String in(String line, String name) {
        int at = 0;
        while (at < line.length()) {
            int end = line.indexOf(';', at);
            if (end < 0) {
                end = line.length();
            }
            while (at < end && line.charAt(at) == ' ') {
                at++;
            }
            if (line.startsWith(name, at)
                    && at + name.length() < end
                    && line.charAt(at + name.length()) == '=') {
                return line.substring(at + name.length() + 1, end).trim();
            }
            at = end + 1;
        }
        return null;
    }

    static Map<String, String> all(MultiMap headers) {
        var cookies = new LinkedHashMap<String, String>();
        for (String line : headers.getAll("cookie")) {
            for (String pair : line.split(";", MOST)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    cookies.putIfAbsent(
                            pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
                }
            }
        }
        return cookies;
    }
}
