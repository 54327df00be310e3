package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.Refusal;

/** What became of an ID token. */
public sealed interface IdTokenValidation {
    /** It passed every check. */
    record Valid(VerifiedIdToken token) implements IdTokenValidation {}

    /** It did not; {@code fault} is for logs alone. */
    record Invalid(Refusal why, TokenFault fault) implements IdTokenValidation {}
}
