package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The delegated permissions that consent pages list: {@code requiredResourceAccess}. */
final class PermissionsAsked implements Part {
    @Override
    public String name() {
        return "delegated permissions";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        ArrayNode all = Fields.arrayIn(current.app(), "requiredResourceAccess");
        var lines = new ArrayList<Line>();
        for (Permission permission : current.permissions()) {
            lines.add(Line.of(asked(all, permission), "permission " + permission.label()));
        }
        var body = Fields.object();
        body.set("requiredResourceAccess", all);
        boolean changes = lines.stream().anyMatch(Line::changes);
        return new Difference(
                lines, changes ? List.of(Write.toApplication(current, body)) : List.of());
    }

    /** Whether it is there; afterwards it is. */
    private static boolean asked(ArrayNode all, Permission permission) {
        ObjectNode api =
                Fields.with(all, "resourceAppId", permission.appId())
                        .orElseGet(() -> all.addObject().put("resourceAppId", permission.appId()));
        ArrayNode access = Fields.arrayIn(api, "resourceAccess");
        if (Fields.with(access, "id", permission.id()).isPresent()) {
            return true;
        }
        access.addObject().put("id", permission.id()).put("type", "Scope");
        api.set("resourceAccess", access);
        return false;
    }
}
