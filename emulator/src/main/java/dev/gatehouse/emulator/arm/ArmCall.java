package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.World;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One authenticated call to ARM.
 *
 * @param correlationId the id that its activity-log entries share
 * @param issuer {@code iss} of a token of the caller's tenant
 */
public record ArmCall(
        World world,
        ArmState state,
        Request request,
        Caller caller,
        UUID correlationId,
        String issuer) {

    List<String> path() {
        return request.segments();
    }

    /** Whether the request has that method, upper case. */
    public boolean is(String method) {
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

    /** Whether the caller may; nothing is logged. */
    public boolean may(String action, Scope scope) {
        return state.may(caller, action, scope);
    }

    /** The 403, if the caller may not; a refused write goes to the activity log. */
    public Optional<Response> refusal(String action, Scope scope) {
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
    public Response log(String action, Scope scope, Response answer) {
        state.activity()
                .record(
                        entry(
                                action,
                                scope,
                                answer,
                                answer.status() < 400
                                        ? ActivityLog.Outcome.SUCCEEDED
                                        : ActivityLog.Outcome.FAILED));
        return answer;
    }

    /**
     * Begins a long operation, with its entries in the activity log: one now, one at its end.
     *
     * @param answer the answer once it has begun, without the operation's addresses
     * @return 409 if another operation runs on the resource
     */
    public Response begin(
            LongOperation.Work work, LongOperation.Course course, Supplier<Response> answer) {
        ActivityLog.Entry accepted =
                entry(
                        work.action(),
                        work.resource(),
                        Response.empty(202),
                        ActivityLog.Outcome.ACCEPTED);
        LongOperation.Course logged =
                new LongOperation.Course(
                        () -> {
                            course.begun().run();
                            state.activity().record(accepted);
                        },
                        ended -> {
                            course.ended().accept(ended);
                            state.activity().record(accepted.ended(ended));
                        });
        Optional<LongOperation> begun = state.longOperations().begin(caller, work, logged);
        if (begun.isEmpty()) {
            return log(work.action(), work.resource(), busy(work.resource()));
        }
        state.longOperations().settle();
        return OperationsApi.addressed(request, begun.get(), answer.get());
    }

    private Response busy(Scope resource) {
        String running =
                state.longOperations()
                        .running(resource)
                        .map(each -> each.work().action())
                        .orElse("another");
        return ArmError.of(
                409,
                "OperationNotAllowed",
                "Operation is not allowed: another operation ("
                        + running
                        + ") is in progress on '"
                        + resource
                        + "'. Please wait for it to finish before starting a new operation.");
    }

    /** The time by the emulator's clock. */
    public Instant now() {
        return world.clock().instant();
    }

    private ActivityLog.Entry entry(
            String action, Scope scope, Response answer, ActivityLog.Outcome outcome) {
        return new ActivityLog.Entry(
                UUID.randomUUID(),
                now(),
                caller,
                issuer,
                action,
                scope,
                answer.status(),
                errorCode(answer),
                correlationId,
                request.method(),
                outcome);
    }

    private static String errorCode(Response answer) {
        return answer.status() < 400
                ? ""
                : Json.read(answer.text())
                        .map(json -> json.path("error").path("code").asText())
                        .orElse("");
    }
}
