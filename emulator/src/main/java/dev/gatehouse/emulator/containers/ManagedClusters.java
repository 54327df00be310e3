package dev.gatehouse.emulator.containers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.arm.ArmCall;
import dev.gatehouse.emulator.arm.ArmError;
import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.LongOperation;
import dev.gatehouse.emulator.arm.ProviderPath;
import dev.gatehouse.emulator.arm.Provisioning;
import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.web.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One managed cluster: read, create or update, change tags, delete. */
final class ManagedClusters {
    private static final String TYPE = ContainerService.CLUSTERS;
    private static final Duration CREATING = Duration.ofSeconds(20);
    private static final Duration USUAL = Duration.ofSeconds(8);

    Response handle(ArmCall call, ProviderPath path) {
        Scope id = path.resource(TYPE, path.name(1));
        return switch (call.request().method()) {
            case "GET" ->
                    Provisioning.read(call, TYPE, id, () -> ContainerService.missing(call, path));
            case "PUT" -> call.refusal(TYPE + "/write", id).orElseGet(() -> put(call, path));
            case "PATCH" -> call.refusal(TYPE + "/write", id).orElseGet(() -> tag(call, path, id));
            case "DELETE" ->
                    call.refusal(TYPE + "/delete", id)
                            .orElseGet(
                                    () ->
                                            Provisioning.delete(
                                                    call,
                                                    TYPE,
                                                    id,
                                                    USUAL,
                                                    ClusterState::provisioning));
            default -> ArmError.notFound();
        };
    }

    private static Response put(ArmCall call, ProviderPath path) {
        Scope id = path.spelled(call, TYPE, path.name(1));
        Optional<Response> missing = path.missingGroup(call);
        if (missing.isPresent()) {
            return call.log(TYPE + "/write", id, missing.get());
        }
        Optional<Resource> old = call.state().resource(id);
        return switch (ClusterTemplate.read(call, id, old)) {
            case ClusterTemplate.Read.Refused(Response answer) ->
                    call.log(TYPE + "/write", id, answer);
            case ClusterTemplate.Read.Accepted(Resource cluster) ->
                    write(call, cluster, old.isPresent());
        };
    }

    private static Response write(ArmCall call, Resource cluster, boolean update) {
        ArmState state = call.state();
        String under = update ? "Updating" : "Creating";
        return call.begin(
                new LongOperation.Work(
                        TYPE + "/write",
                        cluster.id(),
                        cluster.location(),
                        update ? USUAL : CREATING),
                new LongOperation.Course(
                        () -> {
                            state.add(ClusterState.provisioning(cluster, under));
                            KubeletIdentity.join(call.world(), cluster, call.caller().tenant());
                        },
                        ended ->
                                state.change(
                                        cluster.id(),
                                        now ->
                                                ClusterState.provisioning(
                                                        now, ended.status().wire()))),
                () -> shown(call, cluster.id(), update ? 200 : 201));
    }

    private static Response shown(ArmCall call, Scope id, int status) {
        return call.state()
                .resource(id)
                .map(found -> Response.json(status, found.json()))
                .orElseGet(() -> Response.empty(202));
    }

    private static Response tag(ArmCall call, ProviderPath path, Scope id) {
        JsonNode tags = call.request().json().path("tags");
        if (call.state().resource(id).isEmpty()) {
            return call.log(TYPE + "/write", id, ContainerService.missing(call, path));
        }
        if (!tags.isObject()) {
            return call.log(
                    TYPE + "/write", id, ArmError.badRequest("Only tags can be changed so."));
        }
        Map<String, Object> asked = Json.map(tags);
        call.state().change(id, now -> now.and("tags", asked));
        return call.log(TYPE + "/write", id, shown(call, id, 200));
    }
}
