package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** What resources of all providers have in common: being read, and going slowly. */
public final class Provisioning {
    private Provisioning() {}

    /** The resource, to whom it may be shown. */
    public static Response read(ArmCall call, String type, Scope id, Supplier<Response> missing) {
        return call.refusal(type + "/read", id)
                .or(() -> call.state().resource(id).map(found -> Response.json(200, found.json())))
                .orElseGet(missing);
    }

    /** The resource with that {@code provisioningState}. */
    public static Resource state(Resource resource, String state) {
        return resource.with(Map.of("provisioningState", state));
    }

    /**
     * 202 and gone after a while; 204 if it is not there.
     *
     * @param to the resource with another {@code provisioningState}
     */
    public static Response delete(
            ArmCall call,
            String type,
            Scope id,
            Duration taking,
            BiFunction<Resource, String, Resource> to) {
        ArmState state = call.state();
        Optional<Resource> found = state.resource(id);
        if (found.isEmpty()) {
            return call.log(type + "/delete", id, Response.empty(204));
        }
        Resource going = found.get();
        return call.begin(
                new LongOperation.Work(type + "/delete", going.id(), going.location(), taking),
                new LongOperation.Course(
                        () -> state.change(id, now -> to.apply(now, "Deleting")),
                        ended -> {
                            if (ended.status() == LongOperation.Status.SUCCEEDED) {
                                state.remove(going);
                            } else {
                                state.change(id, now -> to.apply(now, ended.status().wire()));
                            }
                        }),
                () -> Response.empty(202));
    }
}
