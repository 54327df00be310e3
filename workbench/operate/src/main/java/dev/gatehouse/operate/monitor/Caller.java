package dev.gatehouse.operate.monitor;

import dev.gatehouse.act.credentials.DownstreamRequest;
import dev.gatehouse.act.credentials.Fallback;
import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Scope;
import java.util.Optional;

/**
 * For whom Azure is read.
 *
 * @param assertion the caller's own token, if there is one
 * @param fallback what the route says about Gatehouse's own identity standing in
 */
public record Caller(Principal principal, Optional<Assertion> assertion, Fallback fallback) {
    /** As whom, for this caller: what the process's mode says. */
    DownstreamRequest ask(Scope scope) {
        return new DownstreamRequest(
                principal, assertion, ActAs.USER_ELSE_PLATFORM, scope, fallback, Optional.empty());
    }
}
