package dev.gatehouse.act.upstreams;

import java.util.Set;

/**
 * Gatehouse's own cookies, which no upstream sees or sets. Names are compared as browsers do, with
 * regard to letter case (RFC 6265 section 5.3).
 */
public record OwnCookies(Set<String> names) {
    public OwnCookies {
        names = Set.copyOf(names);
        if (names.isEmpty() || names.contains("")) {
            throw new IllegalArgumentException("name Gatehouse's cookies");
        }
    }

    /**
     * The value of a {@code Cookie} header without Gatehouse's own: the same object if there was
     * none, empty if nothing else is left.
     */
    public String foreign(String cookieHeader) {
        if (!mentionsOwn(cookieHeader)) {
            return cookieHeader;
        }
        var left = new StringBuilder(cookieHeader.length());
        int start = 0;
        while (start <= cookieHeader.length()) {
            int semicolon = cookieHeader.indexOf(';', start);
            int end = semicolon < 0 ? cookieHeader.length() : semicolon;
            String pair = cookieHeader.substring(start, end).strip();
            if (!pair.isEmpty() && !names.contains(nameOf(pair))) {
                left.append(left.isEmpty() ? "" : "; ").append(pair);
            }
            start = end + 1;
        }
        return left.toString();
    }

    /** Whether the value of an upstream's {@code Set-Cookie} header would set one of them. */
    public boolean setBy(String setCookie) {
        int semicolon = setCookie.indexOf(';');
        String pair = semicolon < 0 ? setCookie : setCookie.substring(0, semicolon);
        return mentionsOwn(pair) && names.contains(nameOf(pair));
    }

    private boolean mentionsOwn(String text) {
        for (String name : names) {
            if (text.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static String nameOf(String pair) {
        int equals = pair.indexOf('=');
        return (equals < 0 ? pair : pair.substring(0, equals)).strip();
    }
}
