package dev.gatehouse.kernel;

import java.util.Optional;

/**
 * Entra's token endpoint said no. Classified by {@code error}, {@code suberror} and the AADSTS
 * number, never by text.
 *
 * @param kind what it means to us
 * @param aadsts the number of the error, 0 if there was none; for diagnostics
 * @param challenge the {@code claims} of the answer
 * @param correlationId to find the request in Entra's sign-in log; may be empty
 */
public record GrantRefusal(
        Kind kind, int aadsts, Optional<ClaimsChallenge> challenge, String correlationId) {
    /** What a refused grant means. */
    public enum Kind {
        /** Nobody consented for this user or tenant: 65001, 90094, 90095. */
        CONSENT_REQUIRED,
        /** More proof is needed from the person: 50076, 50079, 50158, or any answer with claims. */
        STEP_UP_REQUIRED,
        /** The assertion's time is over: 500133. */
        ASSERTION_EXPIRED,
        /** The assertion is not accepted for another reason: 50013. */
        ASSERTION_INVALID,
        /** The account is not in the tenant: 50020, 90072, 16000, 50034. */
        NOT_IN_TENANT,
        /** Conditional Access blocks, and the person cannot lift it: 53000–53004, 5300xx. */
        BLOCKED_BY_POLICY,
        /** The grant was revoked or ran out: 50173, 70043, 700082, 700084, 70008, 54005. */
        GRANT_ENDED,
        /**
         * Our own registration or credential is at fault: 700016, 7000215, 7000222, 700027,
         * 7000218, 70002x.
         */
        CLIENT_CONFIGURATION,
        /** Anything else. */
        OTHER
    }
}
