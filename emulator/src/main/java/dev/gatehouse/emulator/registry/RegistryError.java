package dev.gatehouse.emulator.registry;

import dev.gatehouse.emulator.web.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A registry's errors, {@code {"errors":[{"code","message","detail"}]}}.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/api/#errors">Errors of the
 *     registry API</a>
 */
final class RegistryError {
    private RegistryError() {}

    static Response of(int status, String code, String message) {
        return Response.json(status, body(code, message, Optional.empty()));
    }

    static Response notFound() {
        return of(404, "NOT_FOUND", "The requested path does not exist.");
    }

    static Response unknownRepository(String name) {
        return Response.json(
                404,
                body(
                        "NAME_UNKNOWN",
                        "repository name not known to registry",
                        Optional.of(Map.of("name", name))));
    }

    /** 401 that tells where to get a token, and for which scope. */
    static Response challenge(URI origin, String loginServer, Optional<RegistryScope> needed) {
        return challenge(origin, loginServer, needed, "");
    }

    /** 401 to a token that is good, but not for this. */
    static Response insufficient(URI origin, String loginServer, RegistryScope needed) {
        return challenge(origin, loginServer, Optional.of(needed), ",error=\"insufficient_scope\"");
    }

    private static Response challenge(
            URI origin, String loginServer, Optional<RegistryScope> needed, String error) {
        String header =
                "Bearer realm=\"%s://%s/oauth2/token\",service=\"%s\"%s%s"
                        .formatted(
                                origin.getScheme(),
                                origin.getAuthority(),
                                loginServer,
                                needed.map(scope -> ",scope=\"" + scope.text() + "\"").orElse(""),
                                error);
        Optional<Object> detail =
                needed.map(
                        scope ->
                                scope.actions().stream()
                                        .sorted()
                                        .map(
                                                action ->
                                                        Map.of(
                                                                "Type",
                                                                scope.type(),
                                                                "Name",
                                                                scope.name(),
                                                                "Action",
                                                                action))
                                        .toList());
        return Response.json(
                        401,
                        body(
                                "UNAUTHORIZED",
                                "authentication required, visit"
                                        + " https://aka.ms/acr/authorization for more"
                                        + " information.",
                                detail))
                .with("WWW-Authenticate", header);
    }

    private static Map<String, Object> body(String code, String message, Optional<Object> detail) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        detail.ifPresent(found -> error.put("detail", found));
        return Map.of("errors", List.of(error));
    }
}
