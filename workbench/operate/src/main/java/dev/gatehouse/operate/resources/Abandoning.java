package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.Actor;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.ArmPath;
import dev.gatehouse.operate.arm.ArmReply;
import dev.gatehouse.operate.arm.Asked;
import java.util.Optional;
import java.util.UUID;

/** Has Azure abandon what it works on, by the rights of whoever cancels. */
record Abandoning(Course.Means means) {
    Cancellation of(Operation operation, Actor as, Owner canceller) {
        Task task = operation.task();
        ArmPath path = task.abort();
        var change =
                new Ledger.Change(
                        UUID.randomUUID().toString(),
                        canceller,
                        task.kind().wire() + ".abort",
                        "POST",
                        task.resource() + "/abort",
                        operation.terms().identity(),
                        means.clock().instant());
        if (!means.ledger().intend(change)) {
            return new Cancellation.Refused(
                    Refusal.of(
                            RefusalCode.AUDIT_UNAVAILABLE,
                            "The change could not be recorded, so it was not sent."));
        }
        Optional<Refusal> why = Optional.empty();
        Optional<RefusalCode> end = Optional.of(RefusalCode.INTERNAL_ERROR);
        try {
            why =
                    switch (Course.abort(means.arm(), as, path)) {
                        case Asked.Answered<ArmReply> _ -> Optional.empty();
                        case Asked.Refused<ArmReply>(Refusal refusal, _) -> Optional.of(refusal);
                        case Asked.Failed<ArmReply>(
                                        ArmFault fault,
                                        DownstreamIdentity used,
                                        String _) ->
                                Optional.of(Faults.refusal(fault, used));
                    };
            end = why.map(Refusal::code);
        } finally {
            means.ledger().complete(change, end);
        }
        return why.<Cancellation>map(Cancellation.Refused::new)
                .orElseGet(() -> new Cancellation.Taken(askedFor(operation)));
    }

    private Operation askedFor(Operation operation) {
        return means.book()
                .change(
                        operation.id(),
                        (one, at) -> one.progress().saying("cancellation asked for", at));
    }
}
