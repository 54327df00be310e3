package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call that changes the directory.
 *
 * @param after what is known once it was answered
 */
record Write(Verb verb, String path, ObjectNode body, After after) {
    enum Verb {
        CREATE,
        CHANGE
    }

    /** Takes the answer into what is known. */
    interface After {
        Current known(Current before, ObjectNode answer);
    }

    /** Sets members of the registration. */
    static Write toApplication(Current current, ObjectNode body) {
        return new Write(
                Verb.CHANGE, current.appPath(), body, (before, _) -> before.with(body.deepCopy()));
    }

    /** The body is left out, it is long. */
    @Override
    public String toString() {
        return verb + " " + path;
    }
}
