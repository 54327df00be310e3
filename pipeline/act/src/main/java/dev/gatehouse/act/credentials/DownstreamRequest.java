package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Scope;
import java.util.Optional;

/**
 * A question to {@link Credentials}: as whom does this exchange go downstream?
 *
 * @param assertion the caller's own token; empty where the caller has none to exchange
 * @param as what the route says
 * @param scope what the upstream wants a token for
 * @param fallback what the route says about Gatehouse's own identity standing in
 * @param claims that the upstream demanded of an earlier token; empty at first
 */
public record DownstreamRequest(
        Principal caller,
        Optional<Assertion> assertion,
        ActAs as,
        Scope scope,
        Fallback fallback,
        Optional<ClaimsChallenge> claims) {

    /** The same question after the upstream answered with a claims challenge. */
    public DownstreamRequest with(ClaimsChallenge demanded) {
        return new DownstreamRequest(caller, assertion, as, scope, fallback, Optional.of(demanded));
    }
}
