package dev.gatehouse.emulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.FormCodec;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.World;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One authenticated call to Graph. */
record GraphCall(World world, Request request, Caller caller, DirectoryPath path) {
    static final Set<String> READ_DIRECTORY =
            Set.of(
                    "Application.Read.All",
                    "Application.ReadWrite.All",
                    "Directory.Read.All",
                    "Directory.AccessAsUser.All");
    private static final String CONTEXT = "https://graph.microsoft.com/v1.0/$metadata#";
    private static final Set<String> OPTIONS =
            Set.of("$filter", "$select", "$top", "$skiptoken", "$count");
    private static final int PAGE = 100;

    UUID tenant() {
        return caller.tenant();
    }

    boolean is(String method) {
        return request.method().equals(method);
    }

    /** The person of a delegated token. */
    Optional<Person> self() {
        return caller.kind() == Caller.Kind.USER ? world.person(caller.object()) : Optional.empty();
    }

    /** The delegated scopes, or the app roles at Graph, that the token stands for. */
    Set<String> permissions() {
        return caller.kind() == Caller.Kind.USER
                ? caller.scopes()
                : world.appRoles(caller.object(), Cast.GRAPH);
    }

    boolean holds(Set<String> anyOf) {
        return !Collections.disjoint(permissions(), anyOf);
    }

    /** Lets a call pass that reads the directory, or refuses it. */
    void reads() {
        if (!holds(READ_DIRECTORY)) {
            throw insufficient();
        }
    }

    /** Lets a call pass that writes: by the permission, and as an administrator if a person. */
    void writes(String permission) {
        boolean delegated = caller.kind() == Caller.Kind.USER;
        boolean scoped =
                holds(Set.of(permission))
                        || (delegated && holds(Set.of("Directory.AccessAsUser.All")));
        if (!scoped || (delegated && self().filter(Person::admin).isEmpty())) {
            throw insufficient();
        }
    }

    static Denied insufficient() {
        return new Denied(
                403,
                "Authorization_RequestDenied",
                "Insufficient privileges to complete the operation.");
    }

    /** An address or method that is not served. */
    Denied nothing() {
        return new Denied(
                path.rest().isEmpty() ? 405 : 404,
                path.rest().isEmpty() ? "Request_BadRequest" : "ResourceNotFound",
                "There is nothing at this address for this method.");
    }

    JsonNode object() {
        JsonNode body = request.json();
        if (!body.isObject()) {
            throw Denied.bad("The body is not a JSON object.");
        }
        return body;
    }

    Response one(int status, String type, Map<String, Object> entity) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("@odata.context", CONTEXT + type + "/$entity");
        body.putAll(selected(entity));
        return Response.json(status, body);
    }

    /** The entities that the filter keeps, a page at a time. */
    Response list(String type, List<Map<String, Object>> entities) {
        request.query().keySet().stream()
                .filter(name -> name.startsWith("$") && !OPTIONS.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw Denied.bad("The emulator does not know the option " + name + ".");
                        });
        List<Map<String, Object>> kept =
                request.query("$filter")
                        .map(ODataFilter::parse)
                        .map(filter -> entities.stream().filter(filter::keeps).toList())
                        .orElse(entities);
        int top = request.query("$top").map(GraphCall::number).orElse(PAGE);
        int from = request.query("$skiptoken").map(GraphCall::number).orElse(0);
        int end = Math.min(kept.size(), from + top);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("@odata.context", CONTEXT + type);
        if (request.query("$count").filter("true"::equals).isPresent()) {
            body.put("@odata.count", kept.size());
        }
        if (end < kept.size()) {
            Map<String, String> query = new LinkedHashMap<>(request.query());
            query.put("$skiptoken", Integer.toString(end));
            body.put(
                    "@odata.nextLink",
                    request.origin() + request.path() + "?" + FormCodec.encode(query));
        }
        body.put(
                "value",
                kept.subList(Math.min(from, kept.size()), end).stream()
                        .map(this::selected)
                        .toList());
        return Response.json(200, body);
    }

    private Map<String, Object> selected(Map<String, Object> entity) {
        Optional<List<String>> names =
                request.query("$select")
                        .map(text -> Arrays.stream(text.split(",")).map(String::trim).toList());
        if (names.isEmpty()) {
            return entity;
        }
        Map<String, Object> some = new LinkedHashMap<>();
        names.get().stream()
                .filter(entity::containsKey)
                .forEach(name -> some.put(name, entity.get(name)));
        return some;
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,3}")) {
            throw Denied.bad("$top and $skiptoken are whole numbers below 1000.");
        }
        return Integer.parseInt(text);
    }
}
