package dev.gatehouse.emulator.graph;

import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.ManagedIdentity;
import dev.gatehouse.emulator.world.ServicePrincipal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Service principals as Graph shows them. */
final class ServicePrincipalJson {
    private ServicePrincipalJson() {}

    /**
     * @param app the registration behind it; empty if it was deleted
     */
    static Map<String, Object> of(ServicePrincipal principal, Optional<AppRegistration> app) {
        List<String> names = new ArrayList<>(app.map(AppRegistration::idUris).orElse(List.of()));
        names.add(principal.clientId().toString());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", principal.id().toString());
        json.put("appId", principal.clientId().toString());
        json.put("displayName", principal.name());
        json.put("appDisplayName", app.map(AppRegistration::name).orElse(principal.name()));
        json.put(
                "appOwnerOrganizationId",
                app.<Object>map(one -> one.tenant().toString()).orElse(null));
        json.put("servicePrincipalType", "Application");
        json.put("accountEnabled", principal.enabled());
        json.put("appRoleAssignmentRequired", principal.assignmentRequired());
        json.put("servicePrincipalNames", names);
        json.put("signInAudience", app.<Object>map(ApplicationJson::audience).orElse(null));
        json.put("replyUrls", app.map(AppRegistration::redirects).orElse(List.of()));
        json.put("tags", principal.tags());
        json.put("oauth2PermissionScopes", app.map(ApplicationJson::scopes).orElse(List.of()));
        json.put(
                "appRoles",
                app.map(AppRegistration::appRoles).orElse(List.of()).stream()
                        .map(ApplicationJson::role)
                        .toList());
        return json;
    }

    static Map<String, Object> of(ManagedIdentity identity) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", identity.principalId().toString());
        json.put("appId", identity.clientId().toString());
        json.put("displayName", identity.name());
        json.put("appDisplayName", null);
        json.put("servicePrincipalType", "ManagedIdentity");
        json.put("accountEnabled", true);
        json.put("appRoleAssignmentRequired", false);
        json.put("servicePrincipalNames", List.of(identity.clientId().toString()));
        json.put(
                "alternativeNames",
                identity.resourceId().map(id -> List.of("isExplicit=True", id)).orElse(List.of()));
        json.put("tags", List.of());
        json.put("oauth2PermissionScopes", List.of());
        json.put("appRoles", List.of());
        return json;
    }
}
