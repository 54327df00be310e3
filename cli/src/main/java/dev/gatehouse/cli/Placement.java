package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where in Azure: a subscription and a resource group. */
final class Placement {
    @Option(
            names = {"-s", "--subscription"},
            paramLabel = "ID|NAME",
            description =
                    "The subscription (default: AZURE_SUBSCRIPTION_ID, else the only one you see).")
    private @Nullable String subscription;

    @Option(
            names = {"-g", "--resource-group"},
            paramLabel = "NAME",
            description = "The resource group (default: AZURE_RESOURCE_GROUP).")
    private @Nullable String group;

    /**
     * The subscription's id.
     *
     * @throws CommandFailed if none is named and not exactly one is visible, or the name is unknown
     */
    String subscription(Api api, Map<String, String> environment) {
        Optional<String> named = chosen(subscription, environment, "AZURE_SUBSCRIPTION_ID");
        if (named.filter(text -> text.matches("[0-9a-fA-F-]{36}")).isPresent()) {
            return named.get();
        }
        List<JsonNode> seen =
                api.get(new Query("/api/subscriptions"))
                        .path("subscriptions")
                        .valueStream()
                        .toList();
        List<JsonNode> fitting =
                seen.stream()
                        .filter(
                                each ->
                                        named.map(
                                                        name ->
                                                                each.path("displayName")
                                                                        .asText()
                                                                        .equalsIgnoreCase(name))
                                                .orElse(true))
                        .toList();
        if (fitting.size() == 1) {
            return fitting.getFirst().path("subscriptionId").asText();
        }
        throw new CommandFailed(
                ExitCode.USAGE, seen.isEmpty() ? nothingSeen(api) : choose(named, seen));
    }

    /**
     * @throws CommandFailed if none is named
     */
    String group(Map<String, String> environment) {
        return chosen(group, environment, "AZURE_RESOURCE_GROUP")
                .orElseThrow(
                        () ->
                                new CommandFailed(
                                        ExitCode.USAGE,
                                        "Name the resource group with -g, or in"
                                                + " AZURE_RESOURCE_GROUP."));
    }

    private static Optional<String> chosen(
            @Nullable String given, Map<String, String> environment, String variable) {
        return Optional.ofNullable(given)
                .or(() -> Optional.ofNullable(environment.get(variable)))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static String nothingSeen(Api api) {
        var told = new StringBuilder("You see no subscription; name one with -s.");
        for (JsonNode each : SubscriptionTrouble.of(api, Optional.empty())) {
            told.append(System.lineSeparator())
                    .append(Shown.of(each, "degraded_label"))
                    .append(" (")
                    .append(Shown.of(each, "degraded_reason"))
                    .append("): ")
                    .append(Shown.text(each, "degraded_remedy"));
        }
        return told.toString();
    }

    private static String choose(Optional<String> named, List<JsonNode> seen) {
        String list =
                seen.stream()
                        .map(
                                each ->
                                        "  "
                                                + Shown.text(each, "subscriptionId")
                                                + "  "
                                                + Shown.text(each, "displayName"))
                        .collect(Collectors.joining(System.lineSeparator()));
        return (named.isPresent()
                        ? "No subscription of that name is visible to you."
                        : "Several subscriptions are visible to you: name one with -s.")
                + System.lineSeparator()
                + list;
    }
}
