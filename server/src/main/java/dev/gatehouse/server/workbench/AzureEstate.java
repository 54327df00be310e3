package dev.gatehouse.server.workbench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.authenticate.Authentication.Authenticated;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.monitor.Discovery;
import dev.gatehouse.operate.monitor.Subscriptions;
import dev.gatehouse.operate.monitor.Tenants;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.ApiDoors;
import dev.gatehouse.server.http.Call;
import dev.gatehouse.server.http.ErrorAnswers;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What the workbench's discovery found, as answers of the API. */
public final class AzureEstate implements ApiDoors.Estate {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Discovery discovery;
    private final ErrorAnswers errors;
    private final Function<Authenticated, Identity> identities;

    /**
     * @param identities as whom Azure is asked for a caller
     */
    public AzureEstate(
            Discovery discovery,
            ErrorAnswers errors,
            Function<Authenticated, Identity> identities) {
        this.discovery = discovery;
        this.errors = errors;
        this.identities = identities;
    }

    @Override
    public Answer tenants(Call call, Authenticated caller) {
        return answer(call, discovery.tenants(identities.apply(caller)), AzureEstate::write);
    }

    @Override
    public Answer subscriptions(Call call, Authenticated caller) {
        return answer(call, discovery.subscriptions(identities.apply(caller)), AzureEstate::write);
    }

    private static void write(Tenants tenants, ObjectNode body) {
        body.putArray("tenants")
                .addObject()
                .put("id", tenants.id())
                .put("name", tenants.name())
                .put("authenticated", true);
        body.put("defaultTenantId", tenants.id());
    }

    private static void write(Subscriptions subscriptions, ObjectNode body) {
        var list = body.putArray("subscriptions");
        for (Subscriptions.Subscription each : subscriptions.list()) {
            list.addObject()
                    .put("subscriptionId", each.subscriptionId())
                    .put("displayName", each.displayName())
                    .put("tenantId", each.tenantId())
                    .put("state", each.state());
        }
        if (subscriptions.truncated()) {
            body.put("subscriptions_error", "subscriptions_truncated");
        }
    }

    private <T> Answer answer(Call call, Asked<T> found, BiConsumer<T, ObjectNode> writer) {
        return switch (found) {
            case Asked.Answered<T>(T value, DownstreamIdentity used, String why) -> {
                ObjectNode body = JSON.createObjectNode();
                writer.accept(value, body);
                yield Answer.json(200, body.toString()).actedAs(used, why);
            }
            case Asked.Refused<T>(Refusal why, String reason) ->
                    errors.of(why, call.requestId()).actedAs(DownstreamIdentity.NONE, reason);
            case Asked.Failed<T>(ArmFault fault, DownstreamIdentity used, String reason) ->
                    errors.of(refusal(fault), call.requestId()).actedAs(used, reason);
        };
    }

    private static Refusal refusal(ArmFault fault) {
        Refusal refusal =
                switch (fault.status()) {
                    case 401 -> unavailable("Azure does not accept the token.");
                    case 403 -> unavailable("Azure denies the identity used.");
                    case 404 -> unavailable("Azure does not know what was asked for.");
                    case 429 ->
                            Refusal.of(
                                    RefusalCode.RATE_LIMITED,
                                    "Azure Resource Manager throttles requests.");
                    default ->
                            unavailable(
                                    "Azure Resource Manager answered with status "
                                            + fault.status()
                                            + ".");
                };
        Refusal coded = fault.code().isEmpty() ? refusal : refusal.with("azure_code", fault.code());
        return fault.retryAfter()
                .map(wait -> coded.with("retry_after", Long.toString(wait.toSeconds())))
                .orElse(coded);
    }

    private static Refusal unavailable(String detail) {
        return Refusal.of(RefusalCode.UPSTREAM_UNAVAILABLE, detail);
    }
}
