package dev.gatehouse.server.http;

import dev.gatehouse.authenticate.Authentication;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Route;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request to one of Gatehouse's own front doors, after it was allowed.
 *
 * @param query the decoded query; of a repeated name, all values
 * @param header a header's first value by its name in lower case
 * @param cookies by name
 * @param body whole; front doors take small bodies only
 * @param navigation whether a browser asks for a page to show
 * @param began before the caller was authenticated: what was revoked since is revoked for this call
 */
public record Call(
        Route route,
        Map<String, List<String>> query,
        Function<String, Optional<String>> header,
        Map<String, String> cookies,
        byte[] body,
        boolean navigation,
        String requestId,
        Instant began,
        Authentication authentication) {
    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    /** The caller of a route that admits signed-in callers only. */
    public Authentication.Authenticated authenticated() {
        if (authentication instanceof Authentication.Authenticated known) {
            return known;
        }
        throw new IllegalStateException("the route admits signed-in callers only");
    }

    public Optional<Principal> caller() {
        return switch (authentication) {
            case Authentication.Authenticated known -> Optional.of(known.principal());
            case Authentication.Anonymous _, Authentication.Rejected _ -> Optional.empty();
        };
    }
}
