package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.Refusal;
import java.net.URI;
import java.time.Instant;

/** What a browser that wants to sign in is told. */
public sealed interface Started {
    /**
     * Go to Entra.
     *
     * @param stateCookieValue binds the sign-in to this browser: a cookie for the callback's path,
     *     HttpOnly, SameSite=Lax
     * @param endsAt when the sign-in and the cookie are over
     */
    record Redirect(URI location, String stateCookieValue, Instant endsAt) implements Started {
        @Override
        public String toString() {
            return "Redirect[until " + endsAt + "]";
        }
    }

    /** The tenant field is neither a tenant id nor a domain. */
    record InvalidTenant(Refusal why) implements Started {}
}
