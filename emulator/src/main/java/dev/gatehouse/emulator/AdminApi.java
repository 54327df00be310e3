package dev.gatehouse.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.entra.PersonalTokens;
import dev.gatehouse.emulator.entra.TenantKeys;
import dev.gatehouse.emulator.web.Exchange;
import dev.gatehouse.emulator.web.ExchangeLog;
import dev.gatehouse.emulator.web.Faults;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.MalformedRequest;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.web.Router;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /_emulator}: what no Azure has. Tokens for the cast, faults, the clock, key rotation, the
 * log of exchanges. Refused to names other than loopback ones, so that no web page can reach it by
 * a name of its own, and to scripts of other origins.
 */
final class AdminApi implements Handler {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration FARTHEST = Duration.ofDays(3650);

    private final World world;
    private final TenantKeys keys;
    private final PersonalTokens tokens;
    private final ExchangeLog log;
    private final Faults faults;
    private final Router router = Router.exact(AdminApi::error);

    AdminApi(World world, TenantKeys keys, PersonalTokens tokens, ExchangeLog log, Faults faults) {
        this.world = world;
        this.keys = keys;
        this.tokens = tokens;
        this.log = log;
        this.faults = faults;
        router.route("GET", "/_emulator/exchanges", this::exchanges);
        router.route(
                "DELETE",
                "/_emulator/exchanges",
                _ -> {
                    log.clear();
                    return Response.empty(204);
                });
        router.route("GET", "/_emulator/counts", _ -> Response.json(200, log.counts()));
        router.route("POST", "/_emulator/token", request -> Response.json(200, token(request)));
        router.route("PUT", "/_emulator/faults", this::addFault);
        router.route("GET", "/_emulator/faults", _ -> allFaults());
        router.route(
                "DELETE",
                "/_emulator/faults",
                _ -> {
                    faults.clear();
                    return Response.empty(204);
                });
        router.route("DELETE", "/_emulator/faults/{id}", this::removeFault);
        router.route("PUT", "/_emulator/clock", this::setClock);
        router.route("GET", "/_emulator/clock", _ -> clock());
        router.route("POST", "/_emulator/keys/rotate", this::rotate);
        router.route("POST", "/_emulator/tenants/{tenant}/empty-directory", this::emptyDirectory);
        router.route("PUT", "/_emulator/tenants/{tenant}/second-factor", this::secondFactor);
    }

    /** Adds what long operations of Azure need; not for use once requests are served. */
    AdminApi with(OperationsAdmin operations) {
        operations.routes(router);
        return this;
    }

    /** Adds deny assignments; not for use once requests are served. */
    AdminApi with(DenyAssignments denials) {
        router.route("POST", "/_emulator/deny-assignments", denials::add);
        router.route("DELETE", "/_emulator/deny-assignments", denials::clear);
        return this;
    }

    @Override
    public Response handle(Request request) {
        boolean local =
                request.header("host").map(AdminApi::hostOf).filter(LOOPBACK::contains).isPresent();
        boolean foreign =
                request.header("origin")
                                .map(AdminApi::originHost)
                                .filter(LOOPBACK::contains)
                                .isEmpty()
                        && request.header("origin").isPresent();
        return local && !foreign
                ? router.handle(request)
                : error(request, 403, "Only programs on this machine may use this.");
    }

    private Response exchanges(Request request) {
        return Response.json(200, log.find(request.query()).stream().map(Exchange::json).toList());
    }

    private Map<String, Object> token(Request request) {
        return tokens.mint(object(request));
    }

    private Response addFault(Request request) {
        faults.add(FaultJson.read(object(request)));
        return allFaults();
    }

    private Response removeFault(Request request) {
        return faults.remove(request.variable("id"))
                ? Response.empty(204)
                : error(request, 404, "There is no such fault.");
    }

    private Response allFaults() {
        return Response.json(200, faults.all().stream().map(FaultJson::write).toList());
    }

    private Response setClock(Request request) {
        JsonNode seconds = object(request).path("offsetSeconds");
        if (!seconds.isIntegralNumber() || Math.abs(seconds.asLong()) > FARTHEST.toSeconds()) {
            throw new MalformedRequest(
                    400, "offsetSeconds is a whole number of at most ten years.");
        }
        world.clock().offset(Duration.ofSeconds(seconds.asLong()));
        return clock();
    }

    private Response clock() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("offsetSeconds", world.clock().offset().toSeconds());
        body.put("now", world.clock().instant().toString());
        return Response.json(200, body);
    }

    private Response rotate(Request request) {
        JsonNode body = object(request);
        Tenant tenant =
                world.tenant(body.path("tenant").asText())
                        .orElseThrow(() -> new MalformedRequest(400, "There is no such tenant."));
        keys.rotate(tenant.id(), body.path("dropOld").asBoolean(false));
        return Response.json(200, Map.of("tenant", tenant.id().toString()));
    }

    /** Removes the applications whose home is the tenant, with all that was granted to them. */
    private Response emptyDirectory(Request request) {
        Tenant tenant =
                world.tenant(request.variable("tenant"))
                        .orElseThrow(() -> new MalformedRequest(404, "There is no such tenant."));
        List<AppRegistration> own =
                world.apps().stream().filter(app -> app.tenant().equals(tenant.id())).toList();
        own.forEach((AppRegistration app) -> world.remove(app));
        return Response.json(
                200,
                Map.of("removed", own.stream().map(app -> app.clientId().toString()).toList()));
    }

    /** Has a tenant's Conditional Access demand a second factor from now on, or no longer. */
    private Response secondFactor(Request request) {
        Tenant tenant =
                world.tenant(request.variable("tenant"))
                        .orElseThrow(() -> new MalformedRequest(404, "There is no such tenant."));
        JsonNode demanded = object(request).path("demanded");
        if (!demanded.isBoolean()) {
            throw new MalformedRequest(400, "demanded is true or false.");
        }
        Tenant then = tenant.demandingSecondFactor(demanded.asBoolean());
        world.add(then);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("tenant", then.id().toString());
        body.put("demanded", then.mfaPolicy().isPresent());
        return Response.json(200, body);
    }

    private static JsonNode object(Request request) {
        JsonNode body = request.json();
        if (!body.isObject()) {
            throw new MalformedRequest(400, "The body is not a JSON object.");
        }
        return body;
    }

    private static String hostOf(String header) {
        return header.replaceFirst(":\\d+$", "");
    }

    private static String originHost(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getHost()).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    static Response error(Request request, int status, String message) {
        return Response.json(status, Map.of("error", message, "path", request.path()));
    }
}
