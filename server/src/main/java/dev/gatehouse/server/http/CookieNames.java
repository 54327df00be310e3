package dev.gatehouse.server.http;

import java.net.URI;
import java.time.Duration;

/**
 * Gatehouse's cookies. Over TLS they carry the {@code __Host-} prefix, so that no other host of the
 * domain can set them (RFC 6265bis section 4.1.3).
 */
public record CookieNames(String session, String signIn, boolean secure) {
    public static CookieNames of(URI publicUrl) {
        boolean secure = "https".equals(publicUrl.getScheme());
        String prefix = secure ? "__Host-" : "";
        return new CookieNames(prefix + "gatehouse", prefix + "gatehouse-signin", secure);
    }

    /** A {@code Set-Cookie} value: HTTP-only, SameSite=Lax, for the whole site. */
    public String set(String name, String value, Duration age) {
        return name
                + "="
                + value
                + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
                + age.toSeconds()
                + (secure ? "; Secure" : "");
    }

    public String clear(String name) {
        return set(name, "", Duration.ZERO);
    }
}
