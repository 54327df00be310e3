package dev.gatehouse.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.kernel.ClaimsChallenge;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A claims challenge on its way through the browser: a JSON object in base64url, 4 KiB at most. */
public final class ClaimsParameter {
    private static final int LONGEST = 4096;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClaimsParameter() {}

    public static String write(ClaimsChallenge claims) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.json().getBytes(StandardCharsets.UTF_8));
    }

    /** The challenge, or empty if the text is not one. */
    public static Optional<ClaimsChallenge> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return JSON.readTree(json).isObject()
                    ? Optional.of(new ClaimsChallenge(json))
                    : Optional.empty();
        } catch (IllegalArgumentException | JsonProcessingException notClaims) {
            return Optional.empty();
        }
    }
}
