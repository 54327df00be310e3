package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.Principal;
import java.time.Instant;

/**
 * A signed-in person.
 *
 * @param id names the session in logs and audit; it opens nothing
 * @param principal who, as of the last refresh
 * @param assertion the person's access token for Gatehouse
 * @param tokenExpiresAt when that token ends
 * @param idleEndsAt when the session ends if it is not used
 * @param endsAt when it ends in any case
 */
public record Session(
        String id,
        Principal principal,
        Assertion assertion,
        Instant tokenExpiresAt,
        Instant idleEndsAt,
        Instant endsAt) {
    /** Names no person. */
    @Override
    public String toString() {
        return "Session[" + id + " until " + endsAt + "]";
    }
}
