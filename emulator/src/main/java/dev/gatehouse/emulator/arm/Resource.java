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
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id.id());
        json.put("name", name());
        json.put("type", type);
        json.put("location", location);
        json.putAll(more);
        return json;
    }
}
