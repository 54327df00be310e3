package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.ServicePrincipal;
import dev.gatehouse.emulator.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Builds the token endpoint's good answers: access, refresh and id token, {@code client_info}. */
final class TokenAnswers {
    private static final Duration ID_TOKEN_LIFETIME = Duration.ofHours(1);

    private final World world;
    private final AccessTokens tokens;
    private final RefreshTokens refreshTokens;

    TokenAnswers(World world, AccessTokens tokens, RefreshTokens refreshTokens) {
        this.world = world;
        this.tokens = tokens;
        this.refreshTokens = refreshTokens;
    }

    /** A body and whom it is for. */
    record Answer(Map<String, Object> body, Caller caller) {}

    /**
     * The answer for a person.
     *
     * @param info whether the client asked for {@code client_info}
     */
    Answer forPerson(Grant grant, String proof, ScopeRequest scope, boolean capable, boolean info) {
        Person person = grant.person();
        List<String> permissions =
                scope.openidOnly()
                        ? scope.openid().stream()
                                .filter(one -> !one.equals("offline_access"))
                                .sorted()
                                .toList()
                        : Policy.permissions(
                                world, person, world.app(grant.client()).orElseThrow(), scope);
        MintedToken access =
                tokens.forPerson(
                        new AccessTokens.UserGrant(
                                person,
                                grant.client(),
                                proof,
                                scope.api(),
                                scope.audience(),
                                permissions,
                                grant.mfa(),
                                grant.session(),
                                capable,
                                Optional.empty()));
        Map<String, Object> body = body(access, scope.echo());
        if (scope.openid().contains("offline_access")) {
            body.put("refresh_token", refreshTokens.issue(grant, scope.echo()));
        }
        if (scope.openid().contains("openid")) {
            body.put("id_token", idToken(grant, scope.openid()));
        }
        if (info) {
            body.put("client_info", clientInfo(person));
        }
        return new Answer(
                body,
                new Caller(
                        Caller.Kind.USER,
                        person.tenant(),
                        person.id(),
                        grant.client(),
                        person.upn(),
                        scope.audience(),
                        Set.copyOf(permissions),
                        grant.mfa()));
    }

    /** The answer for an application itself. */
    Answer forApp(UUID tenant, UUID client, String proof, ScopeRequest scope) {
        MintedToken access =
                tokens.forApp(
                        new AccessTokens.AppGrant(
                                tenant,
                                client,
                                proof,
                                scope.api(),
                                scope.audience(),
                                Optional.empty()));
        UUID object =
                world.servicePrincipal(client, tenant).map(ServicePrincipal::id).orElse(client);
        Map<String, Object> body = body(access, scope.echo());
        body.remove("scope");
        return new Answer(
                body,
                new Caller(
                        Caller.Kind.APP,
                        tenant,
                        object,
                        client,
                        client.toString(),
                        scope.audience(),
                        Set.of(),
                        false));
    }

    private static Map<String, Object> body(MintedToken access, String scope) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("token_type", "Bearer");
        body.put("scope", scope);
        body.put("expires_in", access.lifetime().toSeconds());
        body.put("ext_expires_in", access.lifetime().toSeconds());
        body.put("access_token", access.value());
        return body;
    }

    /** The id token, OpenID Connect Core section 2, with the claims of Entra's v2.0. */
    private String idToken(Grant grant, Set<String> openid) {
        Person person = grant.person();
        Instant now = world.clock().instant();
        Claims claims = new Claims();
        claims.put("aud", grant.client())
                .put("iss", tokens.issuerV2(person.tenant()))
                .put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plus(ID_TOKEN_LIFETIME).getEpochSecond())
                .put("oid", person.id())
                .put("tid", person.tenant())
                .put("sub", UserClaims.pairwise(person.id(), grant.client()))
                .put("sid", grant.session())
                .put("login_hint", "O." + tokens.opaque(24))
                .put("rh", "1." + tokens.opaque(18))
                .put("uti", tokens.opaque(16))
                .put("ver", "2.0");
        if (!grant.nonce().isEmpty()) {
            claims.put("nonce", grant.nonce());
        }
        if (openid.contains("profile")) {
            claims.put("name", person.displayName()).put("preferred_username", person.upn());
        }
        if (openid.contains("email")) {
            claims.put("email", person.upn());
        }
        if (grant.mfa()) {
            claims.put("amr", List.of("pwd", "mfa"));
        }
        Set<String> roles = world.appRoles(person.id(), grant.client());
        if (!roles.isEmpty()) {
            claims.put("roles", roles.stream().sorted().toList());
        }
        if (world.app(grant.client()).filter(AppRegistration::groupClaims).isPresent()) {
            UserClaims.groups(claims, person);
        }
        return tokens.signed(person.tenant(), claims.asMap(), false, false);
    }

    private static String clientInfo(Person person) {
        String json =
                Json.write(
                        Map.of("uid", person.id().toString(), "utid", person.tenant().toString()));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
