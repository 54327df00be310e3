package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.Refusal;

/** What a ticket stands for. */
public sealed interface Lookup {
    /** A session that lives. */
    record Found(Session session) implements Lookup {}

    /**
     * A session that is over; {@code why} is {@code session_expired}, with the claims that Entra
     * demands for the next one if it said so.
     */
    record Ended(Refusal why) implements Lookup {}

    /** No ticket of ours: malformed or altered. */
    record Unknown() implements Lookup {}
}
