package dev.gatehouse.operate.resources;

import java.net.URI;
import java.util.Optional;

/**
 * What is known about the request to Azure.
 *
 * @param state how far it got
 * @param link where Azure tells how the work goes on, once it accepted it
 * @param asyncOperation whether the link tells a state, else only when the work is over
 */
public record Sending(State state, Optional<URI> link, boolean asyncOperation) {
    static final Sending NOT = new Sending(State.NOT, Optional.empty(), false);
    static final Sending SENT = new Sending(State.SENT, Optional.empty(), false);

    /** How far. */
    public enum State {
        /** Nothing left this process. */
        NOT,
        /** It may have left; whether Azure has it is not known. */
        SENT,
        /** Azure has it. */
        ACCEPTED
    }

    static Sending accepted(Optional<URI> operation, Optional<URI> location) {
        return new Sending(State.ACCEPTED, operation.or(() -> location), operation.isPresent());
    }
}
