package dev.gatehouse.emulator.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.RoleAssignment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Role assignments: list by scope and principal, read, create, delete. */
final class RoleAssignments {
    private static final String TYPE = "Microsoft.Authorization/roleAssignments";

    /** At the scope, above and beneath it; {@code atScope()} leaves out what is beneath. */
    Response list(ArmCall call, Scope scope) {
        Optional<Response> refusal = call.refusal(TYPE + "/read", scope);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<String> text = call.request().query("$filter");
        Optional<Filter> filter = text.flatMap(Filter::parse);
        if (text.isPresent() && filter.isEmpty()) {
            return ArmError.badRequest("The $filter is not valid.");
        }
        Rbac rbac = call.rbac();
        List<Grant> grants =
                call.state().grants(call.caller().tenant()).stream()
                        .filter(
                                grant ->
                                        rbac.covers(grant.scope(), scope)
                                                || rbac.covers(scope, grant.scope()))
                        .toList();
        for (Filter.Term term : filter.map(Filter::terms).orElse(List.of())) {
            if (term.is("atScope", "call")) {
                grants = grants.stream().filter(g -> rbac.covers(g.scope(), scope)).toList();
            } else if (term.is("principalId", "eq")) {
                grants = of(grants, Set.of(term.value().toLowerCase(java.util.Locale.ROOT)));
            } else if (term.is("assignedTo", "call") && Guids.parse(term.value()).isPresent()) {
                UUID principal = Guids.parse(term.value()).get();
                grants =
                        of(grants, ArmCall.principals(call.world(), principal)).stream()
                                .filter(g -> rbac.covers(g.scope(), scope))
                                .toList();
            } else {
                return ArmError.badRequest(
                        "The $filter may have atScope(), principalId eq and assignedTo('id').");
            }
        }
        return Response.json(
                200,
                Map.of(
                        "value",
                        grants.stream()
                                .map(grant -> RoleAssignmentJson.of(grant, call.state()))
                                .toList()));
    }

    Response one(ArmCall call, Scope scope, String name) {
        String action =
                switch (call.request().method()) {
                    case "GET" -> TYPE + "/read";
                    case "PUT" -> TYPE + "/write";
                    case "DELETE" -> TYPE + "/delete";
                    default -> "";
                };
        if (action.isEmpty()) {
            return ArmError.notFound();
        }
        Optional<Response> refusal = call.refusal(action, scope);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<UUID> id = Guids.parse(name);
        if (id.isEmpty()) {
            return ArmError.of(
                    400,
                    "InvalidRoleAssignmentId",
                    "The role assignment ID '"
                            + name
                            + "' is not valid. The role assignment ID must be a GUID.");
        }
        return switch (call.request().method()) {
            case "PUT" -> call.log(action, scope, put(call, scope, id.get()));
            case "DELETE" -> call.log(action, scope, delete(call, scope, id.get()));
            default ->
                    find(call, scope, id.get())
                            .map(g -> Response.json(200, RoleAssignmentJson.of(g, call.state())))
                            .orElseGet(() -> missing(name));
        };
    }

    private static Response put(ArmCall call, Scope scope, UUID name) {
        JsonNode properties = call.request().json().path("properties");
        Optional<UUID> principal = Guids.parse(properties.path("principalId").asText(""));
        String definition = properties.path("roleDefinitionId").asText("");
        String guid = definition.substring(definition.lastIndexOf('/') + 1);
        if (principal.isEmpty() || guid.isEmpty()) {
            return ArmError.of(
                    400,
                    "InvalidCreateRoleAssignmentRequest",
                    "The request must name a role definition and a principal by its object id.");
        }
        Optional<RoleDefinition> role = BuiltInRoles.find(guid);
        if (role.isEmpty()) {
            return ArmError.of(
                    400,
                    "RoleDefinitionDoesNotExist",
                    "The specified role definition with ID '" + guid + "' does not exist.");
        }
        UUID tenant = call.caller().tenant();
        if (call.state().principalTenant(principal.get()).filter(tenant::equals).isEmpty()) {
            return ArmError.of(
                    400,
                    "PrincipalNotFound",
                    "Principal "
                            + principal.get().toString().replace("-", "")
                            + " does not exist in the directory "
                            + tenant
                            + ".");
        }
        return write(
                call,
                new RoleAssignment(
                        name,
                        scope.id(),
                        principal.get(),
                        type(call, principal.get()),
                        UUID.fromString(role.get().id())));
    }

    private static Response write(ArmCall call, RoleAssignment wanted) {
        Scope scope = new Scope(wanted.scope());
        for (RoleAssignment other : call.world().roleAssignments()) {
            boolean same =
                    scope.same(new Scope(other.scope()))
                            && other.principal().equals(wanted.principal())
                            && other.role().equals(wanted.role());
            if (other.name().equals(wanted.name()) && !same) {
                return ArmError.of(
                        409,
                        "RoleAssignmentUpdateNotPermitted",
                        "Tenant ID, application ID, principal ID, and scope are not allowed to be"
                                + " updated.");
            }
            if (same) {
                return ArmError.of(
                        409, "RoleAssignmentExists", "The role assignment already exists.");
            }
        }
        call.world().add(wanted);
        call.state()
                .written(
                        wanted.name(), new ArmState.Authorship(call.caller().object(), call.now()));
        return Response.json(
                201,
                RoleAssignmentJson.of(
                        find(call, scope, wanted.name()).orElseThrow(), call.state()));
    }

    private static Response delete(ArmCall call, Scope scope, UUID name) {
        Optional<Grant> grant = find(call, scope, name);
        if (grant.isEmpty()) {
            return Response.empty(204);
        }
        Map<String, Object> json = RoleAssignmentJson.of(grant.get(), call.state());
        call.world().roleAssignments().stream()
                .filter(each -> each.name().equals(name))
                .forEach((RoleAssignment each) -> call.world().remove(each));
        return Response.json(200, json);
    }

    private static Optional<Grant> find(ArmCall call, Scope scope, UUID name) {
        return call.state().grants(call.caller().tenant()).stream()
                .filter(grant -> grant.name().equals(name.toString()))
                .filter(grant -> grant.scope().same(scope))
                .findFirst();
    }

    private static Response missing(String name) {
        return ArmError.of(
                404, "RoleAssignmentNotFound", "The role assignment '" + name + "' is not found.");
    }

    private static List<Grant> of(List<Grant> grants, Set<String> principals) {
        return grants.stream().filter(g -> principals.contains(g.principalId())).toList();
    }

    private static String type(ArmCall call, UUID principal) {
        return call.world().person(principal).isPresent()
                ? "User"
                : call.world().group(principal).isPresent() ? "Group" : "ServicePrincipal";
    }
}
