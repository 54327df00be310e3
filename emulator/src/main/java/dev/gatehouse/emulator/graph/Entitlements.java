package dev.gatehouse.emulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.world.AppRole;
import dev.gatehouse.emulator.world.ExposedScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Scopes and app roles: replaced as a whole, but an enabled one cannot go. */
final class Entitlements {
    private static final String SCOPES = "api.oauth2PermissionScopes";
    private static final String ROLES = "appRoles";

    private Entitlements() {}

    /**
     * The scopes that replace the present ones.
     *
     * @throws Denied 400
     */
    static List<ExposedScope> scopes(List<ExposedScope> present, JsonNode value) {
        List<ExposedScope> scopes = new ArrayList<>();
        for (JsonNode one : ApplicationPatch.array(SCOPES, value)) {
            String text = one.path("value").asText("");
            String title = one.path("adminConsentDisplayName").asText("");
            if (!text.matches("[A-Za-z0-9_.:/-]{1,120}") || title.isBlank()) {
                throw Denied.value(SCOPES);
            }
            scopes.add(
                    new ExposedScope(
                            ApplicationPatch.id(SCOPES + ".id", one.path("id")),
                            text,
                            one.path("isEnabled").asBoolean(true),
                            one.path("type").asText("User").equals("Admin"),
                            title,
                            one.path("adminConsentDescription").asText("")));
        }
        distinct(scopes, ExposedScope::id);
        distinct(scopes, scope -> scope.value().toLowerCase(Locale.ROOT));
        stay(
                present.stream()
                        .filter(ExposedScope::enabled)
                        .map(ExposedScope::id)
                        .collect(Collectors.toSet()),
                scopes.stream().map(ExposedScope::id).collect(Collectors.toSet()));
        return scopes;
    }

    /**
     * The app roles that replace the present ones.
     *
     * @throws Denied 400
     */
    static List<AppRole> roles(List<AppRole> present, JsonNode value) {
        List<AppRole> roles = new ArrayList<>();
        for (JsonNode one : ApplicationPatch.array(ROLES, value)) {
            Set<String> members = new HashSet<>();
            one.path("allowedMemberTypes").forEach(type -> members.add(type.asText("")));
            String text = one.path("value").asText("");
            String name = one.path("displayName").asText("");
            if (members.isEmpty()
                    || !Set.of("User", "Application").containsAll(members)
                    || name.isBlank()
                    || !text.matches("[^\\s]{0,120}")) {
                throw Denied.value(ROLES);
            }
            roles.add(
                    new AppRole(
                            ApplicationPatch.id(ROLES + ".id", one.path("id")),
                            text,
                            name,
                            one.path("description").asText(""),
                            one.path("isEnabled").asBoolean(true),
                            members));
        }
        distinct(roles, AppRole::id);
        distinct(roles.stream().filter(role -> !role.value().isEmpty()).toList(), AppRole::value);
        stay(
                present.stream()
                        .filter(AppRole::enabled)
                        .map(AppRole::id)
                        .collect(Collectors.toSet()),
                roles.stream().map(AppRole::id).collect(Collectors.toSet()));
        return roles;
    }

    static Denied duplicate() {
        return Denied.bad("Request contains a property with duplicate values.");
    }

    private static <T> void distinct(List<T> all, Function<T, Object> key) {
        if (all.stream().map(key).distinct().count() != all.size()) {
            throw duplicate();
        }
    }

    private static void stay(Set<UUID> enabled, Set<UUID> kept) {
        if (!kept.containsAll(enabled)) {
            throw new Denied(
                    400,
                    "CannotDeleteOrUpdateEnabledEntitlement",
                    "Permission (scope or role) cannot be deleted or updated unless disabled"
                            + " first.");
        }
    }
}
