package dev.gatehouse.emulator.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.entra.CastTokens;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.World;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls ARM without a socket. */
final class ArmCalls {
    static final String PRODUCTION = "/subscriptions/50000000-0000-4000-8000-000000000001";
    static final String RESEARCH = "/subscriptions/50000000-0000-4000-8000-000000000002";
    static final String SHOP = PRODUCTION + "/resourceGroups/rg-shop";
    static final String LAB = RESEARCH + "/resourceGroups/rg-lab";

    private final CastTokens cast = new CastTokens();
    private final ArmState state = new ArmState(cast.world());
    private final ArmApi api;

    ArmCalls() {
        this(ArmApi.PAGE_SIZE);
    }

    ArmCalls(int pageSize) {
        api = ArmApi.routes(cast.world(), cast.tokens(), CastTokens.ORIGINS, state, pageSize);
    }

    CastTokens cast() {
        return cast;
    }

    World world() {
        return cast.world();
    }

    ArmState state() {
        return state;
    }

    Response get(String name, String path) {
        return as(name, "GET", path, "");
    }

    Response as(String name, String method, String path, String body) {
        return token(cast.person(name + "@contoso.com"), method, path, body);
    }

    Response token(String token, String method, String path, String body) {
        return raw(method, path, Map.of("Authorization", "Bearer " + token), body);
    }

    /** Adds {@code api-version} unless the path has a query with one. */
    Response raw(String method, String path, Map<String, String> headers, String body) {
        String versioned =
                path.contains("api-version")
                        ? path
                        : path + (path.contains("?") ? "&" : "?") + "api-version=2022-12-01";
        return exact(method, versioned, headers, body);
    }

    Response exact(String method, String target, Map<String, String> headers, String body) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return api.handle(
                Request.of(
                        method,
                        URI.create("https://localhost:8443"),
                        path,
                        query,
                        lists,
                        body.getBytes(StandardCharsets.UTF_8)));
    }

    static JsonNode json(Response response) {
        return Json.read(response.text()).orElseThrow();
    }

    static String code(Response response) {
        return json(response).path("error").path("code").asText();
    }

    static String message(Response response) {
        return json(response).path("error").path("message").asText();
    }

    static List<String> column(Response response, String property) {
        return json(response).path("value").findValuesAsText(property);
    }
}
