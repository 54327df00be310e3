package dev.gatehouse.server.metrics;

import dev.gatehouse.operate.arm.AzureCalls;
import dev.gatehouse.operate.monitor.Degraded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The counters and timers of one process. Their labels come from the configuration and from code,
 * never from a request, so that nobody outside can make more of them.
 */
public final class Metrics implements AzureCalls, AutoCloseable {
    /** The content type of {@link #scrape}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** Answers that show less than was asked for, by operation and reason. */
    public static final String DEGRADED = Degraded.METRIC;

    /** Exchanges that ended, by rule and status. */
    public static final String REQUESTS = "gatehouse_requests_total";

    /** Calls of Gatehouse to Azure, in seconds, by service, method and result. */
    public static final String AZURE_CALLS = "gatehouse_azure_calls_seconds";

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private static final int STATUSES = 600;

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ConcurrentHashMap<String, AtomicReferenceArray<Counter>> requests =
            new ConcurrentHashMap<>();

    /** One more degraded answer. */
    public void degraded(String op, String reason) {
        Counter.builder(DEGRADED)
                .description("Answers that show less than was asked for.")
                .tag("op", op)
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    @Override
    public void ended(Service service, String method, Result result, Duration took) {
        Timer.builder(AZURE_CALLS)
                .description("Calls of Gatehouse to Azure, with their tries.")
                .tag("service", service.wire())
                .tag("method", method)
                .tag("result", result.wire())
                .serviceLevelObjectives(BOUNDS)
                .register(registry)
                .record(took);
    }

    /**
     * One more exchange. Takes no lock and allocates nothing after the first of its kind.
     *
     * @param rule the id of the rule that decided, empty if none did
     * @param status of the answer
     */
    public void request(String rule, int status) {
        var byStatus = requests.get(rule);
        if (byStatus == null) {
            byStatus = requests.computeIfAbsent(rule, _ -> new AtomicReferenceArray<>(STATUSES));
        }
        int index = status > 0 && status < STATUSES ? status : 0;
        Counter counter = byStatus.get(index);
        if (counter == null) {
            counter = requestCounter(rule, index);
            byStatus.set(index, counter);
        }
        counter.increment();
    }

    private Counter requestCounter(String rule, int status) {
        return Counter.builder(REQUESTS)
                .description("Exchanges that ended.")
                .tag("route", rule)
                .tag("status", Integer.toString(status))
                .register(registry);
    }

    /** All of them, in Prometheus' text form. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }
}
