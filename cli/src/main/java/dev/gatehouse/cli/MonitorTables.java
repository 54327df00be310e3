package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** Cards as rows. A card that could not be read shows its label where its state would be. */
final class MonitorTables {
    private MonitorTables() {}

    static String title(MonitorCommand.Kind kind) {
        return switch (kind) {
            case aks -> "Clusters";
            case storage -> "Storage accounts";
            case acr -> "Registries";
        };
    }

    static Table of(MonitorCommand.Kind kind, List<JsonNode> items) {
        return switch (kind) {
            case aks -> clusters(items);
            case storage -> accounts(items);
            case acr -> registries(items);
        };
    }

    private static Table clusters(List<JsonNode> items) {
        var table = new Table("NAME", "POWER", "STATE", "VERSION", "REGION", "NODE POOLS");
        for (JsonNode item : items) {
            String pools =
                    item.path("node_pools")
                            .valueStream()
                            .map(
                                    pool ->
                                            Shown.of(pool, "name")
                                                    + " "
                                                    + Shown.of(pool, "count")
                                                    + "×"
                                                    + Shown.of(pool, "vm_size"))
                            .collect(Collectors.joining(", "));
            table.row(
                    Shown.of(item, "name"),
                    Shown.of(item, "power_state"),
                    Shown.of(item, "provisioning_state"),
                    Shown.of(item, "kubernetes_version"),
                    Shown.of(item, "location"),
                    pools.isEmpty() ? "-" : pools);
        }
        return table;
    }

    private static Table accounts(List<JsonNode> items) {
        var table =
                new Table("NAME", "SKU", "KIND", "REGION", "HNS", "PUBLIC NETWORK", "CONTAINERS");
        for (JsonNode item : items) {
            table.row(
                    Shown.of(item, "name"),
                    state(item, "sku"),
                    Shown.of(item, "kind"),
                    Shown.of(item, "region"),
                    Shown.yesNo(item, "is_hns_enabled"),
                    Shown.of(item, "public_network_access"),
                    part(item, "containers_", names(item.path("containers"))));
        }
        return table;
    }

    private static Table registries(List<JsonNode> items) {
        var table = new Table("NAME", "SKU", "LOGIN SERVER", "IMAGES", "MISSING");
        for (JsonNode item : items) {
            table.row(
                    Shown.of(item, "name"),
                    state(item, "sku"),
                    Shown.of(item, "login_server"),
                    part(item, "images_", images(item.path("actual_tags"))),
                    images(item.path("missing_tags")));
        }
        return table;
    }

    private static String state(JsonNode item, String field) {
        return item.path("degraded").asBoolean(false)
                ? "[" + Shown.of(item, "degraded_label") + "]"
                : Shown.of(item, field);
    }

    /** What was read of a part, and the label of what is wrong with it. */
    private static String part(JsonNode item, String part, String read) {
        if (!item.path(part + "degraded").asBoolean(false)) {
            return read;
        }
        String label = "[" + Shown.of(item, part + "degraded_label") + "]";
        return read.equals("-") ? label : read + " " + label;
    }

    private static String names(JsonNode list) {
        String text =
                list.valueStream()
                        .map(each -> Shown.of(each, "name"))
                        .collect(Collectors.joining(" "));
        return text.isEmpty() ? "-" : text;
    }

    private static String images(JsonNode tags) {
        String text =
                tags.properties().stream()
                        .map(
                                each ->
                                        each.getKey()
                                                + ":"
                                                + each.getValue()
                                                        .valueStream()
                                                        .map(JsonNode::asText)
                                                        .collect(Collectors.joining(",")))
                        .collect(Collectors.joining(" "));
        return text.isEmpty() ? "-" : text;
    }
}
