package dev.gatehouse.emulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.entra.Uuids;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.ServicePrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** {@code /servicePrincipals} of the caller's tenant, managed identities among them. */
final class ServicePrincipals {
    private static final String TYPE = "servicePrincipals";

    private final RoleHoldings roles = new RoleHoldings();
    private final PermissionGrants grants = new PermissionGrants();

    synchronized Response handle(GraphCall call) {
        boolean below = !call.path().rest().isEmpty();
        if (call.is("GET")) {
            call.reads();
        } else if (!below) {
            call.writes(Applications.WRITE);
        }
        if (call.path().key().isEmpty()) {
            return switch (call.request().method()) {
                case "GET" -> list(call);
                case "POST" -> create(call);
                default -> throw call.nothing();
            };
        }
        if (!below && call.is("GET")) {
            return call.one(200, TYPE, json(call));
        }
        UUID id = UUID.fromString(String.valueOf(json(call).get("id")));
        if (below) {
            return switch (call.path().action()) {
                case "approleassignedto" ->
                        roles.ofResource(
                                call, call.world().servicePrincipal(id).orElseThrow(call::nothing));
                case "approleassignments" -> roles.ofPrincipal(call, id);
                case "oauth2permissiongrants" -> grants.ofClient(call, id);
                default -> throw call.nothing();
            };
        }
        ServicePrincipal principal =
                call.world().servicePrincipal(id).orElseThrow(GraphCall::insufficient);
        return switch (call.request().method()) {
            case "PATCH" -> {
                call.world().add(changed(principal, call.object()));
                yield Response.empty(204);
            }
            case "DELETE" -> {
                call.world().remove(principal);
                yield Response.empty(204);
            }
            default -> throw call.nothing();
        };
    }

    private static List<Map<String, Object>> all(GraphCall call) {
        return Stream.concat(
                        call.world().servicePrincipals(call.tenant()).stream()
                                .map(
                                        one ->
                                                ServicePrincipalJson.of(
                                                        one, call.world().app(one.clientId()))),
                        call.world().managedIdentities().stream()
                                .filter(one -> one.tenant().equals(call.tenant()))
                                .map(ServicePrincipalJson::of))
                .toList();
    }

    private static Response list(GraphCall call) {
        return call.list(TYPE, all(call));
    }

    private static Map<String, Object> json(GraphCall call) {
        String key = call.path().key().orElse("");
        String property = call.path().byAppId() ? "appId" : "id";
        return all(call).stream()
                .filter(one -> String.valueOf(one.get(property)).equalsIgnoreCase(key))
                .findFirst()
                .orElseThrow(() -> Denied.missing(key));
    }

    private static Response create(GraphCall call) {
        UUID appId =
                Uuids.parse(call.object().path("appId").asText(""))
                        .orElseThrow(() -> Denied.value("appId"));
        Optional<AppRegistration> app =
                call.world()
                        .app(appId)
                        .filter(one -> one.multiTenant() || one.tenant().equals(call.tenant()));
        if (app.isEmpty()) {
            throw new Denied(
                    400,
                    "NoBackingApplicationObject",
                    "The appId '"
                            + appId
                            + "' of the service principal does not reference a valid application"
                            + " object.");
        }
        if (call.world().servicePrincipal(appId, call.tenant()).isPresent()) {
            throw new Denied(
                    409,
                    "Request_MultipleObjectsWithSameKeyValue",
                    "The service principal cannot be created, updated, or restored because the"
                            + " service principal name "
                            + appId
                            + " is already in use.");
        }
        ServicePrincipal principal =
                changed(
                        new ServicePrincipal(
                                ServicePrincipal.idOf(appId, call.tenant()),
                                appId,
                                call.tenant(),
                                app.get().name()),
                        call.object());
        call.world().add(principal);
        return call.one(201, TYPE, ServicePrincipalJson.of(principal, app));
    }

    private static ServicePrincipal changed(ServicePrincipal before, JsonNode changes) {
        boolean enabled = before.enabled();
        boolean required = before.assignmentRequired();
        List<String> tags = before.tags();
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            JsonNode value = change.getValue();
            switch (change.getKey()) {
                case "accountEnabled" -> enabled = value.asBoolean(true);
                case "appRoleAssignmentRequired" -> required = value.asBoolean(false);
                case "tags" -> {
                    List<String> named = new ArrayList<>();
                    ApplicationPatch.array("tags", value).forEach(tag -> named.add(tag.asText("")));
                    tags = named;
                }
                case "appId" -> {
                    if (!before.clientId().toString().equalsIgnoreCase(value.asText(""))) {
                        throw Denied.value("appId");
                    }
                }
                default ->
                        throw Denied.bad(
                                "Property '"
                                        + change.getKey()
                                        + "' does not exist or cannot be written here.");
            }
        }
        return new ServicePrincipal(
                before.id(),
                before.clientId(),
                before.tenant(),
                before.name(),
                enabled,
                required,
                tags);
    }
}
