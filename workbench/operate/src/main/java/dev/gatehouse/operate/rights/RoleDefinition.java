package dev.gatehouse.operate.rights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A role, built in or custom.
 *
 * @param id its GUID, in lower case
 * @param name for people, for example {@code Reader}
 */
record RoleDefinition(String id, String name, List<RolePermission> permissions) {
    RoleDefinition {
        permissions = List.copyOf(permissions);
    }

    static RoleDefinition of(String id, JsonNode json) {
        JsonNode properties = json.path("properties");
        return new RoleDefinition(
                id,
                properties.path("roleName").asText(id),
                RolePermission.each(properties.path("permissions")));
    }
}
