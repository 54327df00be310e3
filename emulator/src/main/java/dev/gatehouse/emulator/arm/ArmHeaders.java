package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import java.util.Optional;
import java.util.UUID;

/** The headers of every ARM answer. */
final class ArmHeaders {
    private ArmHeaders() {}

    private static String remaining(Request request) {
        boolean inSubscription = request.path().replace("/", "").startsWith("subscriptions");
        return "x-ms-ratelimit-remaining-"
                + (inSubscription ? "subscription-" : "tenant-")
                + (reads(request) ? "reads" : "writes");
    }

    /** The budget of an untouched hour: the emulator counts nothing, its faults make the 429s. */
    private static String left(Request request) {
        return reads(request) ? "11999" : "1199";
    }

    private static boolean reads(Request request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    static Response add(Request request, UUID correlation, Response answer) {
        Response full =
                answer.with("x-ms-request-id", UUID.randomUUID().toString())
                        .with("x-ms-correlation-request-id", correlation.toString())
                        .with("Cache-Control", "no-cache")
                        .with("X-Content-Type-Options", "nosniff");
        Optional<String> client = request.header("x-ms-client-request-id");
        if (client.isPresent()) {
            full = full.with("x-ms-client-request-id", client.get());
        }
        return answer.status() == 401
                ? full.with("Access-Control-Expose-Headers", "WWW-Authenticate")
                : full.with(remaining(request), left(request));
    }
}
