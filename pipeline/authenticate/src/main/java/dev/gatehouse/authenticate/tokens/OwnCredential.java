package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Principal.Kind;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.TenantId;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;

/**
 * The person or program whose own credential this process holds. Nobody sent the token: the process
 * got it from Entra over TLS a moment ago, so no signature is checked here. Azure is the only judge
 * of what they may do, so every role of Gatehouse is given. Never for a request from elsewhere; an
 * architecture rule names the one class that may ask.
 */
public final class OwnCredential {
    private OwnCredential() {}

    /**
     * Whom the token names.
     *
     * @param token for Azure Resource Manager
     * @return empty if it is no JWT, or does not name tenant, object and client
     */
    public static Optional<Principal> holder(AccessToken token) {
        return claims(token.value()).flatMap(OwnCredential::named);
    }

    private static Optional<Principal> named(Claims claims) {
        Optional<TenantId> tenant = claims.text("tid").flatMap(TenantId::parse);
        Optional<ObjectId> object = claims.text("oid").flatMap(ObjectId::parse);
        Optional<ClientId> client =
                claims.text("appid").or(() -> claims.text("azp")).map(ClientId::new);
        if (tenant.isEmpty() || object.isEmpty() || client.isEmpty()) {
            return Optional.empty();
        }
        boolean program =
                claims.text("idtyp")
                        .map("app"::equalsIgnoreCase)
                        .orElse(
                                !claims.has("scp")
                                        && claims.text("oid").equals(claims.text("sub")));
        return Optional.of(
                new Principal(
                        tenant.get(),
                        object.get(),
                        program ? Kind.APPLICATION : Kind.USER,
                        client.get(),
                        claims.text("name").or(() -> claims.text("app_displayname")).orElse(""),
                        claims.text("upn").or(() -> claims.text("unique_name")).orElse(""),
                        Set.of(Role.values()),
                        Set.of(),
                        Groups.NONE,
                        false));
    }

    private static Optional<Claims> claims(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Claims(CompactToken.object(parts[1])));
        } catch (ParseException | IllegalArgumentException opaque) {
            return Optional.empty();
        }
    }
}
