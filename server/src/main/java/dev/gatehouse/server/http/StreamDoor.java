package dev.gatehouse.server.http;

/** A front door that answers with server-sent events. Blocking; runs on a virtual thread. */
@FunctionalInterface
public interface StreamDoor {
    Opened open(Call call);

    /** What became of it. */
    sealed interface Opened {}

    /** There is nothing to stream, but this to say. */
    record Turned(Answer answer) implements Opened {}

    record Flowing(Events events) implements Opened {}
}
