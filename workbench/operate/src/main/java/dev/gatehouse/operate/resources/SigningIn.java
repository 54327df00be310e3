package dev.gatehouse.operate.resources;

import dev.gatehouse.act.credentials.LongCredentials;
import dev.gatehouse.act.credentials.LongGrant;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Scope;
import java.util.Optional;

/** Lets an operation go on with fresh proof of its owner, and of nobody else. */
record SigningIn(Book book, LongCredentials credentials, Scope scope) {
    Resumption resume(Operation asked, Principal caller, Optional<Assertion> assertion) {
        if (!asked.owner().key().equals(Owner.of(caller).key())) {
            return refused(
                    RefusalCode.OWNER_REQUIRED,
                    "Only the person whose operation it is can prove who they are.");
        }
        if (asked.terminal()) {
            return refused(RefusalCode.CONFLICT, "The operation is over and cannot go on.");
        }
        if (asked.status() != Status.NEEDS_SIGN_IN) {
            return new Resumption.Taken(asked);
        }
        Optional<ClaimsChallenge> claims =
                asked.progress().proof().wanted().flatMap(it -> it.why().challenge());
        return switch (credentials.begin(caller, assertion, scope, claims)) {
            case LongCredentials.Begun.Refused(Refusal why, String reason) ->
                    new Resumption.Refused(why, reason);
            case LongCredentials.Begun.Held(LongGrant grant) -> resumed(asked, grant);
        };
    }

    private Resumption resumed(Operation asked, LongGrant grant) {
        if (grant.used() != asked.terms().identity()) {
            return refused(
                    RefusalCode.CONFLICT,
                    "The operation began as another identity than downstream.mode permits now.");
        }
        Operation now = book.regrant(asked.id(), grant);
        return now.status() == Status.FAILED || now.status() == Status.CANCELLED
                ? refused(RefusalCode.CONFLICT, "The operation is over and cannot go on.")
                : new Resumption.Taken(now);
    }

    private static Resumption.Refused refused(RefusalCode code, String detail) {
        return new Resumption.Refused(Refusal.of(code, detail), "");
    }

    /** Why an operation ends whose owner did not come. */
    static Refusal late(Operation operation) {
        return Refusal.of(
                RefusalCode.SIGN_IN_TIMEOUT,
                "Its owner had to sign in again and did not in time. " + Remains.of(operation));
    }
}
