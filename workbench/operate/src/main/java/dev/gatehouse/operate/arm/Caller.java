package dev.gatehouse.operate.arm;

import dev.gatehouse.act.credentials.Credentials;
import dev.gatehouse.act.credentials.DownstreamRequest;
import dev.gatehouse.act.credentials.Fallback;
import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Scope;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param assertion the caller's own token, if there is one
 * @param fallback whether Gatehouse's own identity may stand in, in the mode that permits it
 */
public record Caller(Principal principal, Optional<Assertion> assertion, Fallback fallback) {
    /** The identity that the process's mode gives this caller. */
    public Identity through(Credentials credentials) {
        Principal caller = principal;
        return new Identity() {
            @Override
            public Principal caller() {
                return caller;
            }

            @Override
            public dev.gatehouse.act.credentials.Authorization authorize(
                    Scope scope, Optional<ClaimsChallenge> demanded) {
                return credentials.authorize(ask(scope, demanded));
            }
        };
    }

    private DownstreamRequest ask(Scope scope, Optional<ClaimsChallenge> demanded) {
        return new DownstreamRequest(
                principal, assertion, ActAs.USER_ELSE_PLATFORM, scope, fallback, demanded);
    }
}
