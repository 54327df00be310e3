package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.authenticate.tokens.FakeKeys;
import dev.gatehouse.authenticate.tokens.Tenants;
import dev.gatehouse.authenticate.tokens.TokenConfig;
import dev.gatehouse.authenticate.tokens.TokenValidator;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.testkit.InMemoryState;
import dev.gatehouse.testkit.TestClock;
import dev.gatehouse.testkit.TestSealing;
import dev.gatehouse.testkit.TestTokens;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/** All that sign-in needs, with fakes, and a person at a browser. */
public final class Desk {
    public final TestClock clock = TestClock.standing();
    final FakeEntra entra = new FakeEntra();
    final InMemoryState state = new InMemoryState(clock);
    final TestSealing sealing = new TestSealing();
    public final TokenValidator validator =
            new TokenValidator(
                    new FakeKeys(),
                    TokenConfig.of(TestTokens.GATEHOUSE, Tenants.only(TestTokens.CONTOSO)),
                    clock);
    public final Sessions sessions = replica();
    Optional<GrantRefusal> unproven = Optional.empty();
    final SignIn signIn =
            signIn(
                    SignInConfig.of(
                            URI.create("https://gate.example/auth/callback"), TestTokens.CONTOSO));

    /** Another process on the same store. */
    Sessions replica() {
        return new Sessions(
                SessionConfig.DEFAULT, entra, validator, state, sealing, new SecureRandom(), clock);
    }

    SignIn signIn(SignInConfig config) {
        return new SignIn(
                config,
                entra,
                validator,
                (principal, assertion) -> unproven,
                sessions,
                state,
                sealing,
                new SecureRandom(),
                clock);
    }

    Started.Redirect start() {
        return redirect(
                signIn.start(new StartRequest(Optional.empty(), false, "/home", Optional.empty())));
    }

    Callback finish(Started.Redirect started) {
        return finish(started, Map.of("state", stateOf(started), "code", "code"));
    }

    Callback finish(Started.Redirect started, Map<String, String> parameters) {
        return signIn.finish(
                new CallbackRequest(
                        parameters, Optional.of(started.stateCookieValue()), Optional.empty()));
    }

    /** A ticket of Ada's new session. */
    public String signedIn() {
        return signedIn(finish(start())).ticket();
    }

    static Callback.SignedIn signedIn(Callback callback) {
        if (callback instanceof Callback.SignedIn done) {
            return done;
        }
        throw new AssertionError(callback.toString());
    }

    static Callback.Failed failed(Callback callback) {
        if (callback instanceof Callback.Failed failed) {
            return failed;
        }
        throw new AssertionError(callback.toString());
    }

    static Started.Redirect redirect(Started started) {
        if (started instanceof Started.Redirect redirect) {
            return redirect;
        }
        throw new AssertionError(started.toString());
    }

    static String stateOf(Started.Redirect started) {
        String query = started.location().getQuery();
        return query.substring("state=".length());
    }
}
