package dev.gatehouse.server.gate;

import java.util.Map;

/**
 * What the gate asks of Vert.x and Netty, where they can only be asked by system properties that
 * they read when their first class is loaded. An operator's own {@code -D} wins.
 */
final class Tuning {
    private static final Map<String, String> WANTED =
            Map.of(
                    // HeaderShape looks at each line once, at the door.
                    "vertx.disableHttpHeadersValidation", "true",
                    // Two clock readings a callback, for warnings about blocked loops; ours never
                    // block.
                    "vertx.threadChecks", "false",
                    "vertx.disableContextTimings", "true",
                    // There is one class loader; nothing is deployed into it.
                    "vertx.disableTCCL", "true",
                    "vertx.disableMetrics", "true",
                    // Measured: a seventh less CPU a request than the adaptive allocator.
                    "io.netty.allocator.type", "pooled",
                    // Samples allocations to find leaks; for tests, not for service.
                    "io.netty.leakDetection.level", "disabled");

    private Tuning() {}

    /** To be called before the first use of Vert.x in the process. */
    static void apply() {
        WANTED.forEach(
                (name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                    }
                });
    }
}
