package dev.gatehouse.emulator.web;

/** Answers a request. Runs on a virtual thread and may block. */
@FunctionalInterface
public interface Handler {
    /**
     * The answer. Bad input is an answer too, or a {@link MalformedRequest}; anything else thrown
     * is a defect of the emulator.
     */
    Response handle(Request request);
}
