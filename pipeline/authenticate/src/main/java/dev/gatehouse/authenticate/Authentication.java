package dev.gatehouse.authenticate;

import dev.gatehouse.authenticate.tokens.TokenFault;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import java.time.Instant;
import java.util.Optional;

/** Who calls. */
public sealed interface Authentication {
    /**
     * Somebody known.
     *
     * @param assertion to act on behalf of the caller; empty where there is none
     * @param endsAt until when this may be taken for true
     * @param sessionId of the session, for logs and audit; empty for bearer callers
     */
    record Authenticated(
            Principal principal,
            Optional<Assertion> assertion,
            Instant endsAt,
            Via via,
            Optional<String> sessionId)
            implements Authentication {}

    /** Nobody in particular; {@code ifRequired} is the refusal where somebody is needed. */
    record Anonymous(Refusal ifRequired) implements Authentication {}

    /**
     * A credential that does not count.
     *
     * @param via which; a session that is over need not keep anyone from a page for everybody
     * @param fault for logs and audit alone
     */
    record Rejected(Refusal why, Via via, Optional<TokenFault> fault) implements Authentication {}
}
