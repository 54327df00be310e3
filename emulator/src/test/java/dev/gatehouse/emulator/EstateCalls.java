package dev.gatehouse.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.arm.ArmApi;
import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.containers.ContainerService;
import dev.gatehouse.emulator.entra.CastTokens;
import dev.gatehouse.emulator.registry.Listeners;
import dev.gatehouse.emulator.registry.RegistryService;
import dev.gatehouse.emulator.storage.StorageService;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls the seeded Azure without a socket; its clock stands still until it is moved. */
final class EstateCalls {
    static final String PRODUCTION = "/subscriptions/50000000-0000-4000-8000-000000000001";
    static final String RESEARCH = "/subscriptions/50000000-0000-4000-8000-000000000002";
    static final String SHOP = PRODUCTION + "/resourceGroups/rg-shop";
    static final String LAB = RESEARCH + "/resourceGroups/rg-lab";
    static final String AKS = "/providers/Microsoft.ContainerService/managedClusters";
    static final String STORAGE = "/providers/Microsoft.Storage/storageAccounts";
    static final String REGISTRIES = "/providers/Microsoft.ContainerRegistry/registries";

    private final CastTokens cast = new CastTokens();
    private final ArmState state = Estate.seeded(cast.world(), CastTokens.ORIGINS);
    private final List<URI> ports = new ArrayList<>();
    private final RegistryService registries =
            RegistryService.seeded(
                    cast.world(), state, cast.tokens(), CastTokens.ORIGINS, new Ports());
    private final ArmApi api =
            ArmApi.routes(cast.world(), cast.tokens(), CastTokens.ORIGINS, state, ArmApi.PAGE_SIZE)
                    .provide(new ContainerService())
                    .provide(StorageService.seeded(state))
                    .provide(registries);

    /** Origins that nobody listens at. */
    private final class Ports implements Listeners {
        @Override
        public URI open() {
            URI origin = URI.create("https://localhost:" + (9001 + ports.size()));
            ports.add(origin);
            return origin;
        }

        @Override
        public void close(URI origin) {
            ports.remove(origin);
        }
    }

    CastTokens cast() {
        return cast;
    }

    ArmState state() {
        return state;
    }

    /** The origins of registries that were opened and not closed. */
    List<URI> ports() {
        return List.copyOf(ports);
    }

    /** Moves the clock to so long after the start. */
    void after(int seconds) {
        cast.world().clock().offset(Duration.ofSeconds(seconds));
    }

    Response get(String name, String path) {
        return as(name, "GET", path, "");
    }

    Response as(String name, String method, String path, String body) {
        return as(name, URI.create("https://localhost:8443"), method, path, body);
    }

    Response as(String name, URI origin, String method, String path, String body) {
        String target =
                path.startsWith("https://") || path.startsWith("http://")
                        ? path.substring(path.indexOf('/', 8))
                        : path;
        String versioned =
                target.contains("api-version")
                        ? target
                        : target + (target.contains("?") ? "&" : "?") + "api-version=2025-11-01";
        String token = cast.person(name + "@contoso.com");
        return api.handle(
                request(
                        origin,
                        method,
                        versioned,
                        Map.of("Authorization", "Bearer " + token),
                        body));
    }

    /** A call to the data plane of the registry at an origin. */
    Response data(
            URI origin, String method, String target, Map<String, String> headers, String body) {
        return registries.dataPlane().handle(request(origin, method, target, headers, body));
    }

    private static Request request(
            URI origin, String method, String target, Map<String, String> headers, String body) {
        int question = target.indexOf('?');
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((header, value) -> lists.put(header, List.of(value)));
        return Request.of(
                method,
                origin,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                lists,
                body.getBytes(StandardCharsets.UTF_8));
    }

    static JsonNode json(Response response) {
        return Json.read(response.text()).orElseThrow();
    }

    static String code(Response response) {
        return json(response).path("error").path("code").asText();
    }

    static List<String> names(Response response) {
        List<String> names = new ArrayList<>();
        json(response).path("value").forEach(each -> names.add(each.path("name").asText()));
        return names;
    }

    /** The address that an answer names in a header. */
    static String address(Response response, String header) {
        return response.header(header).orElseThrow();
    }
}
