package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is amiss with the subscription itself, as the API's diagnostics tell it. */
final class SubscriptionTrouble {
    /** What a card says where its whole subscription is hidden. */
    private static final Set<String> LIKE_HIDDEN =
            Set.of("forbidden", "not_found", "subscription_not_found");

    private SubscriptionTrouble() {}

    /** Whether a card's reason may be that its subscription is hidden. */
    static boolean mayBeBehind(JsonNode card) {
        return LIKE_HIDDEN.contains(Shown.text(card, "degraded_reason"));
    }

    /**
     * The reasons, in the fields of a degraded answer; none if nothing is amiss.
     *
     * @param subscription the chosen one, if one is
     */
    static List<JsonNode> of(Api api, Optional<String> subscription) {
        var query = new Query("/api/diagnostics");
        return api.get(subscription.map(id -> query.with("subscription_id", id)).orElse(query))
                .path("reasons")
                .valueStream()
                .filter(reason -> Shown.text(reason, "source").equals("subscription"))
                .map(SubscriptionTrouble::degraded)
                .toList();
    }

    private static JsonNode degraded(JsonNode reason) {
        ObjectNode degraded = JsonNodeFactory.instance.objectNode().put("degraded", true);
        reason.properties()
                .forEach(
                        field ->
                                degraded.set(
                                        "degraded_"
                                                + (field.getKey().equals("code")
                                                        ? "reason"
                                                        : field.getKey()),
                                        field.getValue()));
        return degraded;
    }
}
