package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.ClaimsChallenge;
import java.util.Optional;

/**
 * A person wants to sign in. All text is as the browser sent it.
 *
 * @param tenant the tenant field: a tenant id or a domain
 * @param admin whether to sign in to the home tenant
 * @param returnTo where to go afterwards; anything but a local path becomes {@code /}
 * @param claims to satisfy, after a claims challenge
 * @param stateCookie what the browser has from a sign-in in another tab, which stays valid
 */
public record StartRequest(
        Optional<String> tenant,
        boolean admin,
        String returnTo,
        Optional<ClaimsChallenge> claims,
        Optional<String> stateCookie) {
    /** The first sign-in of a browser. */
    public StartRequest(
            Optional<String> tenant,
            boolean admin,
            String returnTo,
            Optional<ClaimsChallenge> claims) {
        this(tenant, admin, returnTo, claims, Optional.empty());
    }
}
