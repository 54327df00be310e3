package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.AzureNames;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The images of a registry, read from its data plane: the token for Azure Resource Manager is
 * exchanged for the registry's refresh token, and that for a token of each scope (Azure/acr: "AAD
 * integration"). The token goes to a login server of the cloud alone.
 */
final class RegistryImages {
    /** How many repositories are read at most. */
    static final int MOST = 100;

    private static final int PAGES = 10;
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");

    private final LoginServers trusted;
    private final RegistryWire wire;

    RegistryImages(RegistryAccess access) {
        this.trusted = access.trusted();
        this.wire = new RegistryWire(access.tls(), Cards.PATIENCE, access.calls());
    }

    /**
     * What was found.
     *
     * @param tags by repository, in the order of the catalogue
     * @param truncated whether there are more repositories than are read
     * @param failure the first that happened; what else was found is there
     */
    record Images(Map<String, List<String>> tags, boolean truncated, Optional<Asked<?>> failure) {}

    /** One registry, as one identity. */
    private record Session(URI registry, String service, Granted granted, String refreshToken) {}

    Images read(Round round, String loginServer, List<CardQuery.Image> expected) {
        Optional<URI> registry = trusted.trusted(loginServer);
        if (registry.isEmpty()) {
            var untrusted =
                    Refusal.of(
                            RefusalCode.UNTRUSTED_LINK,
                            "The registry's login server is not of this cloud.");
            return failed(new Asked.Refused<>(untrusted, untrusted.code().wire()));
        }
        Asked<Session> session =
                round.questions().ask(() -> begin(round, registry.get(), loginServer)).answer();
        return session instanceof Asked.Answered<Session>(Session begun, var _, var _)
                ? images(round, begun, expected)
                : failed(session);
    }

    private static Images failed(Asked<?> failure) {
        return new Images(Map.of(), false, Optional.of(failure));
    }

    private Images images(Round round, Session session, List<CardQuery.Image> expected) {
        var catalog = round.questions().ask(() -> catalog(session));
        Map<String, SideBySide.Question<List<String>>> asked = new LinkedHashMap<>();
        Function<String, SideBySide.Question<List<String>>> tagsOf =
                repository -> round.questions().ask(() -> tags(session, repository));
        expected.forEach(image -> asked.computeIfAbsent(image.repository(), tagsOf));
        Asked<List<String>> all = catalog.answer();
        Optional<Asked<?>> failure = Optional.empty();
        boolean truncated = false;
        if (all instanceof Asked.Answered<List<String>>(var repositories, var _, var _)) {
            truncated = repositories.size() > MOST;
            repositories.stream()
                    .limit(MOST)
                    .forEach(repository -> asked.computeIfAbsent(repository, tagsOf));
        } else {
            failure = Optional.of(all);
        }
        Map<String, List<String>> tags = new LinkedHashMap<>();
        for (var entry : asked.entrySet()) {
            Asked<List<String>> answer = entry.getValue().answer();
            if (answer instanceof Asked.Answered<List<String>>(var found, var _, var _)) {
                tags.put(entry.getKey(), found);
            } else if (!isUnknown(answer) && failure.isEmpty()) {
                failure = Optional.of(answer);
            }
        }
        return new Images(tags, truncated, failure);
    }

    /** A repository that ought to be there and is not: its tags are missing, nothing failed. */
    private static boolean isUnknown(Asked<?> answer) {
        return answer instanceof Asked.Failed<?>(var fault, var _, var _) && fault.status() == 404;
    }

    private Asked<Session> begin(Round round, URI registry, String service) {
        Granted granted = round.granted();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "access_token");
        form.put("service", service);
        if (granted.used() == DownstreamIdentity.USER) {
            form.put("tenant", round.who().caller().tenant().toString());
        }
        form.put("access_token", granted.token().map(AccessToken::value).orElseThrow());
        return wire.post(granted, registry.resolve("/oauth2/exchange"), form)
                .map(
                        reply ->
                                new Session(
                                        registry,
                                        service,
                                        granted,
                                        Fields.text(reply.body(), "refresh_token")));
    }

    private Asked<List<String>> catalog(Session session) {
        return pages(
                session,
                "registry:catalog:*",
                "/acr/v1/_catalog?n=" + MOST,
                body -> {
                    List<String> names = new ArrayList<>();
                    body.path("repositories").forEach(name -> names.add(name.asText("")));
                    names.removeIf(name -> !AzureNames.isRepository(name));
                    return names;
                });
    }

    private Asked<List<String>> tags(Session session, String repository) {
        return pages(
                session,
                "repository:" + repository + ":metadata_read",
                "/acr/v1/" + repository + "/_tags?n=" + MOST,
                body -> {
                    List<String> names = new ArrayList<>();
                    body.path("tags").forEach(tag -> names.add(Fields.text(tag, "name")));
                    return names;
                });
    }

    private Asked<List<String>> pages(
            Session session, String scope, String first, Function<JsonNode, List<String>> reading) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("service", session.service());
        form.put("scope", scope);
        form.put("refresh_token", session.refreshToken());
        var token = wire.post(session.granted(), session.registry().resolve("/oauth2/token"), form);
        if (!(token instanceof Asked.Answered<RegistryWire.Reply>(var access, var used, var why))) {
            return token.map(_ -> List.of());
        }
        String bearer = Fields.text(access.body(), "access_token");
        List<String> found = new ArrayList<>();
        Optional<URI> next = Optional.of(session.registry().resolve(first));
        for (int page = 0; page < PAGES && next.isPresent(); page++) {
            var reply = wire.get(session.granted(), next.get(), bearer);
            if (!(reply instanceof Asked.Answered<RegistryWire.Reply>(var body, var _, var _))) {
                return reply.map(_ -> List.of());
            }
            found.addAll(reading.apply(body.body()));
            next = next(session, body.link());
        }
        return new Asked.Answered<>(found, used, why);
    }

    /** The next page, on the same registry alone. */
    private static Optional<URI> next(Session session, String link) {
        Matcher named = NEXT.matcher(link);
        if (!named.find() || !named.group(1).startsWith("/") || named.group(1).startsWith("//")) {
            return Optional.empty();
        }
        try {
            return Optional.of(session.registry().resolve(named.group(1)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
