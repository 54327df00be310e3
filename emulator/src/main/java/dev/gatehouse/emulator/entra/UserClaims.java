package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The claims of a person's access token, v1.0 and v2.0. */
final class UserClaims {
    /** Above this many groups a JWT names none of them. */
    static final int MOST_GROUPS = 200;

    private UserClaims() {}

    static Claims of(World world, AccessTokens tokens, AccessTokens.UserGrant grant) {
        Person person = grant.person();
        AppRegistration resource = grant.resource();
        boolean v1 = resource.accessTokenVersion() == 1;
        Claims claims = new Claims();
        claims.put("oid", person.id())
                .put("tid", person.tenant())
                .put("sub", pairwise(person.id(), resource.clientId()))
                .put("name", person.displayName())
                .put("ver", v1 ? "1.0" : "2.0");
        if (!grant.scopes().isEmpty()) {
            claims.put("scp", String.join(" ", grant.scopes()));
        }
        if (v1) {
            claims.put("aud", grant.audience())
                    .put("iss", tokens.issuerV1(person.tenant()))
                    .put("appid", grant.client())
                    .put("appidacr", grant.clientProof())
                    .put("acr", "1")
                    .put("amr", grant.mfa() ? List.of("pwd", "mfa") : List.of("pwd"))
                    .put("given_name", person.givenName())
                    .put("family_name", person.surname())
                    .put("ipaddr", "127.0.0.1")
                    .put("unique_name", person.upn())
                    .put("upn", person.upn());
        } else {
            claims.put("aud", resource.clientId())
                    .put("iss", tokens.issuerV2(person.tenant()))
                    .put("azp", grant.client())
                    .put("azpacr", grant.clientProof())
                    .put("preferred_username", person.upn());
            if (grant.mfa()) {
                claims.put("amr", List.of("pwd", "mfa"));
            }
        }
        optional(world, claims, grant);
        return claims;
    }

    private static void optional(World world, Claims claims, AccessTokens.UserGrant grant) {
        Person person = grant.person();
        AppRegistration resource = grant.resource();
        Set<String> roles = world.appRoles(person.id(), resource.clientId());
        if (!roles.isEmpty()) {
            claims.put("roles", roles.stream().sorted().toList());
        }
        if (resource.groupClaims()) {
            groups(claims, person);
        }
        if (resource.optionalClaims().contains("sid")) {
            claims.put("sid", grant.session());
        }
        if (resource.optionalClaims().contains("xms_cc") && grant.capable()) {
            claims.put("xms_cc", List.of("cp1"));
        }
    }

    /** The groups themselves, or, above the limit, the overage claim with its useless address. */
    static void groups(Claims claims, Person person) {
        if (person.groups().size() > MOST_GROUPS) {
            String endpoint =
                    "https://graph.windows.net/%s/users/%s/getMemberObjects"
                            .formatted(person.tenant(), person.id());
            claims.put("_claim_names", Map.of("groups", "src1"))
                    .put("_claim_sources", Map.of("src1", Map.of("endpoint", endpoint)));
        } else if (!person.groups().isEmpty()) {
            claims.put("groups", person.groups().stream().map(UUID::toString).toList());
        }
    }

    /** {@code sub}: another one for each application. */
    static String pairwise(UUID person, UUID app) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((person + "/" + app).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
