package dev.gatehouse.emulator.registry;

import dev.gatehouse.emulator.arm.ArmApi;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.entra.AccessTokens;
import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /oauth2} of a login server: an Entra token becomes a refresh token, and that an access
 * token for what its caller's roles allow.
 *
 * @see <a href="https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md">How registries take Entra
 *     tokens</a>
 */
final class TokenDesk {
    private static final List<String> AUDIENCES = audiences();

    /** The user name that stands for a refresh token as the password. */
    private static final String TOKEN_USER = "00000000-0000-0000-0000-000000000000";

    private final AccessTokens entra;
    private final RegistryTokens tokens;
    private final RegistryRights rights;

    TokenDesk(AccessTokens entra, RegistryTokens tokens, RegistryRights rights) {
        this.entra = entra;
        this.tokens = tokens;
        this.rights = rights;
    }

    private static List<String> audiences() {
        List<String> audiences = new ArrayList<>(ArmApi.AUDIENCES);
        audiences.add("https://containerregistry.azure.net");
        return List.copyOf(audiences);
    }

    /** {@code POST /oauth2/exchange}. */
    Response exchange(Request request, Scope registry, String server) {
        Map<String, String> form = request.form();
        if (!"access_token".equals(form.get("grant_type"))
                || !server.equals(form.get("service"))
                || !form.containsKey("access_token")) {
            return bad("grant_type must be access_token, with service and access_token");
        }
        Optional<Caller> caller =
                entra.verify(form.getOrDefault("access_token", ""), AUDIENCES)
                        .filter(known -> rights.any(known, registry));
        return caller.map(
                        known ->
                                Response.json(
                                                200,
                                                Map.of(
                                                        "refresh_token",
                                                        tokens.refresh(known, server)))
                                        .by(known))
                .orElseGet(TokenDesk::unauthorized);
    }

    /** {@code POST /oauth2/token}: with a refresh token. */
    Response token(Request request, Scope registry, String server) {
        Map<String, String> form = request.form();
        if (!"refresh_token".equals(form.get("grant_type"))) {
            return "password".equals(form.get("grant_type"))
                    ? unauthorized()
                    : bad("grant_type must be refresh_token");
        }
        return granted(
                form.getOrDefault("refresh_token", ""),
                form.getOrDefault("service", ""),
                form.getOrDefault("scope", ""),
                new Place(registry, server));
    }

    /** {@code GET /oauth2/token}: as the Docker client asks, with the refresh token as password. */
    Response tokenForPassword(Request request, Scope registry, String server) {
        return granted(
                password(request).orElse(""),
                request.query("service").orElse(""),
                request.query("scope").orElse(""),
                new Place(registry, server));
    }

    private record Place(Scope registry, String server) {}

    /** Holds what the caller may have of the scopes; that may be none of them. */
    private Response granted(String refresh, String service, String scope, Place place) {
        Optional<List<RegistryScope>> asked =
                scope.isBlank() ? Optional.of(List.of()) : RegistryScope.parse(scope);
        if (!service.equals(place.server()) || asked.isEmpty()) {
            return bad("service or scope is not valid");
        }
        return tokens.refreshed(refresh, place.server())
                .map(
                        caller ->
                                Response.json(
                                                200,
                                                Map.of(
                                                        "access_token",
                                                        tokens.access(
                                                                caller,
                                                                place.server(),
                                                                asked.get().stream()
                                                                        .flatMap(
                                                                                each ->
                                                                                        rights
                                                                                                .granted(
                                                                                                        caller,
                                                                                                        place
                                                                                                                .registry(),
                                                                                                        each)
                                                                                                .stream())
                                                                        .toList())))
                                        .by(caller))
                .orElseGet(TokenDesk::unauthorized);
    }

    private static Optional<String> password(Request request) {
        Optional<String> basic =
                request.header("authorization")
                        .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                        .map(value -> value.substring(6).trim());
        try {
            return basic.map(
                            text ->
                                    new String(
                                            Base64.getDecoder().decode(text),
                                            StandardCharsets.UTF_8))
                    .filter(pair -> pair.startsWith(TOKEN_USER + ":"))
                    .map(pair -> pair.substring(TOKEN_USER.length() + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Response unauthorized() {
        return RegistryError.of(
                401,
                "UNAUTHORIZED",
                "authentication required, visit https://aka.ms/acr/authorization for more"
                        + " information.");
    }

    private static Response bad(String why) {
        return RegistryError.of(400, "BAD_REQUEST", why);
    }
}
