package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Sealing;
import dev.gatehouse.kernel.ShortLivedState;
import dev.gatehouse.kernel.ShortLivedState.Space;
import dev.gatehouse.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which sessions were ended without their ticket at hand. */
final class Revocations {
    private static final int MOST_OF_ONE_SIGN_IN = 8;

    private final ShortLivedState state;
    private final Sealing sealing;
    private final Duration absolute;
    private final InstantSource clock;

    Revocations(ShortLivedState state, Sealing sealing, Duration absolute, InstantSource clock) {
        this.state = state;
        this.sealing = sealing;
        this.absolute = absolute;
        this.clock = clock;
    }

    /**
     * Ends every session of the person that exists now. Kept until the last of them is over anyway.
     */
    void revoke(TenantId tenant, ObjectId object) {
        Instant now = clock.instant();
        write(userName(tenant, object), now.toString(), now.plus(absolute));
    }

    /** Whether the session was made at or before the person's last revocation. */
    boolean cover(Stored.Anchor anchor) {
        String name = userName(anchor.tenantId(), anchor.objectId());
        Optional<byte[]> marker = state.get(Space.REVOCATION, name);
        if (marker.isEmpty()) {
            return false;
        }
        Optional<String> revokedAt = open(name, marker.get());
        return revokedAt.isEmpty() || !anchor.created().isAfter(Instant.parse(revokedAt.get()));
    }

    /** Remembers which session belongs to Entra's session {@code sid}. */
    void remember(String sid, String sessionId, Instant endsAt) {
        String name = sidName(sid);
        var sessions = new ArrayList<>(sessions(name, state.get(Space.REVOCATION, name)));
        sessions.add(sessionId);
        List<String> last =
                sessions.subList(
                        Math.max(0, sessions.size() - MOST_OF_ONE_SIGN_IN), sessions.size());
        write(name, String.join("\n", last), endsAt);
    }

    /** The sessions of Entra's session {@code sid}, which is then forgotten. */
    List<String> takeSessionsOf(String sid) {
        String name = sidName(sid);
        return sessions(name, state.take(Space.REVOCATION, name));
    }

    private List<String> sessions(String name, Optional<byte[]> sealed) {
        return sealed.flatMap(bytes -> open(name, bytes))
                .map(text -> List.of(text.split("\n")))
                .orElse(List.of());
    }

    private void write(String name, String text, Instant endsAt) {
        byte[] sealed = sealing.seal(text.getBytes(StandardCharsets.UTF_8), name);
        state.put(Space.REVOCATION, name, sealed, endsAt);
    }

    private Optional<String> open(String name, byte[] sealed) {
        return sealing.open(sealed, name).map(plain -> new String(plain, StandardCharsets.UTF_8));
    }

    private String userName(TenantId tenant, ObjectId object) {
        return "user:" + sealing.keyedHash(tenant + "/" + object);
    }

    private String sidName(String sid) {
        return "sid:" + sealing.keyedHash(sid);
    }
}
