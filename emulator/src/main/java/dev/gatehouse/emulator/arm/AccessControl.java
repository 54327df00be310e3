package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.RoleAssignment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code {scope}/providers/Microsoft.Authorization/…}: who may do what, at any scope. */
final class AccessControl {
    static final String NAMESPACE = "Microsoft.Authorization/";

    private final RoleAssignments assignments = new RoleAssignments();

    /**
     * Answers one call.
     *
     * @param rest the path after {@code Microsoft.Authorization}
     */
    Response handle(ArmCall call, Scope scope, List<String> rest) {
        String kind = rest.getFirst().toLowerCase(Locale.ROOT);
        if (kind.equals("roleassignments") && rest.size() == 2) {
            return assignments.one(call, scope, rest.get(1));
        }
        if (kind.equals("elevateaccess") && rest.size() == 1 && call.is("POST")) {
            return elevate(call, scope);
        }
        if (!call.is("GET") || rest.size() > 2) {
            return ArmError.notFound();
        }
        Optional<String> name = rest.size() == 2 ? Optional.of(rest.get(1)) : Optional.empty();
        return switch (kind) {
            case "roleassignments" -> assignments.list(call, scope);
            case "roledefinitions" -> definitions(call, scope, name);
            case "denyassignments" -> denials(call, scope, name);
            case "permissions" -> name.isPresent() ? ArmError.notFound() : permissions(call, scope);
            default -> ArmError.notFound();
        };
    }

    /** A Global Administrator makes themselves User Access Administrator at the root. */
    private static Response elevate(ArmCall call, Scope scope) {
        UUID oid = call.caller().object();
        boolean admin =
                call.caller().kind() == Caller.Kind.USER
                        && call.world().person(oid).filter(Person::admin).isPresent();
        if (!admin || !scope.same(Scope.ROOT)) {
            return ArmError.authorizationFailed(
                    call.caller().name(),
                    oid.toString(),
                    NAMESPACE + "elevateAccess/action",
                    Scope.ROOT);
        }
        UUID name = UUID.nameUUIDFromBytes(("elevated/" + oid).getBytes(StandardCharsets.UTF_8));
        call.world()
                .add(
                        new RoleAssignment(
                                name,
                                "/",
                                oid,
                                "User",
                                UUID.fromString(BuiltInRoles.USER_ACCESS_ADMINISTRATOR.id())));
        return Response.empty(200);
    }

    private static Response definitions(ArmCall call, Scope scope, Optional<String> name) {
        Optional<Response> refusal = call.refusal(NAMESPACE + "roleDefinitions/read", scope);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (name.isPresent()) {
            return BuiltInRoles.find(name.get())
                    .map(role -> Response.json(200, json(role, scope)))
                    .orElseGet(
                            () ->
                                    ArmError.of(
                                            404,
                                            "RoleDefinitionDoesNotExist",
                                            "The specified role definition with ID '"
                                                    + name.get()
                                                    + "' does not exist."));
        }
        Optional<String> text = call.request().query("$filter");
        Optional<Filter> filter = text.flatMap(Filter::parse);
        if (text.isPresent() && filter.isEmpty()) {
            return ArmError.badRequest("The $filter is not valid.");
        }
        List<RoleDefinition> roles = BuiltInRoles.ALL;
        for (Filter.Term term : filter.map(Filter::terms).orElse(List.of())) {
            if (term.is("roleName", "eq")) {
                roles =
                        roles.stream()
                                .filter(role -> role.name().equalsIgnoreCase(term.value()))
                                .toList();
            } else if (term.is("type", "eq")) {
                roles = term.value().equalsIgnoreCase("BuiltInRole") ? roles : List.of();
            } else if (!term.is("atScopeAndBelow", "call")) {
                return ArmError.badRequest(
                        "The $filter may have roleName eq, type eq and atScopeAndBelow().");
            }
        }
        return values(roles.stream().map(role -> json(role, scope)).toList());
    }

    private static Response denials(ArmCall call, Scope scope, Optional<String> name) {
        Optional<Response> refusal = call.refusal(NAMESPACE + "denyAssignments/read", scope);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<Map<String, Object>> found =
                call.state().denials().stream()
                        .filter(each -> call.rbac().covers(each.scope(), scope))
                        .filter(each -> name.isEmpty() || each.name().equalsIgnoreCase(name.get()))
                        .map(AccessControl::json)
                        .toList();
        if (name.isEmpty()) {
            return values(found);
        }
        return found.isEmpty()
                ? ArmError.of(
                        404,
                        "DenyAssignmentNotFound",
                        "The deny assignment '" + name.get() + "' is not found.")
                : Response.json(200, found.getFirst());
    }

    /** Needs no right of its own: it tells callers what they may, even if that is nothing. */
    private static Response permissions(ArmCall call, Scope scope) {
        return values(
                call.rbac().permissions(call.principals(), scope).stream()
                        .map(AccessControl::json)
                        .toList());
    }

    private static Map<String, Object> json(RoleDefinition role, Scope scope) {
        String prefix = scope.subscription().map(id -> Scope.subscription(id).id()).orElse("");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("roleName", role.name());
        properties.put("type", "BuiltInRole");
        properties.put("description", role.description());
        properties.put("assignableScopes", List.of("/"));
        properties.put("permissions", List.of(json(role.permission())));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("properties", properties);
        json.put("id", prefix + "/providers/Microsoft.Authorization/roleDefinitions/" + role.id());
        json.put("type", "Microsoft.Authorization/roleDefinitions");
        json.put("name", role.id());
        return json;
    }

    private static Map<String, Object> json(Denial denial) {
        String prefix = denial.scope().same(Scope.ROOT) ? "" : denial.scope().id();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("denyAssignmentName", denial.displayName());
        properties.put("permissions", List.of(json(denial.permission())));
        properties.put("scope", denial.scope().id());
        properties.put("doNotApplyToChildScopes", denial.onlyAtScope());
        properties.put("principals", principals(denial.principals()));
        properties.put("excludePrincipals", principals(denial.excluded()));
        properties.put("isSystemProtected", true);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("properties", properties);
        json.put(
                "id",
                prefix + "/providers/Microsoft.Authorization/denyAssignments/" + denial.name());
        json.put("type", "Microsoft.Authorization/denyAssignments");
        json.put("name", denial.name());
        return json;
    }

    private static List<Map<String, String>> principals(java.util.Set<String> ids) {
        return ids.stream().sorted().map(id -> Map.of("id", id)).toList();
    }

    private static Map<String, Object> json(Permission permission) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("actions", texts(permission.actions()));
        json.put("notActions", texts(permission.notActions()));
        json.put("dataActions", texts(permission.dataActions()));
        json.put("notDataActions", texts(permission.notDataActions()));
        return json;
    }

    private static List<String> texts(List<ActionPattern> patterns) {
        return patterns.stream().map(ActionPattern::text).toList();
    }

    private static Response values(List<?> values) {
        return Response.json(200, Map.of("value", values));
    }
}
