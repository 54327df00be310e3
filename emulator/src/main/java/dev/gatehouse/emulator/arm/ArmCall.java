package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.World;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One authenticated call to ARM.
 *
 * @param correlationId the id that its activity-log entries share
 * @param issuer {@code iss} of a token of the caller's tenant
 */
record ArmCall(
        World world,
        ArmState state,
        Request request,
        Caller caller,
        UUID correlationId,
        String issuer) {

    List<String> path() {
        return request.segments();
    }

    boolean is(String method) {
        return request.method().equals(method);
    }

    Rbac rbac() {
        return state.rbac(caller.tenant());
    }

    /** The object ids that the caller acts with: its own and those of its groups. */
    Set<String> principals() {
        return principals(world, caller.object());
    }

    static Set<String> principals(World world, UUID object) {
        Set<String> ids = new HashSet<>();
        ids.add(object.toString());
        world.person(object)
                .ifPresent(person -> person.groups().forEach(group -> ids.add(group.toString())));
        return ids;
    }

    boolean may(String action, Scope scope) {
        return rbac().judge(principals(), new Operation.Control(action), scope).allowed();
    }

    /** The 403, if the caller may not; a refused write goes to the activity log. */
    Optional<Response> refusal(String action, Scope scope) {
        String oid = caller.object().toString();
        Optional<Response> refusal =
                switch (rbac().judge(principals(), new Operation.Control(action), scope)) {
                    case Verdict.Allowed _ -> Optional.empty();
                    case Verdict.NotGranted _ ->
                            Optional.of(
                                    ArmError.authorizationFailed(
                                            caller.name(), oid, action, scope));
                    case Verdict.Denied(Denial denial) ->
                            Optional.of(ArmError.denied(caller.name(), oid, action, scope, denial));
                };
        if (!is("GET") && !is("HEAD")) {
            refusal.ifPresent(response -> log(action, scope, response));
        }
        return refusal;
    }

    /** Writes the outcome of a write to the activity log; gives the answer back. */
    Response log(String action, Scope scope, Response answer) {
        state.activity()
                .record(
                        new ActivityLog.Entry(
                                UUID.randomUUID(),
                                now(),
                                caller,
                                issuer,
                                action,
                                scope,
                                answer.status(),
                                errorCode(answer),
                                correlationId,
                                request.method()));
        return answer;
    }

    Instant now() {
        return world.clock().instant();
    }

    private static String errorCode(Response answer) {
        return answer.status() < 400
                ? ""
                : dev.gatehouse.emulator.web.Json.read(answer.text())
                        .map(json -> json.path("error").path("code").asText())
                        .orElse("");
    }
}
