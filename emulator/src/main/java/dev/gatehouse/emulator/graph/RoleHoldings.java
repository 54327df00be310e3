package dev.gatehouse.emulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.AppRole;
import dev.gatehouse.emulator.world.AppRoleAssignment;
import dev.gatehouse.emulator.world.Group;
import dev.gatehouse.emulator.world.ManagedIdentity;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.ServicePrincipal;
import dev.gatehouse.emulator.world.World;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code appRoleAssignedTo} of a resource and {@code appRoleAssignments} of a principal. */
final class RoleHoldings {
    private static final String WRITE = "AppRoleAssignment.ReadWrite.All";
    private static final UUID DEFAULT_ACCESS = new UUID(0, 0);
    private static final String TYPE = "appRoleAssignments";

    private record Principal(UUID id, UUID tenant, String name, String type) {}

    Response ofResource(GraphCall call, ServicePrincipal resource) {
        return answer(
                call,
                call.world().appRoles().stream()
                        .filter(one -> one.resource().equals(resource.clientId()))
                        .filter(
                                one ->
                                        principal(call.world(), one.principal())
                                                .filter(p -> p.tenant().equals(call.tenant()))
                                                .isPresent())
                        .toList());
    }

    Response ofPrincipal(GraphCall call, UUID principal) {
        return answer(
                call,
                call.world().appRoles().stream()
                        .filter(one -> one.principal().equals(principal))
                        .toList());
    }

    private static Response answer(GraphCall call, List<AppRoleAssignment> present) {
        boolean one = call.path().rest().size() == 2;
        if (!call.is("GET")) {
            call.writes(WRITE);
        }
        if (call.is("POST") && !one) {
            return assign(call);
        }
        if (!one) {
            return call.list(TYPE, present.stream().map(each -> json(call, each)).toList());
        }
        String id = call.path().rest().get(1);
        AppRoleAssignment found =
                present.stream()
                        .filter(each -> id(each).equals(id))
                        .findFirst()
                        .orElseThrow(() -> Denied.missing(id));
        return switch (call.request().method()) {
            case "GET" -> call.one(200, TYPE, json(call, found));
            case "DELETE" -> {
                call.world().remove(found);
                yield Response.empty(204);
            }
            default -> throw call.nothing();
        };
    }

    private static Response assign(GraphCall call) {
        JsonNode body = call.object();
        UUID principal = ApplicationPatch.id("principalId", body.path("principalId"));
        UUID resourceId = ApplicationPatch.id("resourceId", body.path("resourceId"));
        UUID roleId = ApplicationPatch.id("appRoleId", body.path("appRoleId"));
        World world = call.world();
        Principal who =
                principal(world, principal)
                        .filter(one -> one.tenant().equals(call.tenant()))
                        .orElseThrow(() -> Denied.missing(principal.toString()));
        AppRegistration resource =
                world.servicePrincipal(resourceId)
                        .filter(one -> one.tenant().equals(call.tenant()))
                        .flatMap(one -> world.app(one.clientId()))
                        .orElseThrow(() -> Denied.missing(resourceId.toString()));
        String member = who.type().equals("ServicePrincipal") ? "Application" : "User";
        Optional<AppRole> role =
                resource.appRoles().stream()
                        .filter(one -> one.id().equals(roleId) && one.enabled())
                        .filter(one -> one.members().contains(member))
                        .findFirst();
        boolean plain = roleId.equals(DEFAULT_ACCESS) && resource.appRoles().isEmpty();
        if (role.isEmpty() && !plain) {
            throw Denied.bad(
                    "Permission being assigned was not found on application '"
                            + resource.clientId()
                            + "'.");
        }
        AppRoleAssignment wanted =
                new AppRoleAssignment(
                        principal, resource.clientId(), role.map(AppRole::value).orElse(""));
        if (world.appRoles().contains(wanted)) {
            throw new Denied(
                    400,
                    "Request_BadRequest",
                    "Permission being assigned already exists on the object");
        }
        world.add(wanted);
        return call.one(201, TYPE, json(call, wanted));
    }

    private static Map<String, Object> json(GraphCall call, AppRoleAssignment one) {
        World world = call.world();
        Optional<AppRegistration> app = world.app(one.resource());
        Optional<Principal> principal = principal(world, one.principal());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id(one));
        json.put(
                "appRoleId",
                app.map(AppRegistration::appRoles).orElse(List.of()).stream()
                        .filter(role -> role.value().equals(one.role()))
                        .findFirst()
                        .map(AppRole::id)
                        .orElse(DEFAULT_ACCESS)
                        .toString());
        json.put("principalId", one.principal().toString());
        json.put("principalDisplayName", principal.map(Principal::name).orElse(""));
        json.put("principalType", principal.map(Principal::type).orElse(""));
        json.put("resourceDisplayName", app.map(AppRegistration::name).orElse(""));
        json.put(
                "resourceId",
                world.servicePrincipal(one.resource(), call.tenant())
                        .map(service -> service.id().toString())
                        .orElse(""));
        return json;
    }

    private static String id(AppRoleAssignment one) {
        return UUID.nameUUIDFromBytes(one.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Optional<Principal> principal(World world, UUID id) {
        Optional<Person> person = world.person(id);
        Optional<Group> group = world.group(id);
        Optional<ManagedIdentity> identity = world.managedIdentity(id);
        return person.map(one -> new Principal(id, one.tenant(), one.displayName(), "User"))
                .or(() -> group.map(one -> new Principal(id, one.tenant(), one.name(), "Group")))
                .or(
                        () ->
                                identity.map(
                                        one ->
                                                new Principal(
                                                        id,
                                                        one.tenant(),
                                                        one.name(),
                                                        "ServicePrincipal")))
                .or(
                        () ->
                                world.servicePrincipal(id)
                                        .map(
                                                one ->
                                                        new Principal(
                                                                id,
                                                                one.tenant(),
                                                                one.name(),
                                                                "ServicePrincipal")));
    }
}
