package dev.gatehouse.emulator.containers;

import dev.gatehouse.emulator.arm.Resource;
import java.util.Map;

/** The states of a cluster and of its pools, which change together. */
final class ClusterState {
    static final String RUNNING = "Running";
    static final String STOPPED = "Stopped";

    private ClusterState() {}

    /** {@code Running} or {@code Stopped}. */
    static String power(Resource cluster) {
        return cluster.properties().get("powerState") instanceof Map<?, ?> state
                ? String.valueOf(state.get("code"))
                : RUNNING;
    }

    static Resource power(Resource cluster, String code) {
        Map<String, String> power = Map.of("code", code);
        return cluster.with(
                Map.of(
                        "powerState",
                        power,
                        "agentPoolProfiles",
                        AgentPools.with(cluster, Map.of("powerState", power))));
    }

    static Resource provisioning(Resource cluster, String state) {
        return cluster.with(
                Map.of(
                        "provisioningState",
                        state,
                        "agentPoolProfiles",
                        AgentPools.with(cluster, Map.of("provisioningState", state))));
    }
}
