package dev.gatehouse.operate.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ObjectId;
import java.util.Base64;
import java.util.Optional;

/**
 * What a token that we were given says of itself. Read for people, not verified: no decision about
 * a caller may rest on it.
 *
 * @param audience {@code aud}
 * @param object {@code oid}, if it is a GUID
 * @param name {@code upn}, {@code unique_name}, {@code preferred_username}, or else the application
 * @param person whether it is a person's
 */
record TokenClaims(String audience, Optional<ObjectId> object, String name, boolean person) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty if the token is no JWT. */
    static Optional<TokenClaims> of(AccessToken token) {
        String[] parts = token.value().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return Optional.of(
                    new TokenClaims(
                            claims.path("aud").asText(""),
                            ObjectId.parse(claims.path("oid").asText("")),
                            name(claims),
                            isPersons(claims)));
        } catch (IllegalArgumentException | JsonProcessingException unreadable) {
            return Optional.empty();
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static boolean isPersons(JsonNode claims) {
        return claims.hasNonNull("scp") || claims.hasNonNull("upn");
    }

    private static String name(JsonNode claims) {
        for (String claim : new String[] {"upn", "unique_name", "preferred_username", "appid"}) {
            String value = claims.path(claim).asText("");
            if (!value.isBlank()) {
                return value;
            }
        }
        return claims.path("azp").asText("somebody unnamed");
    }
}
