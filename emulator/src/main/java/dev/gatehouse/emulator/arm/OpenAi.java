package dev.gatehouse.emulator.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.entra.AccessTokens;
import dev.gatehouse.emulator.entra.Verification;
import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.web.MalformedRequest;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Subscription;
import dev.gatehouse.emulator.world.World;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Chat completions of Azure OpenAI: judges key, or token and role, and answers with a text that
 * says that it is emulated. No model runs.
 */
public final class OpenAi implements Handler {
    private static final List<String> AUDIENCE = List.of("https://cognitiveservices.azure.com");

    private final World world;
    private final AccessTokens tokens;
    private final ArmState state;

    /** The data plane of the OpenAI accounts in {@code state}. */
    public OpenAi(World world, AccessTokens tokens, ArmState state) {
        this.world = world;
        this.tokens = tokens;
        this.state = state;
    }

    /** Whether a path belongs to it. */
    public static boolean owns(List<String> segments) {
        return !segments.isEmpty() && segments.getFirst().equals("openai");
    }

    @Override
    public Response handle(Request request) {
        try {
            return answer(request);
        } catch (MalformedRequest e) {
            return error(e.status(), "BadRequest", String.valueOf(e.getMessage()));
        }
    }

    private Response answer(Request request) {
        List<String> path = request.segments();
        boolean classic =
                path.size() == 5
                        && path.get(1).equals("deployments")
                        && path.get(3).equals("chat")
                        && path.get(4).equals("completions");
        boolean current = path.equals(List.of("openai", "v1", "chat", "completions"));
        Optional<Resource> account =
                state.resources(Scope.ROOT).stream()
                        .filter(one -> one.type().equals(Workloads.ACCOUNTS))
                        .findFirst();
        boolean models = path.equals(List.of("openai", "v1", "models"));
        String method = models ? "GET" : "POST";
        if ((!classic && !current && !models)
                || !request.method().equals(method)
                || account.isEmpty()) {
            return error(404, "404", "Resource not found");
        }
        if (classic && request.query("api-version").isEmpty()) {
            return error(404, "404", "Resource not found");
        }
        Optional<String> key = request.header("api-key");
        if (key.isPresent()) {
            return WorkloadApi.keys(account.get()).containsValue(key.get())
                    ? served(request, classic, models)
                    : error(
                            401,
                            "401",
                            "Access denied due to invalid subscription key or wrong API endpoint.");
        }
        return switch (tokens.check(request.bearer().orElse(""), AUDIENCE)) {
            case Verification.Valid(Caller caller, var _) ->
                    judged(request, caller, account.get(), classic, models).by(caller);
            case Verification.Expired _, Verification.WrongAudience _, Verification.Invalid _ ->
                    error(
                            401,
                            "401",
                            "Unauthorized. Access token is missing, invalid, audience is incorrect"
                                    + " (https://cognitiveservices.azure.com), or have expired.");
        };
    }

    private Response served(Request request, boolean classic, boolean models) {
        return models ? models() : completion(request, classic);
    }

    /** What the account can do; here, its one deployment's model. */
    private Response models() {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("id", WorkloadApi.DEPLOYMENT);
        model.put("object", "model");
        model.put("status", "succeeded");
        return Response.json(200, Map.of("object", "list", "data", List.of(model)));
    }

    private Response judged(
            Request request, Caller caller, Resource account, boolean classic, boolean models) {
        Optional<UUID> home =
                account.id()
                        .subscription()
                        .flatMap(Guids::parse)
                        .flatMap(world::subscription)
                        .map(Subscription::tenant);
        if (home.filter(caller.tenant()::equals).isEmpty()) {
            return error(
                    400, "BadRequest", "Tenant provided in token does not match resource tenant.");
        }
        String action = models ? WorkloadRoles.MODELS : WorkloadRoles.CHAT;
        boolean allowed =
                state.rbac(caller.tenant())
                        .judge(
                                ArmCall.principals(world, caller.object()),
                                new Operation.Data(action),
                                account.id())
                        .allowed();
        return allowed
                ? served(request, classic, models)
                : error(
                        401,
                        "PermissionDenied",
                        "The principal `"
                                + caller.object()
                                + "` lacks the required data action `"
                                + action
                                + "` to perform `"
                                + (models
                                        ? "GET /openai/models"
                                        : "POST /openai/deployments/{deployment-id}/chat/completions")
                                + "` operation.");
    }

    private Response completion(Request request, boolean classic) {
        JsonNode body = request.json();
        String model = classic ? request.segments().get(2) : body.path("model").asText("");
        if (!model.toLowerCase(Locale.ROOT).equals(WorkloadApi.DEPLOYMENT)) {
            return error(
                    404,
                    "DeploymentNotFound",
                    "The API deployment for this resource does not exist. If you created the"
                            + " deployment within the last 5 minutes, please wait a moment and try"
                            + " again.");
        }
        JsonNode messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            return error(400, "BadRequest", "messages is an array with at least one message.");
        }
        String asked = messages.get(messages.size() - 1).path("content").asText("");
        String text = "Emulated answer, no model has run. You said: " + asked;
        int prompt = words(messages);
        int completion = text.split("\\s+").length;
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("prompt_tokens", prompt);
        usage.put("completion_tokens", completion);
        usage.put("total_tokens", prompt + completion);
        if (body.path("stream").asBoolean(false)) {
            boolean counted = body.path("stream_options").path("include_usage").asBoolean(false);
            return stream(text, counted ? Optional.of(usage) : Optional.empty());
        }
        Map<String, Object> json = frame("chat.completion");
        json.put(
                "choices",
                List.of(
                        Map.of(
                                "index",
                                0,
                                "message",
                                Map.of("role", "assistant", "content", text),
                                "finish_reason",
                                "stop")));
        json.put("usage", usage);
        return Response.json(200, json);
    }

    private Response stream(String text, Optional<Map<String, Object>> usage) {
        StringBuilder events = new StringBuilder();
        event(events, choice(Map.of("role", "assistant", "content", ""), false));
        for (String word : text.splitWithDelimiters(" ", 0)) {
            event(events, choice(Map.of("content", word), false));
        }
        event(events, choice(Map.of(), true));
        usage.ifPresent(
                counted -> {
                    Map<String, Object> last = frame("chat.completion.chunk");
                    last.put("choices", List.of());
                    last.put("usage", counted);
                    event(events, last);
                });
        events.append("data: [DONE]\n\n");
        return Response.bytes(
                200,
                "text/event-stream; charset=utf-8",
                events.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> choice(Map<String, Object> delta, boolean last) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", last ? "stop" : null);
        Map<String, Object> json = frame("chat.completion.chunk");
        json.put("choices", List.of(choice));
        return json;
    }

    private Map<String, Object> frame(String object) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", "chatcmpl-emulated");
        json.put("object", object);
        json.put("created", world.clock().instant().getEpochSecond());
        json.put("model", WorkloadApi.DEPLOYMENT);
        return json;
    }

    private static void event(StringBuilder events, Object json) {
        events.append("data: ").append(Json.write(json)).append("\n\n");
    }

    private static int words(JsonNode messages) {
        int words = 0;
        for (JsonNode message : messages) {
            words += message.path("content").asText("").split("\\s+").length;
        }
        return words;
    }

    private static Response error(int status, String code, String message) {
        return ArmError.of(status, code, message);
    }
}
