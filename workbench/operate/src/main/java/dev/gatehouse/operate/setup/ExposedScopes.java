package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Gatehouse's own delegated permissions, which admins and users may consent to, and tokens of
 * version 2. Scopes that are there keep their ids, and foreign ones stay.
 */
final class ExposedScopes implements Part {
    static final int VERSION = 2;

    @Override
    public String name() {
        return "exposed API";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        ObjectNode api = Fields.objectIn(current.app(), "api");
        var lines = new ArrayList<Line>();
        version(api, lines);
        ArrayNode scopes = Fields.arrayIn(api, "oauth2PermissionScopes");
        wanted.scopes().forEach(value -> compare(wanted, value, scopes, lines));
        api.set("oauth2PermissionScopes", scopes);
        var body = Fields.object();
        body.set("api", api);
        boolean changes = lines.stream().anyMatch(Line::changes);
        return new Difference(
                lines, changes ? List.of(Write.toApplication(current, body)) : List.of());
    }

    private static void version(ObjectNode api, List<Line> lines) {
        int found = api.path("requestedAccessTokenVersion").asInt(0);
        String text = "access tokens of version " + VERSION;
        if (found == VERSION) {
            lines.add(Line.keep(text));
            return;
        }
        lines.add(found == 0 ? Line.add(text) : Line.change(text + ", was " + found));
        api.put("requestedAccessTokenVersion", VERSION);
    }

    private static void compare(Wanted wanted, String value, ArrayNode scopes, List<Line> lines) {
        var found = Fields.with(scopes, "value", value);
        String text = "scope " + value + ", which users and admins may consent to";
        if (found.isEmpty()) {
            scopes.add(made(wanted, value));
            lines.add(Line.add(text));
            return;
        }
        ObjectNode there = found.get();
        boolean enabled = there.path("isEnabled").asBoolean(true);
        boolean users = there.path("type").asText("").equals("User");
        if (enabled && users) {
            lines.add(Line.keep(text));
            return;
        }
        there.put("isEnabled", true);
        there.put("type", "User");
        lines.add(Line.change(text + (enabled ? "" : ": enable")));
    }

    /** As it is made. */
    static ObjectNode made(Wanted wanted, String value) {
        return Fields.object()
                .put("id", wanted.idOf("scope", value).toString())
                .put("value", value)
                .put("type", "User")
                .put("isEnabled", true)
                .put("adminConsentDisplayName", Wording.SCOPE_TITLE)
                .put("adminConsentDescription", Wording.SCOPE_FOR_ADMINS)
                .put("userConsentDisplayName", Wording.SCOPE_TITLE)
                .put("userConsentDescription", Wording.SCOPE_FOR_USERS);
    }
}
