package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.FormCodec;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.World;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code /{tenant}/oauth2/v2.0/logout}: ends the browser's session, then goes to a registered
 * {@code post_logout_redirect_uri}. See OpenID Connect RP-Initiated Logout.
 */
final class Logout implements Handler {
    private final World world;
    private final BrowserSessions sessions;

    Logout(World world, BrowserSessions sessions) {
        this.world = world;
        this.sessions = sessions;
    }

    @Override
    public Response handle(Request request) {
        sessions.end(request);
        Map<String, String> fields = new LinkedHashMap<>(request.query());
        fields.putAll(request.form());
        String target = fields.getOrDefault("post_logout_redirect_uri", "");
        boolean registered =
                world.apps().stream().anyMatch(app -> Redirects.registered(app, target));
        if (!registered) {
            return BrowserSessions.forget(
                    Html.page(200, "You signed out", "<p>You may close this page.</p>"));
        }
        String state = fields.getOrDefault("state", "");
        String query =
                state.isEmpty()
                        ? ""
                        : (target.contains("?") ? "&" : "?")
                                + FormCodec.encode(Map.of("state", state));
        return BrowserSessions.forget(Response.redirect(URI.create(target + query)));
    }
}
