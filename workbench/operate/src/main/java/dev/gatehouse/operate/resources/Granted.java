package dev.gatehouse.operate.resources;

import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.act.credentials.LongGrant;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.operate.arm.Actor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** As whom one operation goes on, for as long as it is open and this is what it goes on with. */
final class Granted implements Actor {
    private final Book book;
    private final String id;
    private final LongGrant grant;
    private byte[] kept;

    Granted(Book book, String id, LongGrant grant) {
        this.book = book;
        this.id = id;
        this.grant = grant;
        this.kept = grant.keep();
    }

    @Override
    public Authorization authorize(Scope scope, Optional<ClaimsChallenge> demanded) {
        if (book.grant(id).filter(grant::equals).isEmpty()) {
            return new Authorization.Refused(
                    Refusal.of(RefusalCode.ACCESS_REVOKED, "The operation is over."),
                    "operation is over");
        }
        Authorization answer = grant.authorize(scope, demanded);
        byte[] now = grant.keep();
        if (!Arrays.equals(kept, now)) {
            kept = now;
            book.keep(id);
        }
        return answer instanceof Authorization.Refused(Refusal why, String reason)
                ? new Authorization.Refused(lasting(naming(why, demanded)), reason)
                : answer;
    }

    /** Where Entra names no claims of its own, Azure's are what must be proved. */
    private static Refusal naming(Refusal why, Optional<ClaimsChallenge> demanded) {
        return Proof.lifts(why) && why.challenge().isEmpty()
                ? demanded.map(why::with).orElse(why)
                : why;
    }

    /**
     * An Entra that cannot be reached is thrown; one that answered with a refusal gives the same
     * answer for ever. Waiting for it would only keep the resource from others.
     */
    private static Refusal lasting(Refusal why) {
        if (why.code() != RefusalCode.IDENTITY_PROVIDER_UNAVAILABLE
                && why.code() != RefusalCode.INVALID_TOKEN) {
            return why;
        }
        Refusal ended =
                Refusal.of(
                        RefusalCode.SESSION_EXPIRED,
                        "Entra no longer renews what this operation acts with. Azure may still"
                                + " be at it; look at the resource.");
        for (Map.Entry<String, String> extra : why.extras().entrySet()) {
            ended = ended.with(extra.getKey(), extra.getValue());
        }
        return ended;
    }

    @Override
    public Refusal stepUp(ClaimsChallenge claims) {
        return grant.stepUp(claims);
    }
}
