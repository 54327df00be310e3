package dev.gatehouse.operate.rights;

import dev.gatehouse.operate.arm.LoopbackArm.Said;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What Azure says of {@code Microsoft.Authorization}, by what is asked. */
final class AuthorizationScript implements Function<String, Said> {
    static final String SUBSCRIPTION = "50000000-0000-4000-8000-000000000001";
    static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    static final String OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    static final String CUSTOM = "11111111-2222-4333-8444-555555555555";

    private final Map<String, Said> said = new HashMap<>();

    /** Lists are empty, single things are unknown. */
    AuthorizationScript when(String part, Said answer) {
        said.put(part, answer);
        return this;
    }

    @Override
    public Said apply(String target) {
        return said.entrySet().stream()
                .filter(entry -> target.contains(entry.getKey()))
                .max(java.util.Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElseGet(
                        () ->
                                target.contains("/roleDefinitions/")
                                        ? error(404, "RoleDefinitionDoesNotExist")
                                        : list());
    }

    static Said list(String... items) {
        return Said.ok("{\"value\":[" + String.join(",", items) + "]}");
    }

    static Said error(int status, String code) {
        return new Said(
                status,
                Map.of(),
                "{\"error\":{\"code\":\"" + code + "\",\"message\":\"Because.\"}}");
    }

    static Said forbidden() {
        return error(403, "AuthorizationFailed");
    }

    static String permission(String actions, String notActions) {
        return "{\"actions\":[" + actions + "],\"notActions\":[" + notActions + "]}";
    }

    static String assignment(String scope, String role) {
        return """
               {"properties":{"scope":"%s","principalId":"p",
                "roleDefinitionId":"/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/%s"}}"""
                .formatted(scope, role);
    }

    static Said definition(String name, String actions, String notActions) {
        return Said.ok(
                """
                {"properties":{"roleName":"%s","permissions":[%s]}}"""
                        .formatted(name, permission(actions, notActions)));
    }

    static String denial(String name, String principal, String excluded, String actions) {
        return """
               {"name":"%s","properties":{"scope":"/subscriptions/%s",
                "permissions":[%s],"principals":[{"id":"%s"}],"excludePrincipals":[{"id":"%s"}]}}"""
                .formatted(name, SUBSCRIPTION, permission(actions, ""), principal, excluded);
    }
}
