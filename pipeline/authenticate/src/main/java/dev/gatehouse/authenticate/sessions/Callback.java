package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Refusal;
import java.util.Optional;

/** What came of a sign-in. */
public sealed interface Callback {
    /**
     * A person is signed in.
     *
     * @param ticket the new session cookie's value
     * @param returnTo a local path
     */
    record SignedIn(String ticket, Session session, String returnTo) implements Callback {
        @Override
        public String toString() {
            return "SignedIn[" + session + "]";
        }
    }

    /**
     * Nobody is signed in.
     *
     * @param tenant for the login page's links: a tenant id or the domain that was asked for
     * @param challenge to sign in again with, where that helps
     * @param cause for logs: an error's number and correlation id, or a token's fault; no secret
     */
    record Failed(
            SignInFailure reason,
            Optional<String> tenant,
            Optional<ClaimsChallenge> challenge,
            Refusal refusal,
            String cause)
            implements Callback {}

    /** The address was opened without a sign-in behind it; show the login page. */
    record StartOver() implements Callback {}
}
