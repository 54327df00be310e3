package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * {@code Microsoft.CognitiveServices/accounts} and {@code Microsoft.App/sessionPools}: list, read,
 * deployments and keys.
 */
final class WorkloadApi {
    /** The one model deployment that every OpenAI account has. */
    static final String DEPLOYMENT = "gpt-4.1";

    private static final Set<String> TYPES =
            Set.of(lower(Workloads.ACCOUNTS), lower(Workloads.POOLS));

    /**
     * Answers what concerns these two types; empty for all else.
     *
     * @param path the whole path, of a subscription
     */
    Optional<Response> answer(ArmCall call, Subscription subscription, List<String> path) {
        boolean grouped = path.size() > 4 && lower(path.get(2)).equals("resourcegroups");
        int at = grouped ? 4 : 2;
        if (path.size() < at + 3 || !lower(path.get(at)).equals("providers")) {
            return Optional.empty();
        }
        String type = path.get(at + 1) + "/" + path.get(at + 2);
        if (!TYPES.contains(lower(type))) {
            return Optional.empty();
        }
        if (grouped && ResourceGroups.find(call, subscription.id(), path.get(3)).isEmpty()) {
            return Optional.of(ArmError.groupNotFound(path.get(3)));
        }
        List<String> rest = path.subList(at + 3, path.size());
        if (rest.isEmpty()) {
            Scope within = new Scope(String.join("/", path.subList(0, at)));
            return Optional.of(call.is("GET") ? list(call, type, within) : ArmError.notFound());
        }
        if (!grouped || rest.size() == 1) {
            return Optional.empty();
        }
        return Optional.of(below(call, path.subList(0, at + 4), rest));
    }

    private static Response list(ArmCall call, String type, Scope within) {
        List<Resource> readable =
                call.state().resources(within).stream()
                        .filter(each -> each.type().equalsIgnoreCase(type))
                        .filter(each -> call.may(each.type() + "/read", each.id()))
                        .toList();
        Optional<Response> refusal =
                readable.isEmpty()
                        ? call.refusal(spelled(type) + "/read", within)
                        : Optional.empty();
        return refusal.orElseGet(
                () ->
                        Response.json(
                                200,
                                Map.of("value", readable.stream().map(Resource::json).toList())));
    }

    private static Response below(ArmCall call, List<String> path, List<String> rest) {
        Scope id = new Scope(String.join("/", path));
        Optional<Resource> found = call.state().resource(id);
        String child = lower(rest.get(1));
        boolean account = found.filter(one -> one.type().equals(Workloads.ACCOUNTS)).isPresent();
        String action =
                switch (call.request().method() + " " + child) {
                    case "POST listkeys" -> Workloads.ACCOUNTS + "/listKeys/action";
                    case "GET deployments" -> Workloads.ACCOUNTS + "/deployments/read";
                    default -> "";
                };
        if (action.isEmpty() || rest.size() > 3) {
            return ArmError.notFound();
        }
        Optional<Response> refusal = call.refusal(action, id);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!account) {
            return ArmError.resourceNotFound(
                    String.join("/", path.subList(5, path.size())), path.get(3));
        }
        if (child.equals("listkeys")) {
            return call.log(action, id, Response.json(200, keys(found.get())));
        }
        Map<String, Object> deployment = deployment(id);
        if (rest.size() == 2) {
            return Response.json(200, Map.of("value", List.of(deployment)));
        }
        return rest.get(2).equalsIgnoreCase(DEPLOYMENT)
                ? Response.json(200, deployment)
                : ArmError.resourceNotFound(
                        Workloads.ACCOUNTS + "/" + rest.getFirst() + "/deployments/" + rest.get(2),
                        path.get(3));
    }

    /** The two keys of an account; always the same for the same account. */
    static Map<String, String> keys(Resource account) {
        return Map.of("key1", key(account, 1), "key2", key(account, 2));
    }

    private static String key(Resource account, int number) {
        String seed = account.id().key() + "/key" + number;
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    private static Map<String, Object> deployment(Scope account) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", account.id() + "/deployments/" + DEPLOYMENT);
        json.put("type", Workloads.ACCOUNTS + "/deployments");
        json.put("name", DEPLOYMENT);
        json.put("sku", Map.of("name", "Standard", "capacity", 10));
        json.put(
                "properties",
                Map.of(
                        "model",
                        Map.of("format", "OpenAI", "name", "gpt-4.1", "version", "2025-04-14"),
                        "provisioningState",
                        "Succeeded"));
        return json;
    }

    private static String spelled(String type) {
        return lower(type).equals(lower(Workloads.ACCOUNTS)) ? Workloads.ACCOUNTS : Workloads.POOLS;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
