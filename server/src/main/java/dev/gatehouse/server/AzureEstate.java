package dev.gatehouse.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.act.credentials.Fallback;
import dev.gatehouse.authenticate.Authentication.Authenticated;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.monitor.ArmFault;
import dev.gatehouse.operate.monitor.Caller;
import dev.gatehouse.operate.monitor.Discovered;
import dev.gatehouse.operate.monitor.Discovery;
import dev.gatehouse.operate.monitor.Subscriptions;
import dev.gatehouse.operate.monitor.Tenants;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.ApiDoors;
import dev.gatehouse.server.http.Call;
import dev.gatehouse.server.http.ErrorAnswers;
import java.util.function.BiConsumer;

/** What the workbench's discovery found, as answers of the API. */
final class AzureEstate implements ApiDoors.Estate {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Discovery discovery;
    private final ErrorAnswers errors;
    private final Fallback fallback;

    AzureEstate(Discovery discovery, ErrorAnswers errors, DownstreamMode mode) {
        this.discovery = discovery;
        this.errors = errors;
        this.fallback =
                mode == DownstreamMode.OBO_WITH_FALLBACK ? Fallback.ALLOWED : Fallback.FORBIDDEN;
    }

    @Override
    public Answer tenants(Call call, Authenticated caller) {
        return answer(call, discovery.tenants(callerOf(caller)), AzureEstate::write);
    }

    @Override
    public Answer subscriptions(Call call, Authenticated caller) {
        return answer(call, discovery.subscriptions(callerOf(caller)), AzureEstate::write);
    }

    private Caller callerOf(Authenticated caller) {
        return new Caller(caller.principal(), caller.assertion(), fallback);
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

    private <T> Answer answer(Call call, Discovered<T> found, BiConsumer<T, ObjectNode> writer) {
        return switch (found) {
            case Discovered.Listed<T>(T value, DownstreamIdentity used, String why) -> {
                ObjectNode body = JSON.createObjectNode();
                writer.accept(value, body);
                Answer answer = Answer.json(200, body.toString()).actedAs(used, why);
                yield used == DownstreamIdentity.PLATFORM
                        ? answer.with("X-Downstream-Identity", used.wire())
                        : answer;
            }
            case Discovered.Refused<T>(Refusal why, String reason) ->
                    errors.of(why, call.requestId()).actedAs(DownstreamIdentity.NONE, reason);
            case Discovered.Unauthorized<T>(ArmFault fault) ->
                    azureRefused(call, "Azure does not accept the token", fault);
            case Discovered.Forbidden<T>(ArmFault fault) ->
                    azureRefused(call, "Azure denies the identity used", fault);
            case Discovered.NotFound<T>(ArmFault fault) ->
                    azureRefused(call, "Azure does not know what was asked for", fault);
        };
    }

    private Answer azureRefused(Call call, String what, ArmFault fault) {
        return errors.of(
                Refusal.of(RefusalCode.UPSTREAM_UNAVAILABLE, what + ".")
                        .with("azure_code", fault.code()),
                call.requestId());
    }
}
