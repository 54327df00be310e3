package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.ArmList;
import dev.gatehouse.operate.arm.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Storage accounts with their containers: the card {@code storage}. */
final class StorageAccounts {
    static final String TYPE = "Microsoft.Storage/storageAccounts";

    private static final String CONTAINERS = "/blobServices/default/containers";
    private static final Resources RESOURCES = new Resources(TYPE, "2025-08-01");

    private final Degradations degradations;

    StorageAccounts(Degradations degradations) {
        this.degradations = degradations;
    }

    static Map<String, Object> empty(String name) {
        return account(name, "", "", null, null, null, null);
    }

    Asked<Sight> look(Round round, CardQuery query) {
        Target target = query.target();
        Map<String, SideBySide.Question<ArmList>> containers = new LinkedHashMap<>();
        query.names().forEach(name -> containers.put(name, containers(round, target, name)));
        return RESOURCES
                .read(round, target, query.names())
                .map(
                        found -> {
                            found.forEach(
                                    each ->
                                            containers.computeIfAbsent(
                                                    each.name(),
                                                    name -> containers(round, target, name)));
                            return sight(found, containers, query);
                        });
    }

    private static SideBySide.Question<ArmList> containers(
            Round round, Target target, String name) {
        return round.list(RESOURCES.one(target, name, CONTAINERS));
    }

    private Sight sight(
            List<Resources.Found> found,
            Map<String, SideBySide.Question<ArmList>> containers,
            CardQuery query) {
        List<Map<String, Object>> items = new ArrayList<>();
        List<Degradation> reasons = new ArrayList<>();
        for (Resources.Found each : found) {
            Target one = query.target().resource(TYPE, each.name());
            var question = containers.get(each.name());
            if (question != null
                    && each.resource() instanceof Asked.Answered<JsonNode>(var json, _, _)) {
                Map<String, Object> item = account(json);
                addContainers(item, question.answer(), one, reasons);
                items.add(item);
            } else {
                Map<String, Object> item = empty(each.name());
                degradations
                        .of(each.resource(), one)
                        .ifPresent(
                                why -> {
                                    item.putAll(why.json());
                                    reasons.add(why);
                                });
                items.add(item);
            }
        }
        return new Sight(
                query.names().size() == 1 ? items.getFirst() : Fields.of("items", items), reasons);
    }

    private void addContainers(
            Map<String, Object> item,
            Asked<ArmList> answer,
            Target target,
            List<Degradation> reasons) {
        if (answer instanceof Asked.Answered<ArmList>(ArmList list, _, _)) {
            List<Map<String, Object>> containers = new ArrayList<>();
            for (JsonNode container : list.items()) {
                Map<String, Object> fields = Fields.of("name", Fields.text(container, "name"));
                fields.put(
                        "public_access",
                        container.path("properties").path("publicAccess").asText("None"));
                containers.add(fields);
            }
            item.put("containers", containers);
        } else if (!hasNoBlobs(answer)) {
            degradations
                    .of(answer, target)
                    .ifPresent(
                            why -> {
                                item.putAll(why.json("containers_"));
                                reasons.add(why);
                            });
        }
    }

    /** Accounts for files alone have no containers, which is no failure. */
    private static boolean hasNoBlobs(Asked<ArmList> answer) {
        return answer instanceof Asked.Failed<ArmList>(ArmFault fault, _, _)
                && fault.code().equals("FeatureNotSupportedForAccount");
    }

    private static Map<String, Object> account(JsonNode json) {
        JsonNode properties = json.path("properties");
        return account(
                Fields.text(json, "name"),
                Fields.text(json, "id"),
                Fields.text(json, "location"),
                Fields.textOrNull(json.path("sku"), "name"),
                Fields.textOrNull(json, "kind"),
                Fields.textOrNull(properties, "publicNetworkAccess"),
                properties.path("isHnsEnabled").asBoolean());
    }

    private static Map<String, Object> account(
            String name,
            String id,
            String region,
            @Nullable String sku,
            @Nullable String kind,
            @Nullable String network,
            @Nullable Boolean hierarchical) {
        Map<String, @Nullable Object> account = new LinkedHashMap<>();
        account.put("name", name);
        account.put("id", id);
        account.put("region", region);
        account.put("sku", sku);
        account.put("kind", kind);
        account.put("public_network_access", network);
        account.put("is_hns_enabled", hierarchical);
        account.put("containers", List.of());
        return account;
    }
}
