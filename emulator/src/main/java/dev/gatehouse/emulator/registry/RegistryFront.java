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
    private static final Pattern TAG_NAMES = Pattern.compile("v2/" + NAME + "/tags/list");
    private static final Pattern CONTENT = Pattern.compile("v2/" + NAME + "/manifests/([^/]+)");
    private static final Pattern TAGS = Pattern.compile("acr/v1/" + NAME + "/_tags");
    private static final Pattern TAG = Pattern.compile("acr/v1/" + NAME + "/_tags/([^/]+)");
    private static final Pattern MANIFESTS = Pattern.compile("acr/v1/" + NAME + "/_manifests");
    private static final Pattern MANIFEST =
            Pattern.compile("acr/v1/" + NAME + "/_manifests/([^/]+)");
    private static final Pattern REPOSITORY = Pattern.compile("acr/v1/" + NAME);

    private final ArmState state;
    private final LoginServers servers;
    private final Images images;
    private final Catalogue catalogue;
    private final TokenDesk desk;
    private final RegistryTokens tokens;

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
    }

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
        Request request = visit.request();
        String server = visit.server();
        Matcher found;
        if ((found = match(TAG_NAMES, path)).matches()) {
            String name = found.group(1);
            return images(visit, name, "pull", all -> catalogue.tagNames(request, name, all));
        }
        if ((found = match(CONTENT, path)).matches()) {
            String reference = found.group(2);
            return images(
                    visit, found.group(1), "pull", all -> catalogue.content(all, reference));
        }
        if ((found = match(TAGS, path)).matches()) {
            String name = found.group(1);
            return read(visit, name, all -> catalogue.tags(request, server, name, all));
        }
        if ((found = match(TAG, path)).matches()) {
            String name = found.group(1);
            String tag = found.group(2);
            return read(visit, name, all -> catalogue.tag(server, name, all, tag));
        }
        if ((found = match(MANIFESTS, path)).matches()) {
            String name = found.group(1);
            return read(visit, name, all -> catalogue.manifests(request, server, name, all));
        }
        if ((found = match(MANIFEST, path)).matches()) {
            String name = found.group(1);
            String digest = found.group(2);
            return read(visit, name, all -> catalogue.manifest(server, name, all, digest));
        }
        if ((found = match(REPOSITORY, path)).matches()) {
            String name = found.group(1);
            return read(visit, name, all -> catalogue.repository(server, name, all));
        }
        return RegistryError.notFound();
    }

    private static Matcher match(Pattern pattern, String path) {
        return pattern.matcher(path);
    }

    private Response read(Visit visit, String name, Function<List<Image>, Response> answer) {
        return images(visit, name, "metadata_read", answer);
    }

    private Response images(
            Visit visit, String name, String action, Function<List<Image>, Response> answer) {
        return guarded(
                visit,
                RegistryScope.repository(name, action),
                () ->
                        images.of(visit.registry(), name)
                                .filter(found -> !found.isEmpty())
                                .map(answer)
                                .orElseGet(() -> RegistryError.unknownRepository(name)));
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

    private Response guarded(
            Visit visit, RegistryScope needed, Supplier<Response> answer) {
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
        return visit.request()
                .bearer()
                .flatMap(token -> tokens.accessed(token, visit.server()));
    }
}
