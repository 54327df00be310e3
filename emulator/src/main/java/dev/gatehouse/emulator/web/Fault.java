package dev.gatehouse.emulator.web;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What shall go wrong.
 *
 * @param pathPrefix the beginning of the path, compared without letter case
 * @param status the HTTP status to answer instead of the service; empty to answer late, but rightly
 * @param body the body with that status, JSON or any text; empty for the service's own error form
 * @param headers more headers with that status, for example {@code Retry-After}
 * @param latency how long the answer is held back, at most a minute
 * @param times how many requests it hits; empty for all until it is removed
 */
public record Fault(
        Service service,
        String pathPrefix,
        Optional<Integer> status,
        Optional<String> body,
        Map<String, String> headers,
        Duration latency,
        Optional<Integer> times) {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    public Fault {
        headers = Map.copyOf(headers);
        if (latency.isNegative() || latency.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("latencyMs is between 0 and 60000");
        }
        if (status.filter(code -> code < 200 || code > 599).isPresent()) {
            throw new IllegalArgumentException("status is between 200 and 599");
        }
        if (times.filter(count -> count < 1).isPresent()) {
            throw new IllegalArgumentException("times is 1 or more");
        }
    }

    boolean hits(Service target, String path) {
        return service == target
                && path.toLowerCase(Locale.ROOT).startsWith(pathPrefix.toLowerCase(Locale.ROOT));
    }

    Fault once() {
        return new Fault(
                service, pathPrefix, status, body, headers, latency, times.map(count -> count - 1));
    }
}
