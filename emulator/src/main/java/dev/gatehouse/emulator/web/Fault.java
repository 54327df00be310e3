package dev.gatehouse.emulator.web;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What shall go wrong.
 *
 * @param id names it, to replace or remove it
 * @param pathPrefix the beginning of the path, compared without letter case
 * @param method the HTTP method; empty for any
 * @param status the HTTP status to answer instead of the service; empty to let the service answer
 * @param body the body with that status; empty for {@code error} in the service's own form
 * @param error code and text of the service's own error form
 * @param headers more headers with that status, for example {@code Retry-After}
 * @param nextLink what the link to the next page of a list says instead
 * @param latency how long the answer is held back, at most a minute
 * @param times how many requests it hits; empty for all until it is removed
 */
public record Fault(
        String id,
        FaultTarget target,
        String pathPrefix,
        Optional<String> method,
        Optional<Integer> status,
        Optional<String> body,
        ErrorText error,
        Map<String, String> headers,
        Optional<URI> nextLink,
        Duration latency,
        Optional<Integer> times) {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    public Fault {
        headers = Map.copyOf(headers);
        if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("id has 1 to 64 letters, digits, - and _");
        }
        if (latency.isNegative() || latency.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("latencyMs is between 0 and 60000");
        }
        if (status.filter(code -> code < 200 || code > 599).isPresent()) {
            throw new IllegalArgumentException("status is between 200 and 599");
        }
        if (status.isPresent() && nextLink.isPresent()) {
            throw new IllegalArgumentException("nextLink changes an answer; leave status out");
        }
        if (times.filter(count -> count < 1).isPresent()) {
            throw new IllegalArgumentException("times is 1 or more");
        }
    }

    /**
     * A code and a text.
     *
     * @param message {@code {path}} in it stands for the request's path
     */
    public record ErrorText(String code, String message) {}

    boolean hits(Service service, Request request) {
        String path = request.path().toLowerCase(Locale.ROOT).replaceAll("/+", "/");
        return target.covers(service, path)
                && path.startsWith(pathPrefix.toLowerCase(Locale.ROOT))
                && method.map(request.method()::equals).orElse(true);
    }

    Fault once() {
        return new Fault(
                id,
                target,
                pathPrefix,
                method,
                status,
                body,
                error,
                headers,
                nextLink,
                latency,
                times.map(count -> count - 1));
    }
}
