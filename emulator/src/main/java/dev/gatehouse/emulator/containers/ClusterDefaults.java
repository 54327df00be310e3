package dev.gatehouse.emulator.containers;

import dev.gatehouse.emulator.arm.Resource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What Azure adds to a cluster that is asked for. */
final class ClusterDefaults {
    /** Members that the request's path or Azure decides. */
    static final Set<String> READ_ONLY =
            Set.of("id", "name", "type", "location", "systemData", "eTag", "etag");

    private static final String VERSION = "1.33.2";

    private ClusterDefaults() {}

    static Resource fill(Resource asked, Optional<Resource> old, UUID tenant) {
        Map<String, Object> before = old.map(Resource::properties).orElse(Map.of());
        Map<String, Object> properties = new LinkedHashMap<>(asked.properties());
        properties.values().removeIf(value -> value == null);
        properties.putIfAbsent(
                "kubernetesVersion", before.getOrDefault("kubernetesVersion", VERSION));
        Object version = properties.get("kubernetesVersion");
        String prefix = String.valueOf(properties.get("dnsPrefix"));
        String host =
                prefix
                        + "-"
                        + id(asked, "dns").toString().substring(0, 8)
                        + ".hcp."
                        + asked.location()
                        + ".azmk8s.io";
        String nodes = "MC_%s_%s_%s".formatted(asked.group(), asked.name(), asked.location());
        properties.put("currentKubernetesVersion", version);
        properties.put(
                "powerState", Map.of("code", old.map(ClusterState::power).orElse("Running")));
        properties.put("fqdn", host);
        properties.putIfAbsent("nodeResourceGroup", nodes);
        properties.putIfAbsent("enableRBAC", true);
        properties.putIfAbsent("supportPlan", "KubernetesOfficial");
        properties.putIfAbsent(
                "networkProfile",
                Map.of(
                        "networkPlugin",
                        "azure",
                        "loadBalancerSku",
                        "standard",
                        "serviceCidr",
                        "10.0.0.0/16",
                        "dnsServiceIP",
                        "10.0.0.10"));
        properties.put("maxAgentPools", 100);
        properties.put("identityProfile", Map.of("kubeletidentity", kubelet(asked, nodes)));
        properties.put("servicePrincipalProfile", Map.of("clientId", "msi"));
        Resource named =
                asked.and("properties", properties).and("identity", identity(asked, tenant));
        if (!asked.more().containsKey("sku")) {
            named = named.and("sku", Map.of("name", "Base", "tier", "Free"));
        }
        return pools(named, String.valueOf(version));
    }

    private static Map<String, Object> identity(Resource cluster, UUID tenant) {
        Map<String, Object> identity = new LinkedHashMap<>();
        if (cluster.more().get("identity") instanceof Map<?, ?> asked) {
            asked.forEach((name, value) -> identity.put(String.valueOf(name), value));
        }
        identity.putIfAbsent("type", "SystemAssigned");
        if (identity.get("type").equals("SystemAssigned")) {
            identity.put("principalId", id(cluster, "identity").toString());
            identity.put("tenantId", tenant.toString());
        }
        return identity;
    }

    private static Map<String, Object> kubelet(Resource cluster, String nodeGroup) {
        return Map.of(
                "resourceId",
                "/subscriptions/%s/resourcegroups/%s/providers/Microsoft.ManagedIdentity/userAssignedIdentities/%s-agentpool"
                        .formatted(
                                cluster.id().subscription().orElseThrow(),
                                nodeGroup,
                                cluster.name()),
                "clientId",
                id(cluster, "kubelet-client").toString(),
                "objectId",
                id(cluster, "kubelet-object").toString());
    }

    private static Resource pools(Resource cluster, String version) {
        List<Map<String, Object>> profiles = AgentPools.profiles(cluster);
        for (Map<String, Object> profile : profiles) {
            profile.values().removeIf(value -> value == null);
            profile.putIfAbsent("mode", "User");
            profile.putIfAbsent("osType", "Linux");
            profile.putIfAbsent("osSKU", "Ubuntu");
            profile.putIfAbsent("osDiskSizeGB", 128);
            profile.putIfAbsent("osDiskType", "Managed");
            profile.putIfAbsent("maxPods", 110);
            profile.putIfAbsent("type", "VirtualMachineScaleSets");
            profile.putIfAbsent("enableAutoScaling", false);
            profile.putIfAbsent("orchestratorVersion", version);
            profile.put("currentOrchestratorVersion", version);
            profile.put("powerState", Map.of("code", ClusterState.power(cluster)));
        }
        return cluster.with(Map.of("agentPoolProfiles", profiles));
    }

    /** An id that is the same at every start. */
    private static UUID id(Resource cluster, String purpose) {
        return UUID.nameUUIDFromBytes(
                (cluster.id().key() + "#" + purpose).getBytes(StandardCharsets.UTF_8));
    }
}
