package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.World;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is signed in at the emulator in which browser: one person a browser, in an HttpOnly cookie.
 */
final class BrowserSessions {
    private static final String COOKIE = "emulator_session";
    private static final int MOST = 5_000;

    private final World world;
    private final Secrets secrets = new Secrets();
    private final Bounded<Session> sessions = new Bounded<>(MOST);

    BrowserSessions(World world) {
        this.world = world;
    }

    /**
     * A sign-in of a browser.
     *
     * @param id {@code sid} of tokens; not the cookie's value
     */
    record Session(UUID person, String id, boolean mfa) {}

    /** A session and its person, who still exists. */
    record SignedIn(Person person, String id, boolean mfa) {}

    Optional<SignedIn> find(Request request) {
        return request.cookie(COOKIE)
                .flatMap(sessions::get)
                .flatMap(
                        session ->
                                world.person(session.person())
                                        .map(
                                                person ->
                                                        new SignedIn(
                                                                person,
                                                                session.id(),
                                                                session.mfa())));
    }

    /** Begins a session under a new cookie value; what the browser had before ends. */
    Begun begin(Request request, Person person, boolean mfa) {
        end(request);
        String cookie = secrets.name();
        Session session = new Session(person.id(), UUID.randomUUID().toString(), mfa);
        sessions.put(cookie, session);
        return new Begun(
                new SignedIn(person, session.id(), mfa),
                COOKIE + "=" + cookie + "; Path=/; HttpOnly; SameSite=Lax");
    }

    void end(Request request) {
        request.cookie(COOKIE).ifPresent(sessions::remove);
    }

    /** The answer that makes the browser forget the cookie. */
    static Response forget(Response response) {
        return response.with("Set-Cookie", COOKIE + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }

    /** A new session and the cookie that carries it. */
    record Begun(SignedIn session, String cookie) {}
}
