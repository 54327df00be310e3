package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.operate.arm.Asked;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One list of a registry, a page at a time, with a token for that list alone.
 *
 * @param reading what a page's body names
 */
record RegistryPages(
        RegistryWire wire,
        RegistryPages.Session session,
        String bearer,
        Function<JsonNode, List<String>> reading) {
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");

    /**
     * One registry, as one identity.
     *
     * @param places held by those who ask it at the moment
     */
    record Session(
            URI registry, String service, Granted granted, String refreshToken, Semaphore places) {}

    /**
     * One page.
     *
     * @param next where the next one is
     * @param cut whether there is a next one that is not followed
     */
    record Page(List<String> names, Optional<URI> next, boolean cut) {}

    static Asked<RegistryPages> of(
            RegistryWire wire,
            Session session,
            String scope,
            Function<JsonNode, List<String>> reading) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("service", session.service());
        form.put("scope", scope);
        form.put("refresh_token", session.refreshToken());
        URI at = session.registry().resolve("/oauth2/token");
        return inTurn(session, () -> wire.post(session.granted(), at, form))
                .map(
                        reply ->
                                new RegistryPages(
                                        wire,
                                        session,
                                        Fields.text(reply.body(), "access_token"),
                                        reading));
    }

    Asked<Page> page(URI at) {
        return inTurn(session, () -> wire.get(session.granted(), at, bearer))
                .map(
                        reply -> {
                            Optional<URI> next = next(reply.link());
                            boolean cut = next.isEmpty() && NEXT.matcher(reply.link()).find();
                            return new Page(reading.apply(reply.body()), next, cut);
                        });
    }

    private static <T> Asked<T> inTurn(Session session, Supplier<Asked<T>> question) {
        try {
            session.places().acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a registry");
        }
        try {
            return question.get();
        } finally {
            session.places().release();
        }
    }

    /** The next page (RFC 8288), on the same registry alone (W23). */
    private Optional<URI> next(String link) {
        Matcher named = NEXT.matcher(link);
        if (!named.find()) {
            return Optional.empty();
        }
        try {
            URI registry = session.registry();
            return Optional.of(registry.resolve(named.group(1)))
                    .filter(next -> "https".equals(next.getScheme()))
                    .filter(
                            next ->
                                    registry.getRawAuthority()
                                            .equalsIgnoreCase(next.getRawAuthority()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
