package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads Azure's JSON and begins ours. */
final class Fields {
    private static final int GROUP = 4;

    private Fields() {}

    /** A map that keeps its order and may grow. */
    static Map<String, Object> of(String name, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(name, value);
        return fields;
    }

    static String text(JsonNode json, String name) {
        return json.path(name).asText("");
    }

    static @Nullable String textOrNull(JsonNode json, String name) {
        String text = text(json, name);
        return text.isEmpty() ? null : text;
    }

    /** {@code id}, {@code name}, {@code resource_group} and {@code location} of a resource. */
    static Map<String, Object> resource(JsonNode json) {
        String id = text(json, "id");
        String[] segments = id.split("/", -1);
        Map<String, Object> fields = of("id", id);
        fields.put("name", text(json, "name"));
        fields.put("resource_group", segments.length > GROUP ? segments[GROUP] : "");
        fields.put("location", text(json, "location"));
        return fields;
    }
}
