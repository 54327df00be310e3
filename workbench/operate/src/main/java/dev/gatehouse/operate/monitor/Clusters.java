package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kubernetes clusters: the card {@code aks}. */
final class Clusters {
    static final String TYPE = "Microsoft.ContainerService/managedClusters";

    private static final Resources RESOURCES = new Resources(TYPE, "2026-04-01");

    private final Degradations degradations;

    Clusters(Degradations degradations) {
        this.degradations = degradations;
    }

    static Map<String, Object> empty() {
        return Fields.of("clusters", List.of());
    }

    Asked<Sight> look(Round round, CardQuery query) {
        Target target = query.target();
        return RESOURCES.read(round, target, query.names()).map(found -> sight(found, target));
    }

    private Sight sight(List<Resources.Found> found, Target target) {
        List<Map<String, Object>> clusters = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<Degradation> reasons = new ArrayList<>();
        List<Degradation> stopped = new ArrayList<>();
        for (Resources.Found each : found) {
            Target one = target.resource(TYPE, each.name());
            if (each.resource() instanceof Asked.Answered<JsonNode>(var json, var used, var _)) {
                Map<String, Object> cluster = cluster(json);
                if ("Stopped".equals(cluster.get("power_state"))) {
                    Degradation notice =
                            degradations.of(DegradedReason.CLUSTER_STOPPED, "", used, one);
                    cluster.putAll(notice.json());
                    stopped.add(notice);
                }
                clusters.add(cluster);
            } else {
                missing.add(each.name());
                reasons.add(absent(each.resource(), one));
            }
        }
        Map<String, Object> body = Fields.of("clusters", clusters);
        if (!missing.isEmpty()) {
            body.put("missing_clusters", missing);
            body.putAll(reasons.getFirst().json());
        }
        reasons.addAll(stopped);
        return new Sight(body, reasons);
    }

    /** Not there while others are: that is told of the cluster, not of the card. */
    private Degradation absent(Asked<JsonNode> answer, Target target) {
        if (answer instanceof Asked.Failed<JsonNode>(ArmFault fault, var used, var _)
                && fault.status() == 404) {
            return degradations.of(
                    DegradedReason.CLUSTER_NOT_FOUND,
                    "The group has no cluster " + target.name() + ".",
                    used,
                    target);
        }
        return degradations
                .of(answer, target)
                .orElseThrow(() -> new IllegalStateException("an absent cluster has a reason"));
    }

    private static Map<String, Object> cluster(JsonNode json) {
        JsonNode properties = json.path("properties");
        String running = Fields.text(properties, "currentKubernetesVersion");
        List<Map<String, Object>> pools = new ArrayList<>();
        for (JsonNode pool : properties.path("agentPoolProfiles")) {
            pools.add(pool(pool));
        }
        Map<String, Object> cluster = Fields.resource(json);
        cluster.put("power_state", properties.path("powerState").path("code").asText(""));
        cluster.put("provisioning_state", Fields.text(properties, "provisioningState"));
        cluster.put(
                "kubernetes_version",
                running.isEmpty() ? Fields.text(properties, "kubernetesVersion") : running);
        cluster.put("sku", Fields.text(json.path("sku"), "name"));
        cluster.put("sku_tier", Fields.text(json.path("sku"), "tier"));
        cluster.put("node_pools", pools);
        cluster.put(
                "kubelet_identity",
                identity(properties.path("identityProfile").path("kubeletidentity")));
        return cluster;
    }

    private static Map<String, Object> pool(JsonNode json) {
        Map<String, Object> pool = new LinkedHashMap<>();
        pool.put("name", Fields.text(json, "name"));
        pool.put("mode", Fields.text(json, "mode"));
        pool.put("count", json.path("count").asInt());
        pool.put("vm_size", Fields.text(json, "vmSize"));
        pool.put("power_state", json.path("powerState").path("code").asText(""));
        return pool;
    }

    private static @Nullable Map<String, Object> identity(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("client_id", Fields.text(json, "clientId"));
        identity.put("object_id", Fields.text(json, "objectId"));
        identity.put("resource_id", Fields.text(json, "resourceId"));
        return identity;
    }
}
