package dev.gatehouse.operate.resources;

import com.azure.core.http.HttpMethod;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.ShellWord;
import dev.gatehouse.operate.arm.Actor;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.ArmPath;
import dev.gatehouse.operate.arm.ArmReply;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.AzureNames;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a new cluster pull from a registry, as well as the identity's rights allow (S1.9). Whatever
 * comes of it, the cluster is there: the operation goes on, and says which command mends it.
 */
record Attaching(Course.Means means, Operation operation, Actor actor) {
    private static final Logger LOG = LoggerFactory.getLogger(Attaching.class);

    /**
     * Does it, or says what its owner must prove first.
     *
     * @return the demand; empty if the step is over, however it ended
     */
    Optional<Refusal> to(Task.Attachment wanted) {
        note((one, now) -> one.progress().attaching(now));
        return switch (means.arm().get(actor, operation.task().look())) {
            case Asked.Answered<JsonNode>(JsonNode cluster, _, _) -> {
                String kubelet =
                        cluster.at("/properties/identityProfile/kubeletidentity/objectId")
                                .asText("");
                yield AzureNames.isGuid(kubelet)
                        ? assign(wanted, kubelet)
                        : skip("The cluster names no kubelet identity.", Optional.empty());
            }
            case Asked.Refused<JsonNode>(Refusal why, _) -> refused(why, Optional.empty());
            case Asked.Failed<JsonNode>(ArmFault fault, var used, _) ->
                    skip(Faults.refusal(fault, used).detail(), Optional.empty());
        };
    }

    private Optional<Refusal> refused(Refusal why, Optional<String> command) {
        return Proof.lifts(why) ? Optional.of(why) : skip(why.detail(), command);
    }

    private Optional<Refusal> assign(Task.Attachment wanted, String kubelet) {
        String path = Place.resource(wanted.registry(), Kind.ROLE_ASSIGNMENTS, wanted.assignment());
        ArmPath at = ArmPath.of(path, Kind.ROLE_ASSIGNMENTS.apiVersion());
        JsonNode body = Templates.pullAssignment(wanted.registry(), kubelet);
        UUID requestId = UUID.fromString(wanted.assignment());
        Optional<String> command = Optional.of(command(wanted.registry(), kubelet));
        var change =
                new Ledger.Change(
                        operation.id() + ".attach",
                        operation.owner(),
                        Kind.ROLE_ASSIGNMENTS.wire() + "." + Action.CREATE.wire(),
                        HttpMethod.PUT.toString(),
                        path,
                        operation.terms().identity(),
                        means.clock().instant());
        if (!means.ledger().intend(change)) {
            return skip("The role assignment could not be recorded, so it was not sent.", command);
        }
        Optional<RefusalCode> end = Optional.of(RefusalCode.INTERNAL_ERROR);
        Asked<ArmReply> answer;
        try {
            answer = means.arm().send(actor, HttpMethod.PUT, at, Optional.of(body), requestId);
            end = codeOf(answer);
        } finally {
            means.ledger().complete(change, end);
        }
        return switch (answer) {
            case Asked.Answered<ArmReply> _ -> attached();
            case Asked.Refused<ArmReply>(Refusal why, _) -> refused(why, command);
            case Asked.Failed<ArmReply>(ArmFault fault, var used, _) ->
                    fault.code().equals("RoleAssignmentExists")
                            ? attached()
                            : denied(Faults.refusal(fault, used), command);
        };
    }

    private Optional<Refusal> denied(Refusal why, Optional<String> command) {
        return skip(
                why.code() == RefusalCode.FORBIDDEN
                        ? "The cluster may not pull from the registry yet: the role could not be"
                                + " assigned with these rights."
                        : why.detail(),
                command);
    }

    private static Optional<RefusalCode> codeOf(Asked<ArmReply> answer) {
        return switch (answer) {
            case Asked.Answered<ArmReply> _ -> Optional.empty();
            case Asked.Refused<ArmReply>(Refusal why, _) -> Optional.of(why.code());
            case Asked.Failed<ArmReply>(ArmFault fault, var used, _) ->
                    fault.code().equals("RoleAssignmentExists")
                            ? Optional.empty()
                            : Optional.of(Faults.refusal(fault, used).code());
        };
    }

    private Optional<Refusal> attached() {
        note((one, now) -> one.progress().attached(now));
        return Optional.empty();
    }

    private Optional<Refusal> skip(String detail, Optional<String> command) {
        LOG.atWarn()
                .addKeyValue("operation", operation.id())
                .addKeyValue("command", command.orElse(""))
                .log("registry not attached");
        note((one, now) -> one.progress().notAttached(new Note(detail, command), now));
        return Optional.empty();
    }

    private static String command(String registry, String kubelet) {
        return "az role assignment create --assignee-object-id "
                + kubelet
                + " --assignee-principal-type ServicePrincipal --role AcrPull --scope "
                + ShellWord.of(registry);
    }

    private void note(BiFunction<Operation, Instant, Progress> next) {
        var _ = means.book().change(operation.id(), next);
    }
}
