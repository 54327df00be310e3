package dev.gatehouse.server.desk;

import dev.gatehouse.server.http.Answer;

/** What the desk tells the gate to do with an exchange. */
public sealed interface Verdict {
    /** Carry it to the upstream; the gate records how it ended. */
    record Forward(Passage passage) implements Verdict {}

    /** Send this; it is recorded already. */
    record Reply(Answer answer) implements Verdict {}

    /** Send these events as they come; they are recorded when they end. */
    record Stream(OpenStream stream) implements Verdict {}
}
