package dev.gatehouse.emulator.registry;

import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.MalformedRequest;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The data plane of all registries: the one whose login server a request came to answers. Names of
 * repositories may have slashes, escaped or not.
 */
final class RegistryFront implements Handler {
    private static final String NAME = "([a-z0-9]+(?:(?:[._/-]|__)[a-z0-9]+)*)";

    private final ArmState state;
    private final LoginServers servers;
    private final Images images;
    private final Catalogue catalogue;
    private final TokenDesk desk;
    private final RegistryTokens tokens;
    private final List<Route> routes;

    RegistryFront(
            ArmState state,
            LoginServers servers,
            Images images,
            TokenDesk desk,
            RegistryTokens tokens) {
        this.state = state;
        this.servers = servers;
        this.images = images;
        this.catalogue = new Catalogue(images);
        this.desk = desk;
        this.tokens = tokens;
        this.routes = routes();
    }

    private List<Route> routes() {
        return List.of(
                route("v2/", "/tags/list", "pull", catalogue::tagNames),
                route("v2/", "/manifests/([^/]+)", "pull", catalogue::content),
                route("acr/v1/", "/_tags", "metadata_read", catalogue::tags),
                route("acr/v1/", "/_tags/([^/]+)", "metadata_read", catalogue::tag),
                route("acr/v1/", "/_manifests", "metadata_read", catalogue::manifests),
                route("acr/v1/", "/_manifests/([^/]+)", "metadata_read", catalogue::manifest),
                route("acr/v1/", "", "metadata_read", catalogue::repository));
    }

    private static Route route(
            String before,
            String after,
            String action,
            Function<Catalogue.Question, Response> answer) {
        return new Route(Pattern.compile(before + NAME + after), action, answer);
    }

    /** A path with a repository in it, and the action that a token for it must have. */
    private record Route(
            Pattern form, String action, Function<Catalogue.Question, Response> answer) {}

    @Override
    public Response handle(Request request) {
        state.longOperations().settle();
        Optional<Resource> registry = servers.at(request.origin()).flatMap(state::resource);
        if (registry.isEmpty()) {
            return RegistryError.notFound();
        }
        try {
            return answer(
                            new Visit(
                                    request,
                                    registry.get().id(),
                                    registry.get().property("loginServer")),
                            String.join("/", request.segments()))
                    .with("Docker-Distribution-Api-Version", "registry/2.0");
        } catch (MalformedRequest e) {
            return RegistryError.of(e.status(), "BAD_REQUEST", String.valueOf(e.getMessage()));
        }
    }

    /** One request at one registry. */
    private record Visit(Request request, Scope registry, String server) {}

    private Response answer(Visit visit, String path) {
        String method = visit.request().method();
        if (path.equals("oauth2/exchange") && method.equals("POST")) {
            return desk.exchange(visit.request(), visit.registry(), visit.server());
        }
        if (path.equals("oauth2/token")) {
            return switch (method) {
                case "POST" -> desk.token(visit.request(), visit.registry(), visit.server());
                case "GET" ->
                        desk.tokenForPassword(visit.request(), visit.registry(), visit.server());
                default -> RegistryError.notFound();
            };
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return RegistryError.of(405, "UNSUPPORTED", "The operation is unsupported.");
        }
        if (path.equals("v2")) {
            return base(visit);
        }
        if (path.equals("v2/_catalog") || path.equals("acr/v1/_catalog")) {
            return guarded(
                    visit,
                    RegistryScope.catalog(),
                    () -> catalogue.repositories(visit.request(), visit.registry()));
        }
        return inRepository(visit, path);
    }

    private Response inRepository(Visit visit, String path) {
        for (Route route : routes) {
            Matcher found = route.form().matcher(path);
            if (found.matches()) {
                String name = found.group(1);
                String item = found.groupCount() > 1 ? found.group(2) : "";
                return guarded(
                        visit,
                        RegistryScope.repository(name, route.action()),
                        () -> repository(visit, route, name, item));
            }
        }
        return RegistryError.notFound();
    }

    private Response repository(Visit visit, Route route, String name, String item) {
        return images.of(visit.registry(), name)
                .filter(found -> !found.isEmpty())
                .map(
                        found ->
                                route.answer()
                                        .apply(
                                                new Catalogue.Question(
                                                        visit.request(),
                                                        visit.server(),
                                                        name,
                                                        item,
                                                        found)))
                .orElseGet(() -> RegistryError.unknownRepository(name));
    }

    /** {@code /v2/}: good for any token of this registry. */
    private Response base(Visit visit) {
        return access(visit)
                .map(access -> Response.json(200, Map.of()).by(access.caller()))
                .orElseGet(
                        () ->
                                RegistryError.challenge(
                                        visit.request().origin(),
                                        visit.server(),
                                        Optional.empty()));
    }

    private Response guarded(Visit visit, RegistryScope needed, Supplier<Response> answer) {
        Optional<RegistryTokens.Access> access = access(visit);
        if (access.isEmpty()) {
            return RegistryError.challenge(
                    visit.request().origin(), visit.server(), Optional.of(needed));
        }
        Response said =
                access.get().covers(needed)
                        ? answer.get()
                        : RegistryError.insufficient(
                                visit.request().origin(), visit.server(), needed);
        return said.by(access.get().caller());
    }

    private Optional<RegistryTokens.Access> access(Visit visit) {
        return visit.request().bearer().flatMap(token -> tokens.accessed(token, visit.server()));
    }
}
