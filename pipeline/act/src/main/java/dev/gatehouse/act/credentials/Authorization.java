package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import java.util.Optional;

/** As whom an exchange goes downstream, or why it does not go. */
public sealed interface Authorization {
    /** For the audit: why this identity, or why none. Holds no secret. */
    String reason();

    /**
     * The exchange may go.
     *
     * @param token to send; empty exactly when {@code used} is {@link DownstreamIdentity#NONE}
     * @param used whose token it is
     */
    record Granted(Optional<AccessToken> token, DownstreamIdentity used, String reason)
            implements Authorization {
        public Granted {
            if (token.isEmpty() != (used == DownstreamIdentity.NONE)) {
                throw new IllegalArgumentException("a token goes with an identity, and only then");
            }
        }
    }

    /**
     * The exchange does not go. Where Entra named claims that would lift it, {@code why} carries
     * them, whether or not the caller's client declared that it answers challenges: a browser
     * session is sent to sign in with them.
     */
    record Refused(Refusal why, String reason) implements Authorization {}
}
