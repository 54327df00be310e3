package dev.gatehouse.server.desk;

import dev.gatehouse.authenticate.Authentication.Authenticated;
import dev.gatehouse.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;

/**
 * Stands before the guarded routes, behind their own rules: does the caller hold anything there at
 * all?
 */
@FunctionalInterface
public interface EntryGate {
    /** Lets everybody in, for as long as they like: there is no gate. */
    EntryGate NONE = _ -> new Open(Instant.MAX);

    /** What it says to one caller. */
    sealed interface Entry {}

    /**
     * They may enter.
     *
     * @param until when it must be asked again; no admission lasts longer
     */
    record Open(Instant until) implements Entry {}

    /**
     * They may not.
     *
     * @param retryAfter told where the refusal is one that a wait may lift
     */
    record Closed(Refusal why, Duration retryAfter) implements Entry {}

    Entry admits(Authenticated caller);
}
