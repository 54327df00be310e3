package dev.gatehouse.operate.rights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What one role allows, or one deny assignment forbids.
 *
 * @param notActions subtracted from {@code actions} of this role alone, never from another's
 */
record RolePermission(List<ActionPattern> actions, List<ActionPattern> notActions) {
    RolePermission {
        actions = List.copyOf(actions);
        notActions = List.copyOf(notActions);
    }

    /** From Azure's {@code {actions, notActions, …}}; data actions are another matter. */
    static RolePermission of(JsonNode json) {
        return new RolePermission(
                patterns(json.path("actions")), patterns(json.path("notActions")));
    }

    /** Each of Azure's {@code permissions}. */
    static List<RolePermission> each(JsonNode permissions) {
        return StreamSupport.stream(permissions.spliterator(), false)
                .map(RolePermission::of)
                .toList();
    }

    static RolePermission of(List<String> actions, List<String> notActions) {
        return new RolePermission(
                actions.stream().map(ActionPattern::new).toList(),
                notActions.stream().map(ActionPattern::new).toList());
    }

    boolean covers(String action) {
        return actions.stream().anyMatch(pattern -> pattern.matches(action))
                && notActions.stream().noneMatch(pattern -> pattern.matches(action));
    }

    private static List<ActionPattern> patterns(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(text -> new ActionPattern(text.asText("")))
                .toList();
    }
}
