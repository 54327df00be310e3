package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the ids of delegated permissions in the service principals of their APIs. */
final class Apis {
    private static final String USUAL = "user_impersonation";
    private static final String OF_APIS = "id,appId,displayName,oauth2PermissionScopes";

    private final Directory directory;

    Apis(Directory directory) {
        this.directory = directory;
    }

    /**
     * @throws SetupStopped if the tenant does not know the API, or the API no such permission
     */
    Permission resolve(Delegated wanted) {
        ObjectNode api = principal(wanted.api());
        List<ObjectNode> scopes =
                Fields.objects(api.path("oauth2PermissionScopes"))
                        .filter(it -> it.path("isEnabled").asBoolean(true))
                        .toList();
        String name = api.path("displayName").asText(wanted.api());
        return found(wanted, scopes)
                .map(
                        it ->
                                new Permission(
                                        api.path("appId").asText(),
                                        name,
                                        Optional.of(api.path("id").asText()),
                                        it.path("id").asText(),
                                        it.path("value").asText()))
                .orElseThrow(() -> new SetupStopped(missing(wanted, name, scopes)));
    }

    private ObjectNode principal(String api) {
        List<ObjectNode> found = named(api);
        if (found.isEmpty() && !isId(api)) {
            found = named(api.endsWith("/") ? api.substring(0, api.length() - 1) : api + "/");
        }
        if (found.isEmpty()) {
            throw new SetupStopped(
                    "The tenant does not know the API "
                            + api
                            + ", which an upstream's scope names. For an API of your own, register"
                            + " it; for one of Microsoft's: az ad sp create --id <its application"
                            + " id>");
        }
        return found.getFirst();
    }

    private List<ObjectNode> named(String api) {
        String text = Directory.quoted(api);
        String filter =
                isId(api) ? "appId eq " + text : "servicePrincipalNames/any(n:n eq " + text + ")";
        return directory
                .list("/servicePrincipals", Map.of("$filter", filter, "$select", OF_APIS))
                .orStop("Reading the API " + api);
    }

    private static boolean isId(String api) {
        return api.matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    }

    private static Optional<ObjectNode> found(Delegated wanted, List<ObjectNode> scopes) {
        if (wanted.value().isEmpty()) {
            return named(scopes, USUAL)
                    .or(() -> scopes.size() == 1 ? scopes.stream().findFirst() : Optional.empty());
        }
        return named(scopes, wanted.value());
    }

    private static Optional<ObjectNode> named(List<ObjectNode> scopes, String value) {
        return scopes.stream().filter(it -> it.path("value").asText().equals(value)).findFirst();
    }

    private static String missing(Delegated wanted, String name, List<ObjectNode> scopes) {
        String known =
                String.join(", ", scopes.stream().map(it -> it.path("value").asText()).toList());
        return wanted.value().isEmpty()
                ? name
                        + " has several delegated permissions ("
                        + known
                        + "). Name one in the upstream's scope, instead of .default."
                : name + " has no delegated permission " + wanted.value() + ", only: " + known;
    }
}
