package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.ServicePrincipal;
import dev.gatehouse.emulator.world.World;
import java.util.Set;
import java.util.UUID;

/**
 * The claims of an application's own access token: no {@code scp}, and {@code sub} is {@code oid}.
 */
final class AppClaims {
    private AppClaims() {}

    static Claims of(World world, AccessTokens tokens, AccessTokens.AppGrant grant) {
        AppRegistration resource = grant.resource();
        UUID object =
                world.servicePrincipal(grant.client(), grant.tenant())
                        .map(ServicePrincipal::id)
                        .orElseThrow(
                                () -> new IllegalArgumentException("no such service principal"));
        boolean v1 = resource.accessTokenVersion() == 1;
        Claims claims = new Claims();
        claims.put("oid", object)
                .put("sub", object)
                .put("tid", grant.tenant())
                .put("ver", v1 ? "1.0" : "2.0");
        if (v1) {
            claims.put("aud", grant.audience())
                    .put("iss", tokens.issuerV1(grant.tenant()))
                    .put("idp", tokens.issuerV1(grant.tenant()))
                    .put("appid", grant.client())
                    .put("appidacr", grant.clientProof());
        } else {
            claims.put("aud", resource.clientId())
                    .put("iss", tokens.issuerV2(grant.tenant()))
                    .put("azp", grant.client())
                    .put("azpacr", grant.clientProof());
        }
        if (resource.optionalClaims().contains("idtyp")) {
            claims.put("idtyp", "app");
        }
        Set<String> roles = world.appRoles(object, resource.clientId());
        if (!roles.isEmpty()) {
            claims.put("roles", roles.stream().sorted().toList());
        }
        return claims;
    }
}
