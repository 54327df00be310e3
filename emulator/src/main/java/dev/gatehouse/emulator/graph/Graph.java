package dev.gatehouse.emulator.graph;

import dev.gatehouse.emulator.entra.AccessTokens;
import dev.gatehouse.emulator.entra.Verification;
import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.MalformedRequest;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.World;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Microsoft Graph v1.0, for tokens for Graph only. */
public final class Graph implements Handler {
    private final World world;
    private final AccessTokens tokens;
    private final GraphErrors errors;
    private final People people = new People();
    private final Applications applications = new Applications();
    private final ServicePrincipals principals = new ServicePrincipals();
    private final PermissionGrants grants = new PermissionGrants();

    /** Graph over a world. */
    public Graph(World world, AccessTokens tokens) {
        this.world = world;
        this.tokens = tokens;
        this.errors = new GraphErrors(world.clock());
    }

    @Override
    public Response handle(Request request) {
        try {
            DirectoryPath path = DirectoryPath.of(request.segments());
            if (!path.known()) {
                return errors.kit(request, 404, "There is nothing at this address.");
            }
            return authenticated(request, path);
        } catch (MalformedRequest e) {
            return errors.kit(request, e.status(), String.valueOf(e.getMessage()));
        }
    }

    private Response authenticated(Request request, DirectoryPath path) {
        Optional<String> bearer = request.bearer();
        if (bearer.isEmpty()) {
            return unauthenticated(request, "Access token is empty.");
        }
        return switch (tokens.check(bearer.get(), audiences())) {
            case Verification.Valid(Caller caller, var _) ->
                    answer(new GraphCall(world, request, caller, path)).by(caller);
            case Verification.Expired _ ->
                    unauthenticated(request, "Lifetime validation failed, the token is expired.");
            case Verification.WrongAudience _ ->
                    unauthenticated(request, "Access token validation failure. Invalid audience.");
            case Verification.Invalid _ ->
                    unauthenticated(request, "Access token validation failure.");
        };
    }

    /** Graph's client id and all its names. */
    private Set<String> audiences() {
        Set<String> names = new HashSet<>(world.app(Cast.GRAPH).orElseThrow().idUris());
        names.add(Cast.GRAPH.toString());
        return names;
    }

    private Response unauthenticated(Request request, String message) {
        return errors.of(request, 401, "InvalidAuthenticationToken", message);
    }

    private Response answer(GraphCall call) {
        try {
            return switch (call.path().set()) {
                case "me", "users" -> people.handle(call);
                case "organization" -> people.organization(call);
                case "applications" -> applications.handle(call);
                case "serviceprincipals" -> principals.handle(call);
                default -> grants.handle(call);
            };
        } catch (Denied denied) {
            return errors.of(call.request(), denied);
        } catch (MalformedRequest e) {
            return errors.kit(call.request(), e.status(), String.valueOf(e.getMessage()));
        }
    }
}
