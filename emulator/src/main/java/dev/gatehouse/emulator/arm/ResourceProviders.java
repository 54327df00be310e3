package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Subscription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /subscriptions/{s}/providers[/{namespace}]}: which namespaces are registered. */
final class ResourceProviders {
    private static final Map<String, List<String>> ALL = all();

    private static Map<String, List<String>> all() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("Microsoft.App", List.of("sessionPools"));
        all.put("Microsoft.Authorization", List.of("roleAssignments", "roleDefinitions"));
        all.put("Microsoft.CognitiveServices", List.of("accounts"));
        all.put("Microsoft.ContainerRegistry", List.of("registries"));
        all.put("Microsoft.ContainerService", List.of("managedClusters"));
        all.put("Microsoft.Insights", List.of("eventtypes"));
        all.put("Microsoft.ManagedIdentity", List.of("userAssignedIdentities"));
        all.put("Microsoft.Management", List.of("managementGroups"));
        all.put("Microsoft.Resources", List.of("subscriptions", "resourceGroups"));
        all.put("Microsoft.Storage", List.of("storageAccounts"));
        return all;
    }

    /** A subscription's providers, or one of them; {@code namespace} in any letter case. */
    Response answer(ArmCall call, Subscription subscription, Optional<String> namespace) {
        Scope scope = new Scope(subscription.scope());
        Optional<Response> refusal =
                call.refusal("Microsoft.Resources/subscriptions/providers/read", scope);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<Map<String, Object>> found =
                ALL.entrySet().stream()
                        .filter(
                                one ->
                                        namespace.isEmpty()
                                                || namespace.get().equalsIgnoreCase(one.getKey()))
                        .map(one -> json(scope, one.getKey(), one.getValue()))
                        .toList();
        if (namespace.isEmpty()) {
            return Response.json(200, Map.of("value", found));
        }
        return found.isEmpty()
                ? ArmError.of(
                        404,
                        "InvalidResourceNamespace",
                        "The resource namespace '" + namespace.get() + "' is invalid.")
                : Response.json(200, found.getFirst());
    }

    private static Map<String, Object> json(Scope scope, String namespace, List<String> types) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", scope.id() + "/providers/" + namespace);
        json.put("namespace", namespace);
        json.put("registrationState", "Registered");
        json.put("registrationPolicy", "RegistrationRequired");
        json.put(
                "resourceTypes",
                types.stream()
                        .map(
                                type ->
                                        Map.of(
                                                "resourceType",
                                                type,
                                                "locations",
                                                List.of("West Europe"),
                                                "apiVersions",
                                                List.of("2022-12-01")))
                        .toList());
        return json;
    }
}
