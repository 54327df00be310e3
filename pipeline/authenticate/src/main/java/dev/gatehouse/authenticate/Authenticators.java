package dev.gatehouse.authenticate;

import dev.gatehouse.authenticate.sessions.Lookup;
import dev.gatehouse.authenticate.sessions.Session;
import dev.gatehouse.authenticate.sessions.Sessions;
import dev.gatehouse.authenticate.tokens.TokenFault;
import dev.gatehouse.authenticate.tokens.TokenValidator;
import dev.gatehouse.authenticate.tokens.Validation;
import dev.gatehouse.authenticate.tokens.VerifiedToken;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.time.Instant;
import java.util.Optional;

/** Reads the credentials of a request. A bearer token wins over a cookie, and a bad one loses. */
public final class Authenticators {
    private static final String BEARER = "Bearer";
    private static final Refusal MISSING =
            Refusal.of(RefusalCode.AUTHENTICATION_REQUIRED, "missing bearer token");

    private final TokenValidator validator;
    private final Sessions sessions;

    public Authenticators(TokenValidator validator, Sessions sessions) {
        this.validator = validator;
        this.sessions = sessions;
    }

    /**
     * Who calls.
     *
     * @param authorization the {@code Authorization} header; other schemes than Bearer are not ours
     *     and count as absent
     * @param ticket the session cookie's value; looked at only if there is no bearer token
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if it takes Entra to tell, and Entra
     *     cannot be reached
     */
    public Authentication authenticate(Optional<String> authorization, Optional<String> ticket) {
        Optional<String> bearer = authorization.flatMap(Authenticators::bearer);
        if (bearer.isPresent()) {
            return byToken(bearer.get());
        }
        return ticket.map(this::bySession).orElseGet(() -> new Authentication.Anonymous(MISSING));
    }

    private Authentication byToken(String token) {
        if (token.isEmpty()) {
            return new Authentication.Rejected(MISSING, Via.BEARER, Optional.empty());
        }
        return switch (validator.validate(token)) {
            case Validation.Valid(VerifiedToken verified) ->
                    new Authentication.Authenticated(
                            verified.principal(),
                            Optional.of(verified.assertion()),
                            verified.expiresAt(),
                            Via.BEARER,
                            Optional.empty());
            case Validation.Invalid(Refusal why, TokenFault fault) ->
                    new Authentication.Rejected(why, Via.BEARER, Optional.of(fault));
        };
    }

    private Authentication bySession(String ticket) {
        return switch (sessions.find(ticket)) {
            case Lookup.Found(Session session) ->
                    new Authentication.Authenticated(
                            session.principal(),
                            Optional.of(session.assertion()),
                            earliestEnd(session),
                            Via.SESSION,
                            Optional.of(session.id()));
            case Lookup.Ended(Refusal why) ->
                    new Authentication.Rejected(why, Via.SESSION, Optional.empty());
            case Lookup.Unknown() -> new Authentication.Anonymous(MISSING);
        };
    }

    private static Instant earliestEnd(Session session) {
        Instant end = session.idleEndsAt(); // never after the absolute end
        return session.tokenExpiresAt().isBefore(end) ? session.tokenExpiresAt() : end;
    }

    /** What follows the scheme's name, in any letter case (RFC 9110 section 11.1). */
    private static Optional<String> bearer(String header) {
        String text = header.strip();
        boolean scheme =
                text.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        && (text.length() == BEARER.length()
                                || text.charAt(BEARER.length()) == ' ');
        return scheme ? Optional.of(text.substring(BEARER.length()).strip()) : Optional.empty();
    }
}
