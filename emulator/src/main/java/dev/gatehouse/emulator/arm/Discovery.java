package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Subscription;
import dev.gatehouse.emulator.world.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tenants, subscriptions and locations. Lists show what the caller may see, and never refuse. */
final class Discovery {
    private static final String READ = "Microsoft.Resources/subscriptions/read";

    private final int pageSize;

    Discovery(int pageSize) {
        this.pageSize = pageSize;
    }

    Response tenants(ArmCall call) {
        return Response.json(
                200,
                Map.of(
                        "value",
                        call.world().tenant(call.caller().tenant()).stream()
                                .map(Discovery::json)
                                .toList()));
    }

    Response subscriptions(ArmCall call) {
        return Paging.page(
                call.request(),
                call.world().subscriptions().stream()
                        .filter(each -> each.tenant().equals(call.caller().tenant()))
                        .filter(each -> visible(call, each))
                        .map(Discovery::json)
                        .toList(),
                pageSize);
    }

    Response subscription(ArmCall call, Subscription subscription) {
        if (visible(call, subscription)) {
            return Response.json(200, json(subscription));
        }
        return call.refusal(READ, new Scope(subscription.scope())).orElseThrow();
    }

    Response locations(ArmCall call, Subscription subscription) {
        if (!visible(call, subscription)) {
            return call.refusal(
                            "Microsoft.Resources/subscriptions/locations/read",
                            new Scope(subscription.scope()))
                    .orElseThrow();
        }
        return Response.json(
                200,
                Map.of(
                        "value",
                        Locations.ALL.stream().map(each -> location(subscription, each)).toList()));
    }

    /** A subscription shows to who may read it, and to who has any role inside of it. */
    private static boolean visible(ArmCall call, Subscription subscription) {
        Scope scope = new Scope(subscription.scope());
        return call.may(READ, scope)
                || call.state().grants(call.caller().tenant()).stream()
                        .filter(grant -> call.principals().contains(grant.principalId()))
                        .anyMatch(grant -> scope.contains(grant.scope()));
    }

    private static Map<String, Object> json(Tenant tenant) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", "/tenants/" + tenant.id());
        json.put("tenantId", tenant.id().toString());
        json.put("displayName", tenant.name());
        json.put("defaultDomain", tenant.domain());
        json.put("domains", tenant.domains());
        json.put("tenantCategory", "Home");
        json.put("tenantType", "AAD");
        return json;
    }

    private static Map<String, Object> json(Subscription subscription) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", subscription.scope());
        json.put("authorizationSource", "RoleBased");
        json.put("managedByTenants", List.of());
        json.put("subscriptionId", subscription.id().toString());
        json.put("tenantId", subscription.tenant().toString());
        json.put("displayName", subscription.name());
        json.put("state", "Enabled");
        json.put(
                "subscriptionPolicies",
                Map.of(
                        "locationPlacementId", "Public_2014-09-01",
                        "quotaId", "PayAsYouGo_2014-09-01",
                        "spendingLimit", "Off"));
        return json;
    }

    private static Map<String, Object> location(Subscription subscription, List<String> location) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", subscription.scope() + "/locations/" + location.get(0));
        json.put("name", location.get(0));
        json.put("type", "Region");
        json.put("displayName", location.get(1));
        json.put("regionalDisplayName", "(" + location.get(2) + ") " + location.get(1));
        json.put("metadata", Map.of("regionType", "Physical", "regionCategory", "Recommended"));
        return json;
    }
}
