package dev.gatehouse.server.metrics;

import static dev.gatehouse.operate.arm.AzureCalls.Result.SUCCESS;
import static dev.gatehouse.operate.arm.AzureCalls.Result.THROTTLED;
import static dev.gatehouse.operate.arm.AzureCalls.Service.ARM;
import static dev.gatehouse.operate.arm.AzureCalls.Service.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void countsDegradedAnswersByOperationAndReason() {
        metrics.degraded("monitor.aks", "forbidden");
        metrics.degraded("monitor.aks", "forbidden");
        metrics.degraded("monitor.acr", "http_503");

        assertThat(metrics.scrape())
                .contains("# TYPE gatehouse_degraded_total counter")
                .contains("gatehouse_degraded_total{op=\"monitor.aks\",reason=\"forbidden\"} 2.0")
                .contains("gatehouse_degraded_total{op=\"monitor.acr\",reason=\"http_503\"} 1.0");
    }

    @Test
    void countsExchangesByRuleAndStatus() {
        metrics.request("routes[0]", 200);
        metrics.request("routes[0]", 200);
        metrics.request("", 403);
        metrics.request("routes[0]", 9999);

        assertThat(metrics.scrape())
                .contains("gatehouse_requests_total{route=\"routes[0]\",status=\"200\"} 2.0")
                .contains("gatehouse_requests_total{route=\"\",status=\"403\"} 1.0")
                .contains("gatehouse_requests_total{route=\"routes[0]\",status=\"0\"} 1.0");
    }

    @Test
    void timesCallsToAzureByServiceMethodAndResult() {
        metrics.ended(ARM, "GET", SUCCESS, Duration.ofMillis(300));
        metrics.ended(ARM, "GET", SUCCESS, Duration.ofMillis(700));
        metrics.ended(REGISTRY, "POST", THROTTLED, Duration.ofSeconds(2));

        assertThat(metrics.scrape())
                .contains("# TYPE gatehouse_azure_calls_seconds histogram")
                .contains(
                        "gatehouse_azure_calls_seconds_count{method=\"GET\",result=\"success\","
                                + "service=\"arm\"} 2")
                .contains(
                        "gatehouse_azure_calls_seconds_sum{method=\"GET\",result=\"success\","
                                + "service=\"arm\"} 1.0")
                .contains(
                        "gatehouse_azure_calls_seconds_bucket{method=\"GET\",result=\"success\","
                                + "service=\"arm\",le=\"0.5\"} 1")
                .contains(
                        "gatehouse_azure_calls_seconds_count{method=\"POST\",result=\"throttled\","
                                + "service=\"registry\"} 1");
    }
}
