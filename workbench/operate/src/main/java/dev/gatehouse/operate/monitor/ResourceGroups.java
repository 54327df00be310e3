package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.operate.arm.ArmList;
import dev.gatehouse.operate.arm.ArmPath;
import dev.gatehouse.operate.arm.Asked;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The resource groups of a subscription, by name. */
final class ResourceGroups {
    private static final String API_VERSION = "2025-04-01";
    private static final Comparator<JsonNode> BY_NAME =
            Comparator.comparing(
                    group -> Fields.text(group, "name"), String.CASE_INSENSITIVE_ORDER);

    private ResourceGroups() {}

    static Map<String, Object> empty() {
        return Fields.of("resource_groups", List.of());
    }

    static Asked<Sight> look(Round round, CardQuery query) {
        ArmPath path = ArmPath.of(query.target().scope() + "/resourcegroups", API_VERSION);
        return round.list(path).answer().map(ResourceGroups::sight);
    }

    private static Sight sight(ArmList list) {
        List<Map<String, Object>> groups =
                list.items().stream().sorted(BY_NAME).map(ResourceGroups::group).toList();
        Map<String, Object> body = Fields.of("resource_groups", groups);
        if (list.more()) {
            body.put("truncated", true);
        }
        return new Sight(body, List.of());
    }

    private static Map<String, Object> group(JsonNode json) {
        Map<String, Object> group = Fields.of("id", Fields.text(json, "id"));
        group.put("name", Fields.text(json, "name"));
        group.put("location", Fields.text(json, "location"));
        group.put("provisioning_state", Fields.text(json.path("properties"), "provisioningState"));
        return group;
    }
}
