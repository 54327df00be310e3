package dev.gatehouse.operate.resources;

import java.time.Duration;
import java.util.Optional;

/** What one look at the work in Azure showed. */
sealed interface Seen {
    record Over(Outcome outcome) implements Seen {}

    /**
     * It goes on.
     *
     * @param percent as Azure says; 0 where it says nothing
     * @param state for people
     */
    record Going(int percent, String state, Optional<Duration> retryAfter) implements Seen {}

    /** Azure could not be asked, for a reason that will pass. */
    record Passing(String why, Optional<Duration> retryAfter) implements Seen {}

    /** The link is known no more; the resource itself must tell. */
    record Lost() implements Seen {}
}
