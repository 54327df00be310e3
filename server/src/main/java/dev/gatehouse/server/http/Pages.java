package dev.gatehouse.server.http;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Gatehouse's own pages and what they load. Values are escaped by the template engine; no page
 * holds script or style of its own, and the content security policy forbids both.
 */
public final class Pages {
    private final Template signIn;
    private final byte[] home;
    private final String policy;

    /**
     * @param signInOrigin where browsers are sent to sign in, so that a form may lead there
     */
    public Pages(URI signInOrigin) {
        this.signIn = Mustache.compiler().defaultValue("").compile(text("pages/sign-in.html"));
        this.home = bytes("pages/home.html");
        this.policy =
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                        + " connect-src 'self'; form-action 'self' "
                        + signInOrigin.getScheme()
                        + "://"
                        + signInOrigin.getAuthority()
                        + "; frame-ancestors 'none'; base-uri 'none'";
    }

    /** The sign-in page; a missing value is left out. */
    public Answer signIn(int status, Map<String, String> values) {
        return guarded(Answer.html(status, signIn.execute(values)));
    }

    /** The landing page. */
    public Answer home() {
        return guarded(
                Answer.of(200, "text/html; charset=utf-8", home).with("Cache-Control", "no-store"));
    }

    /** A style sheet, script or picture; the set is fixed. */
    public static FrontDoor asset(String name, String contentType) {
        Answer answer =
                Answer.of(200, contentType, bytes("assets/" + name))
                        .with("Cache-Control", "public, max-age=300");
        return _ -> answer;
    }

    private Answer guarded(Answer page) {
        return page.with("Content-Security-Policy", policy)
                .with("Referrer-Policy", "same-origin")
                .with("X-Frame-Options", "DENY")
                .with("Cross-Origin-Opener-Policy", "same-origin")
                .with("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the build: " + name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
