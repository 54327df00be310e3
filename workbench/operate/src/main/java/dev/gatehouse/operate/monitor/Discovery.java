package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmList;
import dev.gatehouse.operate.arm.ArmPath;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.KeptAnswers;
import dev.gatehouse.operate.monitor.Subscriptions.Subscription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * The caller's tenant and subscriptions, as Azure Resource Manager shows them to the identity that
 * asks. Good answers are kept for five minutes, for the caller and the identity that got them
 * alone.
 */
public final class Discovery {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final String API_VERSION = "2022-12-01";

    private final Arm arm;
    private final KeptAnswers<String, Tenants> tenants;
    private final KeptAnswers<String, Subscriptions> subscriptions;

    public Discovery(Arm arm, InstantSource clock) {
        this.arm = arm;
        this.tenants = new KeptAnswers<>(KEPT, clock);
        this.subscriptions = new KeptAnswers<>(KEPT, clock);
    }

    /** The caller's tenant with its name; its id where Azure does not tell the name. */
    public Asked<Tenants> tenants(Identity who) {
        String id = who.caller().tenant().toString();
        return discover(who, "/tenants", tenants, list -> tenant(id, list.items()));
    }

    /** The enabled subscriptions; none is an answer, not an error. */
    public Asked<Subscriptions> subscriptions(Identity who) {
        return discover(who, "/subscriptions", subscriptions, Discovery::subscriptionsOf);
    }

    private <T> Asked<T> discover(
            Identity who, String path, KeptAnswers<String, T> kept, Function<ArmList, T> reading) {
        return switch (arm.authorize(who)) {
            case Authorization.Refused(var why, var reason) -> new Asked.Refused<>(why, reason);
            case Granted granted ->
                    kept.get(
                            who.caller(),
                            granted,
                            path,
                            false,
                            () ->
                                    arm.list(who, granted, ArmPath.of(path, API_VERSION))
                                            .map(reading));
        };
    }

    private static Tenants tenant(String id, List<JsonNode> items) {
        String name =
                items.stream()
                        .filter(item -> item.path("tenantId").asText("").equalsIgnoreCase(id))
                        .map(item -> item.path("displayName").asText(""))
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse(id);
        return new Tenants(id, name);
    }

    private static Subscriptions subscriptionsOf(ArmList list) {
        List<Subscription> found =
                list.items().stream()
                        .map(
                                item ->
                                        new Subscription(
                                                item.path("subscriptionId").asText(""),
                                                item.path("displayName").asText(""),
                                                item.path("tenantId").asText(""),
                                                item.path("state").asText("")))
                        .toList();
        return Subscriptions.of(found, list.more());
    }
}
