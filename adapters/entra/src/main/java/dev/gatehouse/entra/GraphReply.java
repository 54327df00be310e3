package dev.gatehouse.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** What Microsoft Graph made of a call. */
public sealed interface GraphReply {
    /** Done; an answer without a body is an empty object. */
    record Done(ObjectNode body) implements GraphReply {
        /** The body is left out: it may hold a secret. */
        @Override
        public String toString() {
            return "Done[…]";
        }
    }

    /** There is no such object, or not yet everywhere. */
    record NotFound(String message) implements GraphReply {}

    /**
     * The token's owner may not do it.
     *
     * @param needs who may, for people
     */
    record Denied(String code, String needs) implements GraphReply {}

    /** Too many requests. */
    record Throttled(Duration retryAfter) implements GraphReply {}

    /** No answer, or one that says nothing. */
    record Unavailable(String why) implements GraphReply {}

    /** Graph does not accept the call. */
    record Rejected(String code, String message) implements GraphReply {}
}
