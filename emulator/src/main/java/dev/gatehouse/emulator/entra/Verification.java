package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.Caller;
import java.time.Instant;

/** What came of checking a bearer token. */
public sealed interface Verification {
    /** It is good until {@code expiresAt}. */
    record Valid(Caller caller, Instant expiresAt) implements Verification {}

    /** It was good; {@code exp} is over. */
    record Expired() implements Verification {}

    /** It is another API's token. */
    record WrongAudience() implements Verification {}

    /** It is no token of ours, or not yet valid. */
    record Invalid() implements Verification {}
}
