package dev.gatehouse.emulator.arm;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A role assignment as ARM shows it. */
final class RoleAssignmentJson {
    private static final Instant SEEDED = Instant.parse("2026-01-01T00:00:00Z");

    private RoleAssignmentJson() {}

    static Map<String, Object> of(Grant grant, ArmState state) {
        Optional<ArmState.Authorship> author = state.authorship(UUID.fromString(grant.name()));
        String at = author.map(ArmState.Authorship::at).orElse(SEEDED).toString();
        String by = author.map(ArmState.Authorship::by).map(UUID::toString).orElse("");
        String prefix = grant.scope().same(Scope.ROOT) ? "" : grant.scope().id();
        String roles =
                grant.scope().subscription().map(id -> Scope.subscription(id).id()).orElse("");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(
                "roleDefinitionId",
                roles + "/providers/Microsoft.Authorization/roleDefinitions/" + grant.roleId());
        properties.put("principalId", grant.principalId());
        properties.put("principalType", grant.principalType());
        properties.put("scope", grant.scope().id());
        properties.put("createdOn", at);
        properties.put("updatedOn", at);
        properties.put("createdBy", by);
        properties.put("updatedBy", by);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("properties", properties);
        json.put(
                "id",
                prefix + "/providers/Microsoft.Authorization/roleAssignments/" + grant.name());
        json.put("type", "Microsoft.Authorization/roleAssignments");
        json.put("name", grant.name());
        return json;
    }
}
