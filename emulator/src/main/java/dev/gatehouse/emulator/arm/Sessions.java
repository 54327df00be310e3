package dev.gatehouse.emulator.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.entra.AccessTokens;
import dev.gatehouse.emulator.entra.Verification;
import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.MalformedRequest;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Subscription;
import dev.gatehouse.emulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Dynamic sessions: {@code POST …/sessionPools/{p}/code/execute} and {@code …/executions}. Judges
 * token, role and session identifier; runs nothing, and says so.
 */
public final class Sessions implements Handler {
    private static final List<String> AUDIENCE = List.of("https://dynamicsessions.io");
    private static final Pattern IDENTIFIER =
            Pattern.compile("[A-Za-z0-9|&^%$#(){}\\[\\];<>-]{4,128}");

    private final World world;
    private final AccessTokens tokens;
    private final ArmState state;

    /** The data plane of the session pools in {@code state}. */
    public Sessions(World world, AccessTokens tokens, ArmState state) {
        this.world = world;
        this.tokens = tokens;
        this.state = state;
    }

    /** Whether a path belongs to it: a pool without {@code providers} before it. */
    public static boolean owns(List<String> segments) {
        return segments.size() > 5
                && segments.getFirst().toLowerCase(Locale.ROOT).equals("subscriptions")
                && segments.get(4).toLowerCase(Locale.ROOT).equals("sessionpools");
    }

    @Override
    public Response handle(Request request) {
        try {
            return switch (tokens.check(request.bearer().orElse(""), AUDIENCE)) {
                case Verification.Valid(Caller caller, var _) -> answer(request, caller).by(caller);
                case Verification.Expired _, Verification.WrongAudience _, Verification.Invalid _ ->
                        error(
                                401,
                                "Unauthorized",
                                "The token is missing, invalid, expired, or not for"
                                        + " https://dynamicsessions.io.");
            };
        } catch (MalformedRequest e) {
            return error(e.status(), "BadRequest", String.valueOf(e.getMessage()));
        }
    }

    private Response answer(Request request, Caller caller) {
        List<String> path = request.segments();
        Scope id =
                new Scope(
                        String.join("/", path.subList(0, 4))
                                + "/providers/"
                                + Workloads.POOLS
                                + "/"
                                + path.get(5));
        Optional<UUID> home =
                id.subscription()
                        .flatMap(Guids::parse)
                        .flatMap(world::subscription)
                        .map(Subscription::tenant);
        boolean allowed =
                home.filter(caller.tenant()::equals).isPresent()
                        && state.rbac(caller.tenant())
                                .judge(
                                        ArmCall.principals(world, caller.object()),
                                        new Operation.Data(WorkloadRoles.EXECUTE),
                                        id)
                                .allowed();
        if (!allowed) {
            return error(
                    403,
                    "Forbidden",
                    "The principal "
                            + caller.object()
                            + " may not perform "
                            + WorkloadRoles.EXECUTE
                            + " on this session pool.");
        }
        if (state.resource(id).isEmpty()) {
            return error(404, "SessionPoolNotFound", "There is no such session pool.");
        }
        Optional<String> session = request.query("identifier");
        if (session.filter(text -> IDENTIFIER.matcher(text).matches()).isEmpty()) {
            return error(
                    400, "SessionIdentifierInvalid", "identifier has 4 to 128 allowed characters.");
        }
        String call = String.join("/", path.subList(6, path.size()));
        return switch (request.method() + " " + call) {
            case "POST code/execute" -> execute(request.json().path("properties"));
            case "POST executions" -> execution(request.json(), session.get());
            default -> error(404, "NotFound", "There is nothing at this address.");
        };
    }

    private static Response execute(JsonNode properties) {
        if (!properties.path("code").isTextual()) {
            return error(400, "BadRequest", "properties.code is a text.");
        }
        Map<String, Object> result = result(properties.path("code").asText());
        result.put("status", "Success");
        result.put("result", "");
        return Response.json(200, Map.of("properties", result));
    }

    private static Response execution(JsonNode body, String session) {
        if (!body.path("code").isTextual()) {
            return error(400, "BadRequest", "code is a text.");
        }
        Map<String, Object> result = result(body.path("code").asText());
        result.put("executionResult", "");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", UUID.randomUUID().toString());
        json.put("identifier", session);
        json.put("executionType", "Synchronous");
        json.put("status", "Succeeded");
        json.put("result", result);
        return Response.json(200, json);
    }

    private static Map<String, Object> result(String code) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("stdout", "Emulated: " + code.length() + " characters of code did not run.\n");
        result.put("stderr", "");
        result.put("executionTimeInMilliseconds", 1);
        return result;
    }

    private static Response error(int status, String code, String message) {
        return ArmError.of(status, code, message).with("x-ms-error-code", code);
    }
}
