package dev.gatehouse.entra;

import dev.gatehouse.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Which tenant a token is for, by its {@code tid} claim. Not checked: to be used on tokens that
 * this process just got itself.
 */
public final class TokenTenant {
    private TokenTenant() {}

    /** Empty if the token is no JWT or names no tenant. */
    public static Optional<TenantId> of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            return Json.object(new String(claims, StandardCharsets.UTF_8))
                    .flatMap(json -> Json.text(json, "tid"))
                    .flatMap(TenantId::parse);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
