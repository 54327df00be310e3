package dev.gatehouse.emulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.DelegatedGrant;
import dev.gatehouse.emulator.world.ServicePrincipal;
import dev.gatehouse.emulator.world.World;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** {@code /oauth2PermissionGrants}: the consents that on-behalf-of is judged by. */
final class PermissionGrants {
    private static final String WRITE = "DelegatedPermissionGrant.ReadWrite.All";
    private static final String TYPE = "oauth2PermissionGrants";

    Response handle(GraphCall call) {
        if (call.is("GET")) {
            call.reads();
        } else {
            call.writes(WRITE);
        }
        if (!call.path().rest().isEmpty()) {
            throw call.nothing();
        }
        if (call.path().key().isEmpty()) {
            return switch (call.request().method()) {
                case "GET" ->
                        call.list(TYPE, grants(call).stream().map(one -> json(call, one)).toList());
                case "POST" -> create(call);
                default -> throw call.nothing();
            };
        }
        String id = call.path().key().get();
        DelegatedGrant found =
                grants(call).stream()
                        .filter(one -> one.id().toString().equalsIgnoreCase(id))
                        .findFirst()
                        .orElseThrow(() -> Denied.missing(id));
        return switch (call.request().method()) {
            case "GET" -> call.one(200, TYPE, json(call, found));
            case "PATCH" -> {
                call.world().add(with(found, scopes(call.object())));
                yield Response.empty(204);
            }
            case "DELETE" -> {
                call.world().remove(found);
                yield Response.empty(204);
            }
            default -> throw call.nothing();
        };
    }

    /** {@code /servicePrincipals/{id}/oauth2PermissionGrants}: those that a client holds. */
    Response ofClient(GraphCall call, UUID client) {
        if (!call.is("GET")) {
            throw call.nothing();
        }
        return call.list(
                TYPE,
                grants(call).stream()
                        .map(one -> json(call, one))
                        .filter(one -> client.toString().equals(one.get("clientId")))
                        .toList());
    }

    private static List<DelegatedGrant> grants(GraphCall call) {
        return call.world().grants().stream()
                .filter(one -> one.tenant().equals(call.tenant()))
                .toList();
    }

    private static Response create(GraphCall call) {
        JsonNode body = call.object();
        ServicePrincipal client = service(call, "clientId", body);
        ServicePrincipal resource = service(call, "resourceId", body);
        Optional<UUID> principal =
                switch (body.path("consentType").asText("")) {
                    case "AllPrincipals" -> Optional.empty();
                    case "Principal" ->
                            Optional.of(
                                    ApplicationPatch.id("principalId", body.path("principalId")));
                    default -> throw Denied.value("consentType");
                };
        if (principal.isPresent()
                && call.world()
                        .person(principal.get())
                        .filter(one -> one.tenant().equals(call.tenant()))
                        .isEmpty()) {
            throw Denied.missing(principal.get().toString());
        }
        DelegatedGrant wanted =
                new DelegatedGrant(
                        UUID.randomUUID(),
                        call.tenant(),
                        client.clientId(),
                        resource.clientId(),
                        principal,
                        scopes(body));
        boolean taken =
                grants(call).stream()
                        .anyMatch(
                                one ->
                                        one.client().equals(wanted.client())
                                                && one.resource().equals(wanted.resource())
                                                && one.principal().equals(wanted.principal()));
        if (taken) {
            throw new Denied(
                    409,
                    "Request_MultipleObjectsWithSameKeyValue",
                    "Permission entry already exists.");
        }
        call.world().add(wanted);
        return call.one(201, TYPE, json(call, wanted));
    }

    private static ServicePrincipal service(GraphCall call, String property, JsonNode body) {
        UUID id = ApplicationPatch.id(property, body.path(property));
        return call.world()
                .servicePrincipal(id)
                .filter(one -> one.tenant().equals(call.tenant()))
                .orElseThrow(() -> Denied.missing(id.toString()));
    }

    private static Set<String> scopes(JsonNode body) {
        if (!body.path("scope").isTextual()) {
            throw Denied.value("scope");
        }
        return Arrays.stream(body.path("scope").asText().trim().split("\\s+"))
                .filter(one -> !one.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static DelegatedGrant with(DelegatedGrant grant, Set<String> scopes) {
        return new DelegatedGrant(
                grant.id(),
                grant.tenant(),
                grant.client(),
                grant.resource(),
                grant.principal(),
                scopes);
    }

    private static Map<String, Object> json(GraphCall call, DelegatedGrant grant) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", grant.id().toString());
        json.put("clientId", object(call.world(), grant.client(), grant.tenant()));
        json.put("consentType", grant.principal().isEmpty() ? "AllPrincipals" : "Principal");
        json.put("principalId", grant.principal().map(UUID::toString).orElse(null));
        json.put("resourceId", object(call.world(), grant.resource(), grant.tenant()));
        json.put("scope", grant.scopes().stream().sorted().collect(Collectors.joining(" ")));
        return json;
    }

    private static String object(World world, UUID client, UUID tenant) {
        return world.servicePrincipal(client, tenant)
                .map(one -> one.id().toString())
                .orElseGet(client::toString);
    }
}
