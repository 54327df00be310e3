package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.Sealing;
import dev.gatehouse.kernel.ShortLivedState;
import dev.gatehouse.kernel.ShortLivedState.Space;
import java.time.Duration;
import java.util.Optional;

/**
 * Sessions in the store, sealed under their ticket's own key. Two values a session: a late write of
 * the changing one cannot bring back a session whose anchor was deleted.
 */
final class SessionVault {
    private final ShortLivedState state;
    private final Sealing sealing;
    private final Duration idle;

    SessionVault(ShortLivedState state, Sealing sealing, Duration idle) {
        this.state = state;
        this.sealing = sealing;
        this.idle = idle;
    }

    /** What became of reading. */
    sealed interface Reading {}

    record Present(Stored stored) implements Reading {}

    /** Never there, or over. */
    record Absent() implements Reading {}

    /** There, but not for this ticket's key. */
    record NotForThisTicket() implements Reading {}

    void create(Ticket ticket, Stored stored) {
        writeContent(ticket, stored);
        String name = anchorName(ticket.sessionId());
        byte[] sealed = sealing.sealWith(ticket.key(), Json.write(stored.anchor()), name);
        state.put(Space.SESSION, name, sealed, stored.anchor().ends());
    }

    void writeContent(Ticket ticket, Stored stored) {
        String name = contentName(ticket.sessionId());
        byte[] sealed = sealing.sealWith(ticket.key(), Json.write(stored.content()), name);
        state.put(Space.SESSION, name, sealed, stored.idleEnds(idle));
    }

    Reading read(Ticket ticket) {
        String anchorName = anchorName(ticket.sessionId());
        String contentName = contentName(ticket.sessionId());
        Optional<byte[]> anchor = state.get(Space.SESSION, anchorName);
        Optional<byte[]> content = state.get(Space.SESSION, contentName);
        if (anchor.isEmpty() || content.isEmpty()) {
            return new Absent();
        }
        Optional<byte[]> openAnchor = sealing.openWith(ticket.key(), anchor.get(), anchorName);
        Optional<byte[]> openContent = sealing.openWith(ticket.key(), content.get(), contentName);
        if (openAnchor.isEmpty() || openContent.isEmpty()) {
            return new NotForThisTicket();
        }
        Optional<Stored.Anchor> fixed = Json.read(openAnchor.get(), Stored.Anchor.class);
        Optional<Stored.Content> changing = Json.read(openContent.get(), Stored.Content.class);
        return fixed.isEmpty() || changing.isEmpty()
                ? new Absent()
                : new Present(new Stored(fixed.get(), changing.get()));
    }

    void delete(String sessionId) {
        state.delete(Space.SESSION, anchorName(sessionId));
        state.delete(Space.SESSION, contentName(sessionId));
    }

    private static String anchorName(String sessionId) {
        return sessionId;
    }

    private static String contentName(String sessionId) {
        return sessionId + ".content";
    }
}
