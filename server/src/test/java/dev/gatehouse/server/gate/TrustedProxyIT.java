package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose word about the caller's address counts (W12). */
final class TrustedProxyIT {
    private static GateSettings trusting(GateSettings settings, String proxy) {
        Predicate<InetAddress> trusted = address -> address.equals(InetAddress.ofLiteral(proxy));
        return new GateSettings(
                settings.host(),
                settings.port(),
                settings.publicUrl(),
                settings.headerBytes(),
                settings.bodyBytes(),
                settings.idle(),
                settings.arrival(),
                settings.tls(),
                proxy.isEmpty() ? _ -> false : trusted,
                !proxy.isEmpty(),
                settings.eventLoops());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, '203.0.113.7, 127.0.0.1'",
        "192.0.2.1, 127.0.0.1",
        "'', 127.0.0.1",
    })
    void onlyATrustedProxyIsBelievedAboutTheCallersAddress(String proxy, String told)
            throws Exception {
        try (var site = new Site(settings -> trusting(settings, proxy))) {
            var answer =
                    site.raw("GET /app/a HTTP/1.1", Site.bearer(), "X-Forwarded-For: 203.0.113.7");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(site.upstream.only().all("X-Forwarded-For")).containsExactly(told);
        }
    }
}
