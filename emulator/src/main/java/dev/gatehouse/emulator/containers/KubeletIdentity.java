package dev.gatehouse.emulator.containers;

import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.world.ServicePrincipal;
import dev.gatehouse.emulator.world.World;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The directory's side of a cluster's kubelet identity: it comes and goes with the cluster. */
final class KubeletIdentity {
    private KubeletIdentity() {}

    /** Makes it known to the directory, so that it can be given roles. */
    static void join(World world, Resource cluster, UUID tenant) {
        id(cluster, "objectId")
                .flatMap(
                        object ->
                                id(cluster, "clientId")
                                        .map(
                                                client ->
                                                        new ServicePrincipal(
                                                                object,
                                                                client,
                                                                tenant,
                                                                cluster.name() + "-agentpool")))
                .ifPresent(world::add);
    }

    /** Takes it out of the directory; any other resource than a cluster has none. */
    static void leave(World world, Resource gone) {
        id(gone, "objectId").flatMap(world::servicePrincipal).ifPresent(world::remove);
    }

    private static Optional<UUID> id(Resource cluster, String member) {
        return cluster.properties().get("identityProfile") instanceof Map<?, ?> profile
                        && profile.get("kubeletidentity") instanceof Map<?, ?> kubelet
                        && kubelet.get(member) instanceof String text
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }
}
