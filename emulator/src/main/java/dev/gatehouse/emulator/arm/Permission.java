package dev.gatehouse.emulator.arm;

import java.util.List;

/**
 * What a role grants, or a deny assignment takes away: control-plane actions and data actions, each
 * with its exceptions. The two planes never mix: {@code *} among the actions grants no data action.
 */
public record Permission(
        List<ActionPattern> actions,
        List<ActionPattern> notActions,
        List<ActionPattern> dataActions,
        List<ActionPattern> notDataActions) {
    public Permission {
        actions = List.copyOf(actions);
        notActions = List.copyOf(notActions);
        dataActions = List.copyOf(dataActions);
        notDataActions = List.copyOf(notDataActions);
    }

    /** A permission from plain text, control plane only. */
    public static Permission of(List<String> actions, List<String> notActions) {
        return of(actions, notActions, List.of(), List.of());
    }

    /** A permission from plain text. */
    public static Permission of(
            List<String> actions,
            List<String> notActions,
            List<String> dataActions,
            List<String> notDataActions) {
        return new Permission(
                patterns(actions),
                patterns(notActions),
                patterns(dataActions),
                patterns(notDataActions));
    }

    /** Whether the operation is among the actions and not among the exceptions of its plane. */
    public boolean covers(Operation operation) {
        return switch (operation) {
            case Operation.Control(String action) ->
                    any(actions, action) && !any(notActions, action);
            case Operation.Data(String action) ->
                    any(dataActions, action) && !any(notDataActions, action);
        };
    }

    private static boolean any(List<ActionPattern> patterns, String action) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(action));
    }

    private static List<ActionPattern> patterns(List<String> texts) {
        return texts.stream().map(ActionPattern::new).toList();
    }
}
