package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;

/** Lets browsers' scripts read what Entra lets them read. */
final class Cors {
    private Cors() {}

    /** Any origin may read it, if one asks. */
    static Response readable(Request request, Response response) {
        return request.header("origin").isEmpty()
                ? response
                : response.with("Access-Control-Allow-Origin", "*")
                        .with(
                                "Access-Control-Expose-Headers",
                                "x-ms-request-id, client-request-id, Retry-After");
    }

    /** The answer to a preflight, with the headers that Microsoft's libraries send. */
    static Response preflight() {
        return Response.empty(204)
                .with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
                .with(
                        "Access-Control-Allow-Headers",
                        "content-type, client-request-id, return-client-request-id,"
                                + " x-client-sku, x-client-ver, x-client-os, x-client-cpu,"
                                + " x-client-current-telemetry, x-client-last-telemetry,"
                                + " x-client-xtra-sku, x-ms-lib-capability, x-app-name, x-app-ver,"
                                + " x-anchormailbox")
                .with("Access-Control-Max-Age", "600");
    }
}
