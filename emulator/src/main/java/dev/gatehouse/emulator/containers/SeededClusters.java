package dev.gatehouse.emulator.containers;

import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.world.Cast;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The clusters that every emulator starts with. */
final class SeededClusters {
    private SeededClusters() {}

    static List<Resource> all() {
        return List.of(
                cluster(
                        Scope.group(Cast.PRODUCTION.toString(), "rg-shop"),
                        "aks-shop",
                        Map.of("environment", "production", "team", "shop"),
                        "1.33.2",
                        List.of(
                                pool("system", "System", 3, "Standard_D4s_v5"),
                                pool("work", "User", 5, "Standard_D8s_v5")),
                        ClusterState.RUNNING),
                cluster(
                        Scope.group(Cast.RESEARCH.toString(), "rg-lab"),
                        "aks-lab",
                        Map.of("environment", "research", "team", "lab"),
                        "1.32.6",
                        List.of(pool("system", "System", 1, "Standard_D4s_v5")),
                        ClusterState.STOPPED));
    }

    private static Resource cluster(
            Scope group,
            String name,
            Map<String, String> tags,
            String version,
            List<Map<String, Object>> pools,
            String power) {
        UUID tenant = Cast.CONTOSO;
        Resource asked =
                new Resource(
                        new Scope(group + "/providers/" + ContainerService.CLUSTERS + "/" + name),
                        ContainerService.CLUSTERS,
                        "westeurope",
                        Map.of(
                                "tags",
                                tags,
                                "properties",
                                Map.of(
                                        "dnsPrefix",
                                        name,
                                        "kubernetesVersion",
                                        version,
                                        "agentPoolProfiles",
                                        pools)));
        Resource filled = ClusterDefaults.fill(asked, Optional.empty(), tenant);
        return ClusterState.power(ClusterState.provisioning(filled, "Succeeded"), power);
    }

    private static Map<String, Object> pool(String name, String mode, int count, String size) {
        return Map.of("name", name, "mode", mode, "count", count, "vmSize", size);
    }
}
