package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code /providers/Microsoft.Management/managementGroups}: list and read. */
final class ManagementGroups {
    private static final String TYPE = "Microsoft.Management/managementGroups";

    /** The groups that the caller may read; an empty list for who may read none. */
    Response list(ArmCall call) {
        return Response.json(
                200,
                Map.of(
                        "value",
                        own(call).stream()
                                .filter(group -> call.may(TYPE + "/read", group.scope()))
                                .map(group -> json(group, false))
                                .toList()));
    }

    Response one(ArmCall call, String name) {
        Scope scope = Scope.managementGroup(name);
        Optional<Response> refusal = call.refusal(TYPE + "/read", scope);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<ManagementGroup> found = find(call, name);
        if (found.isEmpty()) {
            return missing(name);
        }
        Map<String, Object> json = json(found.get(), true);
        boolean expanded =
                call.request()
                        .query("$expand")
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .filter("children"::equals)
                        .isPresent();
        if (expanded) {
            Map<String, Object> properties = new LinkedHashMap<>(properties(found.get(), true));
            properties.put("children", children(call, found.get()));
            json.put("properties", properties);
        }
        return Response.json(200, json);
    }

    static Optional<ManagementGroup> find(ArmCall call, String name) {
        return own(call).stream().filter(group -> group.name().equalsIgnoreCase(name)).findFirst();
    }

    static Response missing(String name) {
        return ArmError.of(404, "NotFound", "'/providers/" + TYPE + "/" + name + "' not found");
    }

    private static List<ManagementGroup> own(ArmCall call) {
        return call.state().managementGroups().stream()
                .filter(group -> group.tenant().equals(call.caller().tenant()))
                .toList();
    }

    private static List<Map<String, Object>> children(ArmCall call, ManagementGroup group) {
        List<Map<String, Object>> children = new ArrayList<>();
        for (ManagementGroup each : own(call)) {
            if (each.above().stream().findFirst().filter(group.name()::equals).isPresent()) {
                children.add(child(each.scope().id(), TYPE, each.name(), each.displayName()));
            }
        }
        for (Subscription each : call.world().subscriptions()) {
            List<Scope> above = call.state().above(each.id().toString());
            if (!above.isEmpty() && above.getFirst().same(group.scope())) {
                children.add(
                        child(each.scope(), "/subscriptions", each.id().toString(), each.name()));
            }
        }
        return children;
    }

    private static Map<String, Object> child(String id, String type, String name, String display) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("type", type);
        json.put("name", name);
        json.put("displayName", display);
        return json;
    }

    private static Map<String, Object> json(ManagementGroup group, boolean details) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", group.scope().id());
        json.put("type", TYPE);
        json.put("name", group.name());
        json.put("properties", properties(group, details));
        return json;
    }

    private static Map<String, Object> properties(ManagementGroup group, boolean details) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("tenantId", group.tenant().toString());
        properties.put("displayName", group.displayName());
        if (details && !group.above().isEmpty()) {
            String parent = group.above().getFirst();
            properties.put(
                    "details",
                    Map.of(
                            "version",
                            1,
                            "parent",
                            Map.of("id", Scope.managementGroup(parent).id(), "name", parent)));
        }
        return properties;
    }
}
