package dev.gatehouse.operate.rights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * A role held at a scope.
 *
 * @param scope as Azure writes it
 * @param role the role definition's GUID, in lower case
 */
record RoleAssignment(String scope, String role) {
    RoleAssignment {
        role = role.toLowerCase(Locale.ROOT);
    }

    static RoleAssignment of(JsonNode json) {
        JsonNode properties = json.path("properties");
        String definition = properties.path("roleDefinitionId").asText("");
        return new RoleAssignment(
                properties.path("scope").asText(""),
                definition.substring(definition.lastIndexOf('/') + 1));
    }
}
