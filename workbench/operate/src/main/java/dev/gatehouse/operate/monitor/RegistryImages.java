package dev.gatehouse.operate.monitor;

import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.AzureNames;
import dev.gatehouse.operate.monitor.RegistryPages.Page;
import dev.gatehouse.operate.monitor.RegistryPages.Session;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The images of a registry, read from its data plane: the token for Azure Resource Manager is
 * exchanged for the registry's refresh token, and that for a token of each scope (Azure/acr: "AAD
 * integration"). The token goes to a login server of the cloud alone.
 */
final class RegistryImages {
    /** How many repositories are read at most, and how many tags of each. */
    static final int MOST = 1_000;

    private static final int PAGE = 100;

    /** A registry may make its pages smaller than asked for. */
    private static final int MOST_PAGES = 20;

    /** Questions to one registry at the same time. */
    private static final int AT_ONCE = 32;

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
     * @param complete the repositories whose tags were all read, and those that are not there
     * @param truncated whether there are more repositories or tags than were read
     * @param failure the first that happened; what else was found is there
     */
    record Images(
            Map<String, List<String>> tags,
            Set<String> complete,
            boolean truncated,
            Optional<Asked<?>> failure) {}

    /**
     * What was read of a list.
     *
     * @param cut whether there is more
     * @param failure why it was not read further
     */
    record Names(List<String> names, boolean cut, Optional<Asked<?>> failure) {}

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
        return new Images(Map.of(), Set.of(), false, Optional.of(failure));
    }

    private Images images(Round round, Session session, List<CardQuery.Image> expected) {
        Map<String, SideBySide.Question<Names>> asked = new LinkedHashMap<>();
        Consumer<String> ask =
                repository ->
                        asked.computeIfAbsent(
                                repository, it -> round.questions().ask(() -> tags(session, it)));
        var begun = round.questions().ask(() -> repositories(session));
        expected.forEach(image -> ask.accept(image.repository()));
        Names catalogue = catalogue(round, begun.answer(), ask);
        Optional<Asked<?>> failure = catalogue.failure();
        boolean truncated = catalogue.cut();
        Map<String, List<String>> tags = new LinkedHashMap<>();
        Set<String> complete = new HashSet<>();
        for (var entry : asked.entrySet()) {
            Asked<Names> answer = entry.getValue().answer();
            if (answer instanceof Asked.Answered<Names>(Names found, _, _)) {
                if (found.failure().isEmpty() || !found.names().isEmpty()) {
                    tags.put(entry.getKey(), found.names());
                }
                truncated = truncated || found.cut();
            }
            if (isComplete(answer)) {
                complete.add(entry.getKey());
            }
            failure = failure.or(() -> failure(answer));
        }
        return new Images(tags, complete, truncated, failure);
    }

    /**
     * Reads the catalogue page by page, so that what came before the deadline or a failure is
     * shown.
     *
     * @param each told of every repository, at most {@link #MOST}
     */
    private static Names catalogue(Round round, Asked<RegistryPages> begun, Consumer<String> each) {
        if (!(begun instanceof Asked.Answered<RegistryPages>(RegistryPages pages, _, _))) {
            return new Names(List.of(), false, Optional.of(begun));
        }
        return names(
                pages.session().registry(),
                "/acr/v1/_catalog?n=" + PAGE,
                at -> round.questions().ask(() -> pages.page(at)).answer(),
                each);
    }

    private static Optional<Asked<?>> failure(Asked<Names> answer) {
        Optional<Asked<?>> failure =
                answer instanceof Asked.Answered<Names>(Names found, _, _)
                        ? found.failure()
                        : Optional.of(answer);
        return failure.filter(it -> !isUnknown(it));
    }

    private static boolean isComplete(Asked<Names> answer) {
        return failure(answer).isEmpty()
                && !(answer instanceof Asked.Answered<Names>(Names found, _, _) && found.cut());
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
                                        Fields.text(reply.body(), "refresh_token"),
                                        new Semaphore(AT_ONCE, true)));
    }

    private Asked<RegistryPages> repositories(Session session) {
        return RegistryPages.of(
                wire,
                session,
                "registry:catalog:*",
                body -> {
                    List<String> names = new ArrayList<>();
                    body.path("repositories").forEach(name -> names.add(name.asText("")));
                    names.removeIf(name -> !AzureNames.isRepository(name));
                    return names;
                });
    }

    private Asked<Names> tags(Session session, String repository) {
        return RegistryPages.of(
                        wire,
                        session,
                        "repository:" + repository + ":metadata_read",
                        body -> {
                            List<String> names = new ArrayList<>();
                            body.path("tags").forEach(tag -> names.add(Fields.text(tag, "name")));
                            return names;
                        })
                .map(
                        pages ->
                                names(
                                        pages.session().registry(),
                                        "/acr/v1/" + repository + "/_tags?n=" + PAGE,
                                        pages::page,
                                        _ -> {}));
    }

    /**
     * Reads pages until there is none, one fails, or there are enough names.
     *
     * @param each told of every name, at most {@link #MOST}, as soon as it is known
     */
    static Names names(
            URI registry, String first, Function<URI, Asked<Page>> pages, Consumer<String> each) {
        var names = new LinkedHashSet<String>();
        Optional<URI> next = Optional.of(registry.resolve(first));
        boolean cut = false;
        for (int read = 0; next.isPresent() && read < MOST_PAGES && names.size() < MOST; read++) {
            Asked<Page> answer = pages.apply(next.get());
            if (!(answer instanceof Asked.Answered<Page>(Page page, _, _))) {
                return new Names(List.copyOf(names), read > 0, Optional.of(answer));
            }
            for (String name : page.names()) {
                if (names.size() < MOST && names.add(name)) {
                    each.accept(name);
                } else {
                    cut = cut || !names.contains(name);
                }
            }
            next = page.next();
            cut = cut || page.cut();
        }
        return new Names(List.copyOf(names), cut || next.isPresent(), Optional.empty());
    }
}
