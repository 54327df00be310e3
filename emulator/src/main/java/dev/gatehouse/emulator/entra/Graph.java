package dev.gatehouse.emulator.entra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.MalformedRequest;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.web.Router;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Microsoft Graph v1.0, as far as it tells who somebody is and in which groups. Takes tokens for
 * Graph only.
 */
public final class Graph implements Handler {
    private static final Set<String> AUDIENCES =
            Set.of("https://graph.microsoft.com", "00000003-0000-0000-c000-000000000000");
    private static final Set<String> READ_OTHERS =
            Set.of("GroupMember.Read.All", "Directory.Read.All");
    private static final int MOST_CHECKED = 20;

    private final World world;
    private final AccessTokens tokens;
    private final Router router = Router.ignoringCase(this::kit);

    /** Graph over a world. */
    public Graph(World world, AccessTokens tokens) {
        this.world = world;
        this.tokens = tokens;
        router.route("GET", "/v1.0/me", known(this::me));
        for (String whose : List.of("/v1.0/me", "/v1.0/users/{user}")) {
            router.route("POST", whose + "/getMemberObjects", known(this::memberObjects));
            router.route("POST", whose + "/getMemberGroups", known(this::memberObjects));
            router.route("POST", whose + "/checkMemberGroups", known(this::checkGroups));
            router.route("POST", whose + "/checkMemberObjects", known(this::checkGroups));
        }
    }

    @Override
    public Response handle(Request request) {
        return router.handle(request);
    }

    private interface Known {
        Response answer(Request request, Caller caller);
    }

    private Handler known(Known handler) {
        return request -> {
            Optional<String> bearer = request.bearer();
            if (bearer.isEmpty()) {
                return error(request, 401, "InvalidAuthenticationToken", "Access token is empty.");
            }
            return switch (tokens.check(bearer.get(), AUDIENCES)) {
                case Verification.Valid(Caller caller, var _) ->
                        handler.answer(request, caller).by(caller);
                case Verification.Expired _ ->
                        error(
                                request,
                                401,
                                "InvalidAuthenticationToken",
                                "Lifetime validation failed, the token is expired.");
                case Verification.WrongAudience _ ->
                        error(
                                request,
                                401,
                                "InvalidAuthenticationToken",
                                "Access token validation failure. Invalid audience.");
                case Verification.Invalid _ ->
                        error(
                                request,
                                401,
                                "InvalidAuthenticationToken",
                                "Access token validation failure.");
            };
        };
    }

    private Response me(Request request, Caller caller) {
        Optional<Person> person = self(caller);
        if (person.isEmpty()) {
            return error(
                    request,
                    400,
                    "BadRequest",
                    "/me request is only valid with delegated authentication flow.");
        }
        Person found = person.get();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#users/$entity");
        body.put("id", found.id().toString());
        body.put("displayName", found.displayName());
        body.put("givenName", found.givenName());
        body.put("surname", found.surname());
        body.put("userPrincipalName", found.upn());
        body.put("mail", found.upn());
        return Response.json(200, body);
    }

    private Response memberObjects(Request request, Caller caller) {
        return withPerson(
                request,
                caller,
                person -> collection(person.groups().stream().map(UUID::toString).toList()));
    }

    private Response checkGroups(Request request, Caller caller) {
        JsonNode ids = request.json().path("groupIds");
        if (ids.isMissingNode()) {
            ids = request.json().path("ids");
        }
        if (!ids.isArray() || ids.size() > MOST_CHECKED) {
            throw new MalformedRequest(400, "Name up to 20 groups in an array.");
        }
        List<UUID> asked = new ArrayList<>();
        ids.forEach(id -> Uuids.parse(id.asText()).ifPresent(asked::add));
        return withPerson(
                request,
                caller,
                person ->
                        collection(
                                asked.stream()
                                        .filter(person.groups()::contains)
                                        .map(UUID::toString)
                                        .toList()));
    }

    private interface About {
        Response answer(Person person);
    }

    /** The person that the path means, if the caller may read about them. */
    private Response withPerson(Request request, Caller caller, About handler) {
        List<String> segments = request.segments();
        boolean users = segments.get(1).equalsIgnoreCase("users");
        Optional<Person> own = self(caller);
        Optional<Person> meant = users ? named(request.variable("user"), caller) : own;
        boolean allowed =
                caller.kind() == Caller.Kind.USER
                        && ((meant.isPresent() && meant.equals(own))
                                || caller.scopes().stream().anyMatch(READ_OTHERS::contains));
        if (!allowed) {
            return error(
                    request,
                    403,
                    "Authorization_RequestDenied",
                    "Insufficient privileges to complete the operation.");
        }
        return meant.map(handler::answer)
                .orElseGet(
                        () ->
                                error(
                                        request,
                                        404,
                                        "Request_ResourceNotFound",
                                        "The resource does not exist or one of its queried"
                                                + " reference-property objects are not present."));
    }

    private Optional<Person> self(Caller caller) {
        return caller.kind() == Caller.Kind.USER ? world.person(caller.object()) : Optional.empty();
    }

    private Optional<Person> named(String name, Caller caller) {
        return Uuids.parse(name)
                .flatMap(world::person)
                .or(() -> world.person(name))
                .filter(person -> person.tenant().equals(caller.tenant()));
    }

    private static Response collection(List<String> values) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "@odata.context",
                "https://graph.microsoft.com/v1.0/$metadata#Collection(Edm.String)");
        body.put("value", values);
        return Response.json(200, body);
    }

    /** Graph's error form for what the HTTP kit finds. */
    Response kit(Request request, int status, String message) {
        return error(request, status, status == 404 ? "ResourceNotFound" : "BadRequest", message);
    }

    private Response error(Request request, int status, String code, String message) {
        String id = UUID.randomUUID().toString();
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("date", world.clock().instant().toString());
        inner.put("request-id", id);
        inner.put(
                "client-request-id",
                request.header("client-request-id")
                        .flatMap(Uuids::parse)
                        .map(UUID::toString)
                        .orElse(id));
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        error.put("innerError", inner);
        Response response = Response.json(status, Map.of("error", error)).with("request-id", id);
        return status == 401 ? response.with("WWW-Authenticate", "Bearer") : response;
    }
}
