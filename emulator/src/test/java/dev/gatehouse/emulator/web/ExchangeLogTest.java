package dev.gatehouse.emulator.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExchangeLogTest {
    private final ExchangeLog log = new ExchangeLog(2);

    @Test
    void forgetsTheOldestButCountsAll() {
        record(1, 200);
        record(2, 404);
        record(3, 200);
        assertThat(log.find(Map.of())).extracting(Exchange::time).containsExactly(at(2), at(3));
        assertThat(log.find(Map.of("status", "404"))).hasSize(1);
        assertThat(log.find(Map.of("since", at(3).toString()))).hasSize(1);
        assertThat(log.counts()).containsEntry("total", 3L);
    }

    private void record(int second, int status) {
        log.record(
                new Exchange(
                        at(second),
                        Service.ARM,
                        "GET",
                        "/subscriptions",
                        status,
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }
}
