package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.authenticate.tokens.TokenValidator;
import dev.gatehouse.authenticate.tokens.VerifiedToken;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Sealing;
import dev.gatehouse.kernel.ShortLivedState;
import dev.gatehouse.kernel.TenantId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Sessions of signed-in people. The store holds them sealed under a key that only the cookie's
 * ticket has, so that a copy of the store opens nothing. Safe for use by many threads and
 * processes.
 */
public final class Sessions {
    private final SessionConfig config;
    private final SessionVault vault;
    private final Revocations revocations;
    private final SessionRefresh refresh;
    private final SecureRandom random;
    private final InstantSource clock;

    public Sessions(
            SessionConfig config,
            IdentityProvider provider,
            TokenValidator validator,
            ShortLivedState state,
            Sealing sealing,
            SecureRandom random,
            InstantSource clock) {
        this.config = config;
        this.vault = new SessionVault(state, sealing, config.idle());
        this.revocations = new Revocations(state, sealing, config.absolute(), clock);
        this.refresh =
                new SessionRefresh(
                        vault, provider, validator, state, config.refreshBefore(), clock);
        this.random = random;
        this.clock = clock;
    }

    /** A new session with a new ticket. */
    record Opened(String ticket, Session session) {
        @Override
        public String toString() {
            return "Opened[" + session + "]";
        }
    }

    /** Opens a session for a person who just signed in; {@code sid} is Entra's own session. */
    Opened open(VerifiedToken token, Optional<String> refreshToken, Optional<String> sid) {
        Instant now = clock.instant();
        Principal who = token.principal();
        var anchor =
                new Stored.Anchor(
                        who.tenant().toString(),
                        who.object().toString(),
                        now.toString(),
                        now.plus(config.absolute()).toString());
        var stored = new Stored(anchor, Stored.Content.of(token, refreshToken, now));
        Ticket ticket = Ticket.random(random);
        vault.create(ticket, stored);
        sid.ifPresent(id -> revocations.remember(id, ticket.sessionId(), anchor.ends()));
        return new Opened(ticket.text(), session(ticket, stored));
    }

    /**
     * The session of a cookie's ticket; counts as use, and renews the access token when it is about
     * to end.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if the access token is over and
     *     Entra cannot be asked for another
     */
    public Lookup find(String ticket) {
        return Ticket.parse(ticket).map(this::find).orElseGet(Lookup.Unknown::new);
    }

    private Lookup find(Ticket ticket) {
        return switch (vault.read(ticket)) {
            case SessionVault.NotForThisTicket() -> new Lookup.Unknown();
            case SessionVault.Absent() -> ended(Optional.empty());
            case SessionVault.Present(Stored stored) -> {
                if (isOver(stored)) {
                    vault.delete(ticket.sessionId());
                    yield ended(Optional.empty());
                }
                yield switch (refresh.refreshed(ticket, stored)) {
                    case SessionRefresh.Over(Optional<ClaimsChallenge> challenge) ->
                            ended(challenge);
                    case SessionRefresh.Kept(Stored kept) ->
                            new Lookup.Found(session(ticket, used(ticket, kept)));
                };
            }
        };
    }

    /**
     * Ends the session of a ticket.
     *
     * @return the session that was, so that what was obtained for it can be forgotten too; empty if
     *     there was none
     */
    public Optional<Session> end(String ticket) {
        Optional<Ticket> parsed = Ticket.parse(ticket);
        if (parsed.isPresent()
                && vault.read(parsed.get()) instanceof SessionVault.Present(Stored stored)) {
            vault.delete(parsed.get().sessionId());
            return Optional.of(session(parsed.get(), stored));
        }
        return Optional.empty();
    }

    /** Ends all sessions that the person has now, on every replica. */
    public void endAll(TenantId tenant, ObjectId object) {
        revocations.revoke(tenant, object);
    }

    /**
     * Ends what was opened under Entra's session {@code sid} (OpenID Connect Front-Channel Logout
     * 1.0 section 2).
     *
     * @return the ids of the sessions that were ended
     */
    public List<String> endBySid(String sid) {
        List<String> sessions = revocations.takeSessionsOf(sid);
        sessions.forEach(vault::delete);
        return sessions;
    }

    private boolean isOver(Stored stored) {
        return !clock.instant().isBefore(stored.idleEnds(config.idle()))
                || revocations.cover(stored.anchor());
    }

    /** Writes the use down, unless that was done within the last minute or is being done. */
    private Stored used(Ticket ticket, Stored stored) {
        Instant now = clock.instant();
        if (now.isBefore(stored.content().lastUsed().plus(SessionConfig.USE_STEP))) {
            return stored;
        }
        refresh.ifNobodyElseWrites(
                ticket,
                () -> {
                    if (vault.read(ticket) instanceof SessionVault.Present(Stored current)) {
                        vault.writeContent(ticket, current.with(current.content().usedAt(now)));
                    }
                });
        return stored.with(stored.content().usedAt(now));
    }

    private Session session(Ticket ticket, Stored stored) {
        return stored.session(ticket.sessionId(), config.idle());
    }

    private static Lookup ended(Optional<ClaimsChallenge> challenge) {
        Refusal why = Refusal.of(RefusalCode.SESSION_EXPIRED, "the session is over");
        return new Lookup.Ended(challenge.map(why::with).orElse(why));
    }
}
