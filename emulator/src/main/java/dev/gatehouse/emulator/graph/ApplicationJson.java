package dev.gatehouse.emulator.graph;

import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.AppRole;
import dev.gatehouse.emulator.world.ExposedScope;
import dev.gatehouse.emulator.world.FederatedCredential;
import dev.gatehouse.emulator.world.RequiredAccess;
import dev.gatehouse.emulator.world.Secret;
import dev.gatehouse.emulator.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Applications as Graph shows them. */
final class ApplicationJson {
    private static final String SEEDED = "2026-01-01T00:00:00Z";

    private ApplicationJson() {}

    static Map<String, Object> of(AppRegistration app, World world) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", app.objectId().toString());
        json.put("deletedDateTime", null);
        json.put("appId", app.clientId().toString());
        json.put("createdDateTime", app.inert().getOrDefault("createdDateTime", SEEDED));
        json.put("displayName", app.name());
        json.put("description", app.inert().get("description"));
        json.put("notes", app.inert().get("notes"));
        json.put("tags", app.inert().getOrDefault("tags", List.of()));
        json.put(
                "publisherDomain",
                world.tenant(app.tenant()).map(tenant -> tenant.domain()).orElse(""));
        json.put("signInAudience", audience(app));
        json.put("identifierUris", app.idUris());
        json.put("isFallbackPublicClient", app.publicClient());
        json.put("groupMembershipClaims", app.groupClaims() ? "SecurityGroup" : null);
        json.put("optionalClaims", optionalClaims(app));
        json.put("api", api(app));
        json.put("appRoles", app.appRoles().stream().map(ApplicationJson::role).toList());
        json.put("requiredResourceAccess", required(app));
        json.put("web", web(app));
        json.put("spa", Map.of("redirectUris", app.spa()));
        json.put("publicClient", Map.of("redirectUris", app.installed()));
        json.put("keyCredentials", List.of());
        json.put(
                "passwordCredentials",
                app.secrets().stream().map(one -> password(one, null)).toList());
        return json;
    }

    static String audience(AppRegistration app) {
        return app.multiTenant() ? "AzureADMultipleOrgs" : "AzureADMyOrg";
    }

    private static Map<String, Object> web(AppRegistration app) {
        Map<String, Object> web = new LinkedHashMap<>();
        web.put("homePageUrl", app.inert().get("web.homePageUrl"));
        web.put("logoutUrl", app.inert().get("web.logoutUrl"));
        web.put("redirectUris", app.web());
        web.put(
                "implicitGrantSettings",
                Map.of("enableAccessTokenIssuance", false, "enableIdTokenIssuance", false));
        return web;
    }

    private static Map<String, Object> api(AppRegistration app) {
        Map<String, Object> api = new LinkedHashMap<>();
        api.put("acceptMappedClaims", null);
        api.put("knownClientApplications", List.of());
        boolean told = app.inert().containsKey("requestedAccessTokenVersion");
        api.put(
                "requestedAccessTokenVersion",
                told || app.accessTokenVersion() == 2 ? app.accessTokenVersion() : null);
        api.put("oauth2PermissionScopes", scopes(app));
        List<Map<String, Object>> clients = new ArrayList<>();
        app.preauthorized().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        entry -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("appId", entry.getKey().toString());
                            one.put("delegatedPermissionIds", texts(entry.getValue()));
                            clients.add(one);
                        });
        api.put("preAuthorizedApplications", clients);
        return api;
    }

    static List<Map<String, Object>> scopes(AppRegistration app) {
        return app.exposed().stream().map(ApplicationJson::scope).toList();
    }

    private static Map<String, Object> scope(ExposedScope scope) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", scope.id().toString());
        json.put("value", scope.value());
        json.put("type", scope.adminOnly() ? "Admin" : "User");
        json.put("isEnabled", scope.enabled());
        json.put("adminConsentDisplayName", scope.title());
        json.put("adminConsentDescription", scope.description());
        json.put("userConsentDisplayName", scope.title());
        json.put("userConsentDescription", scope.description());
        return json;
    }

    static Map<String, Object> role(AppRole role) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", role.id().toString());
        json.put("value", role.value().isEmpty() ? null : role.value());
        json.put("displayName", role.name());
        json.put("description", role.description());
        json.put("isEnabled", role.enabled());
        json.put("allowedMemberTypes", role.members().stream().sorted().toList());
        json.put("origin", "Application");
        return json;
    }

    private static List<Map<String, Object>> required(AppRegistration app) {
        return app.required().stream()
                .map(RequiredAccess::api)
                .distinct()
                .map(
                        api -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("resourceAppId", api.toString());
                            one.put(
                                    "resourceAccess",
                                    app.required().stream()
                                            .filter(each -> each.api().equals(api))
                                            .map(ApplicationJson::access)
                                            .toList());
                            return one;
                        })
                .toList();
    }

    private static Map<String, Object> access(RequiredAccess access) {
        return Map.of(
                "id", access.permission().toString(), "type", access.role() ? "Role" : "Scope");
    }

    private static Map<String, Object> optionalClaims(AppRegistration app) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("idToken", List.of());
        json.put(
                "accessToken",
                app.optionalClaims().stream()
                        .sorted()
                        .map(
                                name -> {
                                    Map<String, Object> claim = new LinkedHashMap<>();
                                    claim.put("name", name);
                                    claim.put("source", null);
                                    claim.put("essential", false);
                                    claim.put("additionalProperties", List.of());
                                    return claim;
                                })
                        .toList());
        json.put("saml2Token", List.of());
        return json;
    }

    /**
     * @param text the secret itself, if this is the one answer that shows it
     */
    static Map<String, Object> password(Secret secret, @Nullable String text) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("customKeyIdentifier", null);
        json.put("displayName", secret.name());
        json.put("startDateTime", secret.start().toString());
        json.put("endDateTime", secret.end().toString());
        json.put("keyId", secret.id().toString());
        json.put("hint", secret.hint());
        json.put("secretText", text);
        return json;
    }

    static Map<String, Object> federated(FederatedCredential credential) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", credential.id().toString());
        json.put("name", credential.name());
        json.put("issuer", credential.issuer());
        json.put("subject", credential.subject());
        json.put(
                "description",
                credential.description().isEmpty() ? null : credential.description());
        json.put("audiences", credential.audiences().stream().sorted().toList());
        return json;
    }

    private static List<String> texts(Set<UUID> ids) {
        return ids.stream().map(UUID::toString).sorted(Comparator.naturalOrder()).toList();
    }
}
