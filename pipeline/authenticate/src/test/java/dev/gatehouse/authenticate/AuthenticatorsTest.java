package dev.gatehouse.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.authenticate.sessions.Desk;
import dev.gatehouse.authenticate.tokens.TokenFault;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.testkit.TestTokens;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticatorsTest {
    private static final Refusal MISSING =
            Refusal.of(RefusalCode.AUTHENTICATION_REQUIRED, "missing bearer token");
    private static final String TOKEN = TestTokens.valid().sign();

    private final Desk desk = new Desk();
    private final Authenticators authenticators = new Authenticators(desk.validator, desk.sessions);

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   ", " Bearer "})
    void acceptsABearerTokenUnderAnySpellingOfTheScheme(String scheme) {
        var caller = authenticated(Optional.of(scheme + TOKEN), Optional.empty());

        assertThat(caller.principal().object()).isEqualTo(TestTokens.ADA);
        assertThat(caller.assertion()).isPresent();
        assertThat(caller.via()).isEqualTo(Via.BEARER);
        assertThat(caller.endsAt()).isEqualTo(TestTokens.NOW.plus(Duration.ofHours(1)));
        assertThat(caller.sessionId()).isEmpty();
    }

    @Test
    void acceptsASession() {
        var caller = authenticated(Optional.empty(), Optional.of(desk.signedIn()));

        assertThat(caller.principal().object()).isEqualTo(TestTokens.ADA);
        assertThat(caller.via()).isEqualTo(Via.SESSION);
        assertThat(caller.endsAt()).isEqualTo(TestTokens.NOW.plus(Duration.ofMinutes(30)));
        assertThat(caller.sessionId()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic dXNlcjpwYXNz", "Bearerx", "Negotiate abc"})
    void knowsNobodyWithoutABearerTokenOrACookie(String header) {
        assertThat(authenticators.authenticate(Optional.of(header), Optional.empty()))
                .isEqualTo(new Authentication.Anonymous(MISSING));
        assertThat(authenticators.authenticate(Optional.empty(), Optional.empty()))
                .isEqualTo(new Authentication.Anonymous(MISSING));
    }

    @Test
    void looksAtTheCookieWhereTheHeaderIsOfAnotherScheme() {
        assertThat(
                        authenticated(
                                        Optional.of("Basic dXNlcjpwYXNz"),
                                        Optional.of(desk.signedIn()))
                                .via())
                .isEqualTo(Via.SESSION);
    }

    @Test
    void refusesAnEmptyBearerToken() {
        assertThat(authenticators.authenticate(Optional.of("Bearer"), Optional.of(desk.signedIn())))
                .isEqualTo(new Authentication.Rejected(MISSING, Via.BEARER, Optional.empty()));
    }

    @Test
    void doesNotRetryABadBearerTokenAsACookie() {
        String bad = TestTokens.valid().audience("other").sign();

        assertThat(
                        authenticators.authenticate(
                                Optional.of("Bearer " + bad), Optional.of(desk.signedIn())))
                .isEqualTo(
                        new Authentication.Rejected(
                                Refusal.of(RefusalCode.INVALID_TOKEN, "invalid token"),
                                Via.BEARER,
                                Optional.of(TokenFault.AUDIENCE)));
    }

    @Test
    void takesTheBearerTokenWhereThereAreBoth() {
        assertThat(
                        authenticated(Optional.of("Bearer " + TOKEN), Optional.of(desk.signedIn()))
                                .via())
                .isEqualTo(Via.BEARER);
    }

    @Test
    void tellsAnEndedSessionFromNone() {
        String ticket = desk.signedIn();
        desk.clock.advance(Duration.ofHours(1));

        assertThat(authenticators.authenticate(Optional.empty(), Optional.of(ticket)))
                .isInstanceOfSatisfying(
                        Authentication.Rejected.class,
                        rejected -> {
                            assertThat(rejected.why().code())
                                    .isEqualTo(RefusalCode.SESSION_EXPIRED);
                            assertThat(rejected.via()).isEqualTo(Via.SESSION);
                        });
        assertThat(authenticators.authenticate(Optional.empty(), Optional.of("rubbish")))
                .isEqualTo(new Authentication.Anonymous(MISSING));
    }

    private Authentication.Authenticated authenticated(
            Optional<String> header, Optional<String> ticket) {
        if (authenticators.authenticate(header, ticket)
                instanceof Authentication.Authenticated caller) {
            return caller;
        }
        throw new AssertionError("not authenticated");
    }
}
