package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What Entra or Azure demands of an operation's owner before it goes on.
 *
 * @param wanted while it waits for its owner
 * @param waited how long it has waited for its owner so far; does not count as the operation's time
 */
public record Proof(Optional<Demand> wanted, Duration waited) {
    static final Proof NONE = new Proof(Optional.empty(), Duration.ZERO);

    /**
     * One demand.
     *
     * @param why {@code claims_challenge} or {@code step_up_required}, with the claims if they were
     *     named
     * @param until when Gatehouse gives up waiting
     */
    public record Demand(Refusal why, Instant since, Instant until) {}

    /** Whether a refusal is lifted by a new sign-in of the same person. */
    static boolean lifts(Refusal why) {
        return why.code() == RefusalCode.CLAIMS_CHALLENGE
                || why.code() == RefusalCode.STEP_UP_REQUIRED;
    }

    Proof demanded(Refusal why, Instant now, Duration most) {
        return new Proof(Optional.of(new Demand(why, now, now.plus(most))), waited);
    }

    /** The owner has signed in, or is not waited for any more. */
    Proof met(Instant now) {
        return wanted.map(
                        it ->
                                new Proof(
                                        Optional.empty(),
                                        waited.plus(Duration.between(it.since(), now))))
                .orElse(this);
    }
}
