package dev.gatehouse.emulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.entra.Uuids;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.ExposedScope;
import dev.gatehouse.emulator.world.RequiredAccess;
import dev.gatehouse.emulator.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a PATCH or POST says of an application. Members of {@code web}, {@code spa}, {@code
 * publicClient} and {@code api} that it leaves out stay; a collection that it names is replaced as
 * a whole.
 */
final class ApplicationPatch {
    private static final Set<String> INERT =
            Set.of("description", "notes", "tags", "web.homePageUrl", "web.logoutUrl");

    private final World world;
    private AppRegistration app;

    private ApplicationPatch(World world, AppRegistration app) {
        this.world = world;
        this.app = app;
    }

    /**
     * The application with the changes.
     *
     * @throws Denied if Graph would refuse one of them; then nothing has changed
     */
    static AppRegistration apply(World world, AppRegistration app, JsonNode changes) {
        ApplicationPatch patch = new ApplicationPatch(world, app);
        changes.properties().forEach(entry -> patch.property(entry.getKey(), entry.getValue()));
        patch.preauthorizedExist();
        return patch.app;
    }

    private void property(String name, JsonNode value) {
        switch (name) {
            case "displayName" -> name(value);
            case "signInAudience" -> audience(value);
            case "identifierUris" -> app = app.change(b -> b.idUris(idUris(value)));
            case "isFallbackPublicClient" -> {
                boolean on = value.asBoolean(false);
                app = app.change(b -> b.publicClient(on));
            }
            case "groupMembershipClaims" -> groups(value);
            case "optionalClaims" -> optionalClaims(value);
            case "appRoles" ->
                    app = app.change(b -> b.appRoles(Entitlements.roles(app.appRoles(), value)));
            case "requiredResourceAccess" -> app = app.change(b -> b.required(required(value)));
            case "web", "spa", "publicClient" ->
                    value.properties().forEach(e -> platform(name, e.getKey(), e.getValue()));
            case "api" -> value.properties().forEach(e -> api(e.getKey(), e.getValue()));
            default -> inert(name, value);
        }
    }

    private void name(JsonNode value) {
        String text = value.asText("");
        if (!value.isTextual() || text.isBlank() || text.length() > 256) {
            throw Denied.value("displayName");
        }
        app = app.change(b -> b.name(text));
    }

    private void audience(JsonNode value) {
        boolean many = value.asText("").equals("AzureADMultipleOrgs");
        if (!many && !value.asText("").equals("AzureADMyOrg")) {
            throw Denied.value("signInAudience");
        }
        app = app.change(b -> b.multiTenant(many));
    }

    private void groups(JsonNode value) {
        String text = value.isNull() ? "None" : value.asText("");
        if (!Set.of("None", "SecurityGroup", "All").contains(text)) {
            throw Denied.value("groupMembershipClaims");
        }
        app = app.change(b -> b.groupClaims(!text.equals("None")));
    }

    private void optionalClaims(JsonNode value) {
        Set<String> names = new HashSet<>();
        value.path("accessToken").forEach(claim -> names.add(claim.path("name").asText("")));
        app = app.change(b -> b.optionalClaims(names));
    }

    private void platform(String platform, String name, JsonNode value) {
        if (!name.equals("redirectUris")) {
            if (!name.equals("implicitGrantSettings")) {
                inert(platform + "." + name, value);
            } else if (value.properties().stream().anyMatch(e -> e.getValue().asBoolean())) {
                throw Denied.bad("The emulator has no implicit flow.");
            }
            return;
        }
        List<String> uris = texts(platform + ".redirectUris", value);
        uris.forEach(uri -> RedirectRules.check(platform, uri));
        app =
                app.change(
                        b ->
                                switch (platform) {
                                    case "web" -> b.web(uris);
                                    case "spa" -> b.spa(uris);
                                    default -> b.installed(uris);
                                });
    }

    private void api(String name, JsonNode value) {
        switch (name) {
            case "oauth2PermissionScopes" ->
                    app = app.change(b -> b.exposed(Entitlements.scopes(app.exposed(), value)));
            case "preAuthorizedApplications" ->
                    app = app.change(b -> b.preauthorized(preauthorized(value)));
            case "requestedAccessTokenVersion" -> version(value);
            case "acceptMappedClaims", "knownClientApplications" -> {
                if (!value.isNull() && !value.isEmpty()) {
                    throw Denied.bad("The emulator does not know api." + name + ".");
                }
            }
            default -> throw unknown("api." + name);
        }
    }

    private void version(JsonNode value) {
        if (!value.isNull() && value.asInt() != 1 && value.asInt() != 2) {
            throw Denied.value("api.requestedAccessTokenVersion");
        }
        Map<String, Object> inert = new HashMap<>(app.inert());
        inert.remove("requestedAccessTokenVersion");
        if (!value.isNull()) {
            inert.put("requestedAccessTokenVersion", value.asInt());
        }
        app = app.change(b -> b.version(value.isNull() ? 1 : value.asInt()).inert(inert));
    }

    private Map<UUID, Set<UUID>> preauthorized(JsonNode value) {
        Map<UUID, Set<UUID>> clients = new LinkedHashMap<>();
        for (JsonNode entry : array("api.preAuthorizedApplications", value)) {
            UUID client = id("api.preAuthorizedApplications.appId", entry.path("appId"));
            Set<UUID> scopes = new HashSet<>();
            for (JsonNode scope : entry.path("delegatedPermissionIds")) {
                scopes.add(id("api.preAuthorizedApplications.delegatedPermissionIds", scope));
            }
            if (clients.put(client, Set.copyOf(scopes)) != null) {
                throw Entitlements.duplicate();
            }
        }
        return clients;
    }

    private void preauthorizedExist() {
        Set<UUID> known = app.exposed().stream().map(ExposedScope::id).collect(Collectors.toSet());
        for (Set<UUID> named : app.preauthorized().values()) {
            if (!known.containsAll(named)) {
                throw new Denied(
                        400,
                        "InvalidValue",
                        "Property api.preAuthorizedApplications names a permission that the"
                                + " application does not expose.");
            }
        }
    }

    private List<RequiredAccess> required(JsonNode value) {
        List<RequiredAccess> all = new ArrayList<>();
        for (JsonNode entry : array("requiredResourceAccess", value)) {
            UUID api = id("requiredResourceAccess.resourceAppId", entry.path("resourceAppId"));
            for (JsonNode access : entry.path("resourceAccess")) {
                String type = access.path("type").asText("");
                if (!Set.of("Scope", "Role").contains(type)) {
                    throw Denied.value("requiredResourceAccess.resourceAccess.type");
                }
                UUID permission = id("requiredResourceAccess.resourceAccess.id", access.path("id"));
                all.add(new RequiredAccess(api, permission, type.equals("Role")));
            }
        }
        if (new HashSet<>(all).size() != all.size()) {
            throw Entitlements.duplicate();
        }
        return all;
    }

    private List<String> idUris(JsonNode value) {
        List<String> uris = texts("identifierUris", value);
        for (String uri : uris) {
            RedirectRules.checkIdUri(uri, app, world.tenant(app.tenant()).orElseThrow());
            boolean taken =
                    world.apps().stream()
                            .filter(other -> !other.clientId().equals(app.clientId()))
                            .flatMap(other -> other.idUris().stream())
                            .anyMatch(uri::equalsIgnoreCase);
            if (taken) {
                throw Denied.bad(
                        "Another object with the same value for property identifierUris already"
                                + " exists.");
            }
        }
        return uris;
    }

    private void inert(String name, JsonNode value) {
        if (!INERT.contains(name)) {
            throw unknown(name);
        }
        Map<String, Object> inert = new HashMap<>(app.inert());
        inert.remove(name);
        if (value.isArray()) {
            inert.put(name, texts(name, value));
        } else if (!value.isNull()) {
            inert.put(name, value.asText());
        }
        app = app.change(b -> b.inert(inert));
    }

    private static Denied unknown(String name) {
        return Denied.bad("Property '" + name + "' does not exist or cannot be written here.");
    }

    static JsonNode array(String property, JsonNode value) {
        if (!value.isArray()) {
            throw Denied.value(property);
        }
        return value;
    }

    static UUID id(String property, JsonNode value) {
        return Uuids.parse(value.asText("")).orElseThrow(() -> Denied.value(property));
    }

    private static List<String> texts(String property, JsonNode value) {
        List<String> texts = new ArrayList<>();
        array(property, value).forEach(one -> texts.add(one.asText("")));
        if (new HashSet<>(texts).size() != texts.size()) {
            throw Entitlements.duplicate();
        }
        return texts;
    }
}
