package dev.gatehouse.kernel;

import java.time.Instant;
import java.util.Optional;

/**
 * What the desk decided about a (credential, rule), to be honoured until it ends without asking
 * again.
 *
 * @param caller who; empty on a route that admits anybody
 * @param callerHash keyed hash of tenant and object, for the audit; empty for nobody
 * @param via {@code bearer}, {@code session} or {@code none}
 * @param rule the rule that allowed it
 * @param downstream the token to send, if any
 * @param actedAs whose token that is
 * @param reason why that identity, where it is not the obvious one
 * @param sessionId the session that stands behind it, so that a sign-out ends it
 * @param endsAt when it must no longer be honoured
 */
public record Admission(
        Optional<Principal> caller,
        String callerHash,
        String via,
        RuleId rule,
        Optional<AccessToken> downstream,
        DownstreamIdentity actedAs,
        String reason,
        Optional<String> sessionId,
        Instant endsAt) {}
