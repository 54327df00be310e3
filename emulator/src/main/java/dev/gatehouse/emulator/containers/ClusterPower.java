package dev.gatehouse.emulator.containers;

import dev.gatehouse.emulator.arm.ArmCall;
import dev.gatehouse.emulator.arm.ArmError;
import dev.gatehouse.emulator.arm.LongOperation;
import dev.gatehouse.emulator.arm.ProviderPath;
import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.Response;
import java.time.Duration;
import java.util.Optional;

/** Starts and stops clusters, and aborts what is going on with them. */
final class ClusterPower {
    private static final Duration USUAL = Duration.ofSeconds(8);

    /** One of the two directions. */
    enum Turn {
        START("start", "Starting", ClusterState.RUNNING),
        STOP("stop", "Stopping", ClusterState.STOPPED);

        private final String verb;
        private final String under;
        private final String target;

        Turn(String verb, String under, String target) {
            this.verb = verb;
            this.under = under;
            this.target = target;
        }
    }

    /** 202 with an operation; 204 if the cluster is there already. */
    Response turn(ArmCall call, ProviderPath path, Turn turn) {
        String action = ContainerService.CLUSTERS + "/" + turn.verb + "/action";
        Scope id = path.resource(ContainerService.CLUSTERS, path.name(1));
        Optional<Response> refusal = call.refusal(action, id);
        Optional<Resource> found = call.state().resource(id);
        if (refusal.isPresent() || found.isEmpty()) {
            return refusal.orElseGet(
                    () -> call.log(action, id, ContainerService.missing(call, path)));
        }
        Resource cluster = found.get();
        boolean idle = call.state().longOperations().running(id).isEmpty();
        if (idle && ClusterState.power(cluster).equals(turn.target)) {
            return call.log(action, cluster.id(), Response.empty(204));
        }
        return call.begin(
                new LongOperation.Work(action, cluster.id(), cluster.location(), USUAL),
                new LongOperation.Course(
                        () ->
                                call.state()
                                        .change(
                                                id,
                                                now -> ClusterState.provisioning(now, turn.under)),
                        ended -> call.state().change(id, now -> after(now, turn, ended))),
                () -> Response.empty(202));
    }

    private static Resource after(Resource cluster, Turn turn, LongOperation ended) {
        return switch (ended.status()) {
            case SUCCEEDED ->
                    ClusterState.power(
                            ClusterState.provisioning(cluster, "Succeeded"), turn.target);
            case FAILED -> ClusterState.provisioning(cluster, "Failed");
            case CANCELED -> ClusterState.provisioning(cluster, "Canceled");
            case IN_PROGRESS -> cluster;
        };
    }

    /** Cancels what runs; 409 if nothing does. */
    Response abort(ArmCall call, ProviderPath path) {
        String action = ContainerService.CLUSTERS + "/abort/action";
        Scope id = path.resource(ContainerService.CLUSTERS, path.name(1));
        Optional<Response> refusal = call.refusal(action, id);
        Optional<Resource> found = call.state().resource(id);
        if (refusal.isPresent() || found.isEmpty()) {
            return refusal.orElseGet(
                    () -> call.log(action, id, ContainerService.missing(call, path)));
        }
        if (!call.state().longOperations().cancel(id)) {
            return call.log(
                    action,
                    id,
                    ArmError.of(
                            409,
                            "OperationNotAllowed",
                            "There is no operation in progress on the managed cluster that could"
                                    + " be aborted."));
        }
        return call.begin(
                new LongOperation.Work(
                        action, found.get().id(), found.get().location(), Duration.ZERO),
                LongOperation.Course.NOTHING,
                () -> Response.empty(202));
    }
}
