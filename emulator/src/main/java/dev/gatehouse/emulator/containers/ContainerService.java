package dev.gatehouse.emulator.containers;

import dev.gatehouse.emulator.arm.ArmCall;
import dev.gatehouse.emulator.arm.ArmError;
import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.Listing;
import dev.gatehouse.emulator.arm.ProviderPath;
import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.ResourceProvider;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code Microsoft.ContainerService}: finds the cluster and the operation that a path names. */
public final class ContainerService implements ResourceProvider {
    static final String CLUSTERS = "Microsoft.ContainerService/managedClusters";

    private final ManagedClusters clusters = new ManagedClusters();
    private final ClusterPower power = new ClusterPower();

    /** Clusters in a state that others share. */
    public ContainerService() {}

    /** Adds the clusters that every emulator starts with. */
    public static void seed(World world, ArmState state) {
        for (Resource cluster : SeededClusters.all()) {
            state.add(cluster);
            KubeletIdentity.join(world, cluster, Cast.CONTOSO);
        }
        state.whenRemoved(gone -> KubeletIdentity.leave(world, gone));
    }

    @Override
    public String namespace() {
        return "Microsoft.ContainerService";
    }

    @Override
    public Response handle(ArmCall call, ProviderPath path) {
        if (!path.at(0).equals("managedclusters")) {
            return ArmError.notFound();
        }
        if (path.length() == 1) {
            return call.is("GET") ? Listing.of(call, path, CLUSTERS) : ArmError.notFound();
        }
        if (path.group().isEmpty()) {
            return ArmError.notFound();
        }
        return switch (path.length()) {
            case 2 -> clusters.handle(call, path);
            case 3 -> call.is("POST") ? action(call, path) : pools(call, path);
            case 4 -> pools(call, path);
            default -> ArmError.notFound();
        };
    }

    private Response action(ArmCall call, ProviderPath path) {
        return switch (path.at(2)) {
            case "start" -> power.turn(call, path, ClusterPower.Turn.START);
            case "stop" -> power.turn(call, path, ClusterPower.Turn.STOP);
            case "abort" -> power.abort(call, path);
            case "listclusterusercredential" ->
                    Kubeconfigs.answer(call, path, "listClusterUserCredential", "clusterUser");
            case "listclusteradmincredential" ->
                    Kubeconfigs.answer(call, path, "listClusterAdminCredential", "clusterAdmin");
            default -> ArmError.notFound();
        };
    }

    private static Response pools(ArmCall call, ProviderPath path) {
        if (!call.is("GET") || !path.at(2).equals("agentpools")) {
            return ArmError.notFound();
        }
        Scope id = path.resource(CLUSTERS, path.name(1));
        Optional<Response> refusal = call.refusal(CLUSTERS + "/agentPools/read", id);
        Optional<Resource> cluster = call.state().resource(id);
        if (refusal.isPresent() || cluster.isEmpty()) {
            return refusal.orElseGet(() -> missing(call, path));
        }
        List<Map<String, Object>> pools = AgentPools.of(cluster.get());
        if (path.length() == 3) {
            return Response.json(200, Map.of("value", pools));
        }
        return pools.stream()
                .filter(pool -> path.name(3).equalsIgnoreCase(String.valueOf(pool.get("name"))))
                .findFirst()
                .map(pool -> Response.json(200, pool))
                .orElseGet(
                        () ->
                                ArmError.of(
                                        404,
                                        "NotFound",
                                        "Could not find the agentpool: '" + path.name(3) + "'."));
    }

    /** The 404 of a cluster, or of its group. */
    static Response missing(ArmCall call, ProviderPath path) {
        return path.missingGroup(call)
                .orElseGet(
                        () ->
                                ArmError.resourceNotFound(
                                        CLUSTERS + "/" + path.name(1), path.group().orElse("")));
    }
}
