package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The roles that administrators give to people. Roles that are there keep ids and wording. */
final class AppRoles implements Part {
    @Override
    public String name() {
        return "app roles";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        ArrayNode roles = Fields.arrayIn(current.app(), "appRoles");
        var lines = new ArrayList<Line>();
        for (RoleWanted role : wanted.roles()) {
            compare(wanted, role, roles, lines);
        }
        var body = Fields.object();
        body.set("appRoles", roles);
        boolean changes = lines.stream().anyMatch(Line::changes);
        return new Difference(
                lines, changes ? List.of(Write.toApplication(current, body)) : List.of());
    }

    private static void compare(Wanted wanted, RoleWanted role, ArrayNode roles, List<Line> lines) {
        Optional<ObjectNode> found =
                Fields.objects(roles)
                        .filter(it -> role.isMetBy(it.path("value").asText("")))
                        .findFirst();
        if (found.isEmpty()) {
            roles.add(made(wanted, role));
            lines.add(Line.add("app role " + role.value()));
            return;
        }
        String value = found.get().path("value").asText();
        if (found.get().path("isEnabled").asBoolean(true)) {
            lines.add(Line.keep("app role " + value));
            return;
        }
        found.get().put("isEnabled", true);
        lines.add(Line.change("app role " + value + ": enable"));
    }

    /** As it is made. */
    static ObjectNode made(Wanted wanted, RoleWanted role) {
        ObjectNode node =
                Fields.object()
                        .put("id", wanted.idOf("role", role.value()).toString())
                        .put("value", role.value())
                        .put("displayName", role.value())
                        .put("description", role.description())
                        .put("isEnabled", true);
        ArrayNode members = node.putArray("allowedMemberTypes").add("User");
        if (role.programs()) {
            members.add("Application");
        }
        return node;
    }
}
