package dev.gatehouse.emulator.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the handler of a method and path. The first route that matches wins. Repeated slashes count
 * as one, as ARM's clients send them. A template's segments are literal text, a variable {@code
 * {name}} for one segment, or, at the end, {@code {name...}} for all that follows (none, too).
 */
public final class Router implements Handler {
    private record Route(String method, List<String> template, Handler handler) {}

    private final List<Route> routes = new ArrayList<>();
    private final boolean ignoreCase;
    private final ErrorForm errors;

    private Router(boolean ignoreCase, ErrorForm errors) {
        this.ignoreCase = ignoreCase;
        this.errors = errors;
    }

    /** A router whose literal segments are compared exactly. */
    public static Router exact(ErrorForm errors) {
        return new Router(false, errors);
    }

    /** A router whose literal segments are compared without letter case, as ARM's are. */
    public static Router ignoringCase(ErrorForm errors) {
        return new Router(true, errors);
    }

    /**
     * Adds a route; not for use once requests are served.
     *
     * @param method upper case, or {@code *} for any
     * @param template for example {@code /subscriptions/{subscription}/resourceGroups}
     */
    public Router route(String method, String template, Handler handler) {
        List<String> segments = List.of(template.replaceFirst("^/", "").split("/"));
        routes.add(new Route(method, segments, handler));
        return this;
    }

    /** The answer of the first matching route; 404 in the service's form if there is none. */
    @Override
    public Response handle(Request request) {
        try {
            List<String> segments = request.segments();
            for (Route route : routes) {
                if (route.method().equals("*") || route.method().equals(request.method())) {
                    Optional<Map<String, String>> found = match(route.template(), segments);
                    if (found.isPresent()) {
                        return route.handler().handle(request.with(found.get()));
                    }
                }
            }
            return errors.error(request, 404, "There is nothing at this address.");
        } catch (MalformedRequest e) {
            return errors.error(request, e.status(), String.valueOf(e.getMessage()));
        }
    }

    private Optional<Map<String, String>> match(List<String> template, List<String> segments) {
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String part = template.get(i);
            if (part.endsWith("...}")) {
                found.put(
                        part.substring(1, part.length() - 4),
                        String.join(
                                "/",
                                segments.subList(Math.min(i, segments.size()), segments.size())));
                return Optional.of(found);
            }
            if (i >= segments.size()) {
                return Optional.empty();
            }
            String segment = segments.get(i);
            if (part.startsWith("{")) {
                found.put(part.substring(1, part.length() - 1), segment);
            } else if (!(ignoreCase
                    ? part.toLowerCase(Locale.ROOT).equals(segment.toLowerCase(Locale.ROOT))
                    : part.equals(segment))) {
                return Optional.empty();
            }
        }
        return segments.size() == template.size() ? Optional.of(found) : Optional.empty();
    }
}
