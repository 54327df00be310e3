package dev.gatehouse.operate.arm;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.kernel.ClaimsChallenge;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The claims of a {@code WWW-Authenticate: Bearer … error="insufficient_claims", claims="…"} header
 * (Microsoft: "Claims challenges, claims requests and client capabilities").
 */
final class ClaimsInHeader {
    private static final int LONGEST = 16 * 1024;
    private static final Pattern INSUFFICIENT =
            Pattern.compile("[\\s,]error\\s*=\\s*\"?insufficient_claims\"?(?:[\\s,]|$)");
    private static final Pattern CLAIMS =
            Pattern.compile("[\\s,]claims\\s*=\\s*\"([A-Za-z0-9+/=_-]+)\"");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ClaimsInHeader() {}

    /** The challenge, or empty if the header holds none that can be read. */
    static Optional<ClaimsChallenge> read(String wwwAuthenticate) {
        if (wwwAuthenticate.length() > LONGEST
                || !wwwAuthenticate.regionMatches(true, 0, "Bearer ", 0, 7)
                || !INSUFFICIENT.matcher(wwwAuthenticate).find()) {
            return Optional.empty();
        }
        Matcher claims = CLAIMS.matcher(wwwAuthenticate);
        return claims.find() ? decode(claims.group(1)) : Optional.empty();
    }

    private static Optional<ClaimsChallenge> decode(String base64) {
        try {
            String plain = base64.replace('-', '+').replace('_', '/');
            var json = JSON.readTree(Base64.getDecoder().decode(plain));
            return json.isObject()
                    ? Optional.of(new ClaimsChallenge(json.toString()))
                    : Optional.empty();
        } catch (IllegalArgumentException | JacksonException unreadable) {
            return Optional.empty();
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }
}
