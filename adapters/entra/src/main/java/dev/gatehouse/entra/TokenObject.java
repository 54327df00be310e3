package dev.gatehouse.entra;

import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ObjectId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Whose token it is, by its {@code oid} claim. Not checked: to be used on tokens that Entra just
 * gave to Gatehouse itself, and never for a decision about anybody else.
 */
public final class TokenObject {
    private TokenObject() {}

    /** Empty if the token is no JWT or names no object. */
    public static Optional<ObjectId> of(AccessToken token) {
        String[] parts = token.value().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            return Json.object(new String(claims, StandardCharsets.UTF_8))
                    .flatMap(json -> Json.text(json, "oid"))
                    .flatMap(ObjectId::parse);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
