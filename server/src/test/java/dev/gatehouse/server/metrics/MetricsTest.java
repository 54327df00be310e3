package dev.gatehouse.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

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
}
