package dev.gatehouse.act.upstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.kernel.RequestPath;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPathTest {
    private static Upstream upstream(String url) {
        return new Upstream(
                "orders", URI.create(url), Optional.empty(), Duration.ofSeconds(30), false);
    }

    private static RequestPath path(String raw) {
        return ((RequestPath.Normalized) RequestPath.normalize(raw)).path();
    }

    @ParameterizedTest
    @CsvSource({
        "http://up,         '',      /orders/1,   '',      /orders/1",
        "http://up/,        '',      /orders/1,   a=1&b,   /orders/1?a=1&b",
        "http://up,         /orders, /orders/1,   '',      /1",
        "http://up,         /orders, /Orders/1,   '',      /1",
        "http://up,         /orders/,/orders/1,   '',      /1",
        "http://up,         /orders, /orders,     '',      /",
        "http://up,         /orders, /orders/,    x,       /?x",
        "http://up,         /orders, /orders2/1,  '',      /orders2/1",
        "http://up,         /,       /orders/1,   '',      /orders/1",
        "http://up/v1,      /orders, /orders/1,   '',      /v1/1",
        "http://up/v1/,     '',      /orders/,    q=%2e,   /v1/orders/?q=%2e",
        "http://up/v1,      /orders, /orders,     '',      /v1/",
        "http://up,         '',      /a%20b/%C3%A9, '',    /a%20b/%C3%A9",
    })
    void forwardsWhatWasJudged(
            String url, String strip, String judged, String query, String target) {
        assertThat(new TargetPath(upstream(url), strip).of(path(judged), query)).contains(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\r\nHost: evil", "a\u0000", "a#b", "\u00e9", "a\u007f"})
    void refusesAQueryThatCouldEndTheRequestLine(String query) {
        assertThat(new TargetPath(upstream("http://up"), "").of(path("/a"), query)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "/a/../b", "/a//b", "/a%2fb"})
    void takesOnlyANormalisedPrefix(String strip) {
        assertThatThrownBy(() -> new TargetPath(upstream("http://up"), strip))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://up",
                "/up",
                "http://user@up",
                "http://up?x=1",
                "http://up#x",
                "http://up/a/../b",
                "http:up"
            })
    void refusesAnUpstreamThatIsNotAPlainOrigin(String url) {
        assertThatThrownBy(() -> upstream(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnUpstreamWithoutDeadlineOrName() {
        URI url = URI.create("http://up");
        assertThatThrownBy(() -> new Upstream("a", url, Optional.empty(), Duration.ZERO, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                new Upstream(
                                        "a b", url, Optional.empty(), Duration.ofSeconds(1), false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
