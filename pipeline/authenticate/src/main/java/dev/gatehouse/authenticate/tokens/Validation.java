package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.Refusal;

/** What became of a bearer token. */
public sealed interface Validation {
    /** It passed every check. */
    record Valid(VerifiedToken token) implements Validation {}

    /**
     * It did not.
     *
     * @param why for the caller; one text for all cryptographic and claim failures
     * @param fault for logs and audit alone
     */
    record Invalid(Refusal why, TokenFault fault) implements Validation {}
}
