package dev.gatehouse.operate.resources;

import java.time.Instant;
import java.util.Locale;

/**
 * One step of an operation.
 *
 * @param detail for people; may be empty
 * @param at when its state last changed
 */
public record Step(String name, State state, String detail, Instant at) {
    static final String SUBMITTED = "submitted";
    static final String ACCEPTED = "accepted";
    static final String WAITING = "waiting";
    static final String ATTACH = "attach_registry";
    static final String DONE = "done";

    Step in(State next, Instant now) {
        return state == next ? this : new Step(name, next, next == State.DONE ? "" : detail, now);
    }

    /** How far it is. */
    public enum State {
        PENDING,
        RUNNING,
        DONE,
        FAILED,
        SKIPPED;

        /** The spelling in answers. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
