package dev.gatehouse.emulator.arm;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A resource in a resource group.
 *
 * @param id its full ARM id
 * @param type for example {@code Microsoft.Storage/storageAccounts}
 * @param more what its JSON has besides id, name, type and location: {@code properties}, {@code
 *     sku}, {@code tags}
 */
public record Resource(Scope id, String type, String location, Map<String, Object> more) {
    public Resource {
        more = Map.copyOf(more);
        String tail = ("/providers/" + type + "/").toLowerCase(Locale.ROOT);
        if (!id.key().contains(tail)) {
            throw new IllegalArgumentException("the id is not of the type " + type);
        }
    }

    /** The last segment of its id. */
    public String name() {
        return id.id().substring(id.id().lastIndexOf('/') + 1);
    }

    /** The resource as ARM shows it. */
    public Map<String, Object> json() {
        Map<String, Object> json = summary();
        json.putAll(more);
        return json;
    }

    /** The resource as lists over all types show it: without its properties. */
    Map<String, Object> summary() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id.id());
        json.put("name", name());
        json.put("type", type);
        json.put("location", location);
        more.forEach(
                (name, value) -> {
                    if (!name.equals("properties")) {
                        json.put(name, value);
                    }
                });
        return json;
    }

    /** Its {@code properties}; empty if it has none. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (more.get("properties") instanceof Map<?, ?> own) {
            own.forEach((name, value) -> properties.put(String.valueOf(name), value));
        }
        return properties;
    }

    /** The text of one of its properties; empty if it has none of that name. */
    public String property(String name) {
        Object value = properties().get(name);
        return value instanceof String text ? text : "";
    }

    /** The name of its resource group. */
    public String group() {
        return id.id().split("/")[4];
    }

    /** A copy with some properties set anew. */
    public Resource with(Map<String, ?> changes) {
        Map<String, Object> properties = properties();
        properties.putAll(changes);
        return and("properties", properties);
    }

    /** A copy with one member of its JSON set anew, for example {@code tags}. */
    public Resource and(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(more);
        changed.put(name, value);
        return new Resource(id, type, location, changed);
    }
}
