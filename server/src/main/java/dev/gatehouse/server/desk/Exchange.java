package dev.gatehouse.server.desk;

import dev.gatehouse.authenticate.Authentication;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.server.desk.AuditLines.Story;
import java.time.Instant;
import java.util.Optional;

/** What is known so far about one exchange. Lives on one thread. */
final class Exchange {
    private static final Authentication NOBODY =
            new Authentication.Anonymous(
                    Refusal.of(RefusalCode.AUTHENTICATION_REQUIRED, "Nobody was asked yet."));

    final Arrival arrival;
    final RouteTable.Entry entry;
    final byte[] body;
    final Instant began;
    Authentication caller = NOBODY;
    Story story = Story.UNTOLD;
    boolean intended;
    long endings;
    Instant until = Instant.MAX;

    Exchange(Arrival arrival, RouteTable.Entry entry, byte[] body, Instant began) {
        this.arrival = arrival;
        this.entry = entry;
        this.body = body;
        this.began = began;
    }

    Optional<Principal> principal() {
        return caller instanceof Authentication.Authenticated known
                ? Optional.of(known.principal())
                : Optional.empty();
    }
}
