package dev.gatehouse.operate.resources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.operate.arm.Actor;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.ArmReply;
import dev.gatehouse.operate.arm.Asked;
import java.net.URI;
import java.util.Optional;

/**
 * Looks at the link that Azure answered with (Microsoft: "Track asynchronous Azure operations"): at
 * {@code Azure-AsyncOperation}, whose body tells a state, or at {@code Location}, which answers 202
 * until the work is over.
 */
record Following(Arm arm, Actor actor, URI link) {
    Seen look(boolean asyncOperation) {
        return switch (arm.follow(actor, link)) {
            case Asked.Answered<ArmReply>(ArmReply reply, _, _) ->
                    asyncOperation ? state(reply) : byStatus(reply);
            case Asked.Refused<ArmReply>(Refusal why, _) ->
                    Faults.passing(why.code())
                            ? new Seen.Passing(why.detail(), Optional.empty())
                            : new Seen.Over(new Outcome.Failed(why));
            case Asked.Failed<ArmReply>(ArmFault fault, var used, _) -> {
                if (Faults.passing(fault)) {
                    yield new Seen.Passing(
                            fault.status() == 429
                                    ? "Azure throttles requests"
                                    : "Azure answered with status " + fault.status(),
                            fault.retryAfter());
                }
                yield fault.status() == 404
                        ? new Seen.Lost()
                        : new Seen.Over(new Outcome.Failed(Faults.refusal(fault, used)));
            }
        };
    }

    private static Seen state(ArmReply reply) {
        JsonNode body = reply.body();
        String status = Faults.words(body.path("status").asText(""));
        return switch (status) {
            case "Succeeded" -> new Seen.Over(new Outcome.Done());
            case "Canceled", "Cancelled" -> new Seen.Over(new Outcome.Cancelled());
            case "Failed" ->
                    new Seen.Over(new Outcome.Failed(Faults.failed(body.path("error"), status)));
            case "" -> new Seen.Lost();
            default -> going(reply, status);
        };
    }

    private static Seen going(ArmReply reply, String status) {
        int percent = (int) Math.round(reply.body().path("percentComplete").asDouble(0));
        return new Seen.Going(percent, percent > 0 ? percent + " %" : status, reply.retryAfter());
    }

    private static Seen byStatus(ArmReply reply) {
        return reply.status() == 202
                ? new Seen.Going(0, "", reply.retryAfter())
                : new Seen.Over(new Outcome.Done());
    }
}
