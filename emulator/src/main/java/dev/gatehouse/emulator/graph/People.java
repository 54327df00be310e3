package dev.gatehouse.emulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.entra.Uuids;
import dev.gatehouse.emulator.web.MalformedRequest;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who somebody is and in which groups: {@code /me}, {@code /users}, {@code /organization}. */
final class People {
    private static final Set<String> READ_GROUPS =
            Set.of("GroupMember.Read.All", "Directory.Read.All");
    private static final Set<String> READ_PEOPLE =
            Set.of("User.Read.All", "Directory.Read.All", "Directory.AccessAsUser.All");
    private static final int MOST_CHECKED = 20;

    private final RoleHoldings roles = new RoleHoldings();

    Response handle(GraphCall call) {
        return switch (call.request().method() + " " + call.path().action()) {
            case "GET " -> call.path().set().equals("users") ? people(call) : me(call);
            case "POST getmemberobjects", "POST getmembergroups" ->
                    groups(person(call, READ_GROUPS).groups());
            case "POST checkmembergroups", "POST checkmemberobjects" -> check(call);
            case "GET approleassignments", "POST approleassignments" ->
                    roles.ofPrincipal(call, person(call, READ_PEOPLE).id());
            default -> throw call.nothing();
        };
    }

    Response organization(GraphCall call) {
        if (!call.is("GET")) {
            throw call.nothing();
        }
        Tenant tenant = call.world().tenant(call.tenant()).orElseThrow();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", tenant.id().toString());
        json.put("displayName", tenant.name());
        json.put("tenantType", "AAD");
        List<Map<String, Object>> domains = new ArrayList<>();
        for (String domain : tenant.domains()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", domain);
            one.put("isInitial", domain.equals(tenant.domain()));
            one.put("isDefault", domain.equals(tenant.domains().getLast()));
            one.put("type", "Managed");
            domains.add(one);
        }
        json.put("verifiedDomains", domains);
        return call.path().key().isEmpty()
                ? call.list("organization", List.of(json))
                : call.path()
                        .key()
                        .filter(tenant.id().toString()::equalsIgnoreCase)
                        .map(_ -> call.one(200, "organization", json))
                        .orElseThrow(() -> Denied.missing(call.path().key().orElse("")));
    }

    private static Response me(GraphCall call) {
        return call.one(
                200,
                "users",
                json(
                        call.self()
                                .orElseThrow(
                                        () ->
                                                new Denied(
                                                        400,
                                                        "BadRequest",
                                                        "/me request is only valid with delegated"
                                                                + " authentication flow."))));
    }

    private static Response people(GraphCall call) {
        if (call.path().key().isPresent()) {
            return call.one(200, "users", json(person(call, READ_PEOPLE)));
        }
        if (!call.holds(READ_PEOPLE)) {
            throw GraphCall.insufficient();
        }
        return call.list(
                "users", call.world().people(call.tenant()).stream().map(People::json).toList());
    }

    private static Response check(GraphCall call) {
        JsonNode ids = call.request().json().path("groupIds");
        if (ids.isMissingNode()) {
            ids = call.request().json().path("ids");
        }
        if (!ids.isArray() || ids.size() > MOST_CHECKED) {
            throw new MalformedRequest(400, "Name up to 20 groups in an array.");
        }
        List<UUID> asked = new ArrayList<>();
        ids.forEach(id -> Uuids.parse(id.asText()).ifPresent(asked::add));
        Person person = person(call, READ_GROUPS);
        return groups(asked.stream().filter(person.groups()::contains).toList());
    }

    /** The person that the path means, if the caller may read about them. */
    private static Person person(GraphCall call, Set<String> others) {
        Optional<Person> own = call.self();
        boolean users = call.path().set().equals("users");
        String name = call.path().key().orElse("");
        Optional<Person> meant =
                users
                        ? Uuids.parse(name)
                                .flatMap(call.world()::person)
                                .or(() -> call.world().person(name))
                                .filter(person -> person.tenant().equals(call.tenant()))
                        : own;
        boolean self = meant.isPresent() && meant.equals(own);
        if (!self && !call.holds(others)) {
            throw GraphCall.insufficient();
        }
        return meant.orElseThrow(() -> Denied.missing(name));
    }

    private static Response groups(List<UUID> groups) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "@odata.context",
                "https://graph.microsoft.com/v1.0/$metadata#Collection(Edm.String)");
        body.put("value", groups.stream().map(UUID::toString).toList());
        return Response.json(200, body);
    }

    private static Map<String, Object> json(Person person) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", person.id().toString());
        json.put("displayName", person.displayName());
        json.put("givenName", person.givenName());
        json.put("surname", person.surname());
        json.put("userPrincipalName", person.upn());
        json.put("mail", person.upn());
        return json;
    }
}
