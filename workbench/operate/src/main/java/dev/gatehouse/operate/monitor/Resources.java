package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.ArmPath;
import dev.gatehouse.operate.arm.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The resources of one type in one group. One name is asked for itself; several are taken from the
 * group's list, in one call, and asked one by one only where the list is denied: a role may reach a
 * resource and not its group.
 *
 * @param type with its provider
 * @param apiVersion for it
 */
record Resources(String type, String apiVersion) {
    /** A resource that was asked for, and what became of it. */
    record Found(String name, Asked<JsonNode> resource) {}

    ArmPath all(Target target) {
        return ArmPath.of(target.scope() + "/providers/" + type, apiVersion);
    }

    /**
     * @param below what of the resource, for example {@code /blobServices/default/containers}; may
     *     be empty
     */
    ArmPath one(Target target, String name, String below) {
        return ArmPath.of(target.resource(type, name).scope() + below, apiVersion);
    }

    /** Those that {@code names} asks for, in that order; all, by name, if it is empty. */
    Asked<List<Found>> read(Round round, Target target, List<String> names) {
        if (names.size() == 1) {
            String name = names.getFirst();
            Asked<JsonNode> one = round.get(one(target, name, "")).answer();
            return one.map(resource -> List.of(new Found(name, one)));
        }
        var list = round.list(all(target)).answer();
        if (isDenied(list) && !names.isEmpty()) {
            return oneByOne(round, target, names);
        }
        return switch (list) {
            case Asked.Refused<?>(var why, var reason) -> new Asked.Refused<>(why, reason);
            case Asked.Failed<?>(var fault, var used, var reason) ->
                    new Asked.Failed<>(fault, used, reason);
            case Asked.Answered<dev.gatehouse.operate.arm.ArmList>(
                            var value,
                            var used,
                            var reason) -> {
                List<Found> found = new ArrayList<>();
                Map<String, JsonNode> byName = new LinkedHashMap<>();
                value.items().forEach(item -> byName.put(key(item.path("name").asText("")), item));
                List<String> wanted =
                        names.isEmpty()
                                ? byName.values().stream()
                                        .map(item -> item.path("name").asText(""))
                                        .sorted(String.CASE_INSENSITIVE_ORDER)
                                        .toList()
                                : names;
                for (String name : wanted) {
                    JsonNode item = byName.get(key(name));
                    found.add(
                            new Found(
                                    name,
                                    item == null
                                            ? new Asked.Failed<>(missing(), used, reason)
                                            : new Asked.Answered<>(item, used, reason)));
                }
                yield orFailure(found, new Asked.Answered<>(found, used, reason));
            }
        };
    }

    private Asked<List<Found>> oneByOne(Round round, Target target, List<String> names) {
        Map<String, SideBySide.Question<JsonNode>> asked = new LinkedHashMap<>();
        names.forEach(name -> asked.put(name, round.get(one(target, name, ""))));
        List<Found> found = new ArrayList<>();
        asked.forEach((name, question) -> found.add(new Found(name, question.answer())));
        var granted = round.granted();
        return orFailure(found, new Asked.Answered<>(found, granted.used(), granted.reason()));
    }

    /** The first one's failure where not one of them is there. */
    private static Asked<List<Found>> orFailure(List<Found> found, Asked<List<Found>> otherwise) {
        boolean some =
                found.isEmpty()
                        || found.stream()
                                .anyMatch(each -> each.resource() instanceof Asked.Answered<?>);
        return some ? otherwise : found.getFirst().resource().map(_ -> List.of());
    }

    private static boolean isDenied(Asked<?> answer) {
        return answer instanceof Asked.Failed<?>(ArmFault fault, var _, var _)
                && fault.status() == 403;
    }

    private static ArmFault missing() {
        return new ArmFault(
                404, "ResourceNotFound", "The group has no such resource.", Optional.empty());
    }

    private static String key(String name) {
        return name.toLowerCase(java.util.Locale.ROOT);
    }
}
