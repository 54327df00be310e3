package dev.gatehouse.emulator.containers;

import dev.gatehouse.emulator.arm.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The node pools of a cluster. They live in its {@code agentPoolProfiles}. */
final class AgentPools {
    private AgentPools() {}

    /** The profiles as a cluster's JSON has them. */
    static List<Map<String, Object>> profiles(Resource cluster) {
        List<Map<String, Object>> profiles = new ArrayList<>();
        if (cluster.properties().get("agentPoolProfiles") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> profile) {
                    Map<String, Object> copy = new LinkedHashMap<>();
                    profile.forEach((name, value) -> copy.put(String.valueOf(name), value));
                    profiles.add(copy);
                }
            }
        }
        return profiles;
    }

    /** The pools as resources of their own. */
    static List<Map<String, Object>> of(Resource cluster) {
        return profiles(cluster).stream()
                .map(
                        profile -> {
                            Object name = profile.remove("name");
                            Map<String, Object> json = new LinkedHashMap<>();
                            json.put("id", cluster.id() + "/agentPools/" + name);
                            json.put("name", name);
                            json.put("type", ContainerService.CLUSTERS + "/agentPools");
                            json.put("properties", profile);
                            return json;
                        })
                .toList();
    }

    /** The profiles with some members set anew in each. */
    static List<Map<String, Object>> with(Resource cluster, Map<String, ?> changes) {
        List<Map<String, Object>> profiles = profiles(cluster);
        profiles.forEach(profile -> profile.putAll(changes));
        return profiles;
    }
}
