package dev.gatehouse.authorize;

import static dev.gatehouse.authorize.Routes.path;
import static dev.gatehouse.authorize.Routes.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.kernel.Route;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/**, /",
        "/**, /a/b",
        "/orders, /orders",
        "/orders, /orders/",
        "/orders/, /orders",
        "/orders, /ORDERS",
        "/Orders, /orders",
        "/orders/**, /orders",
        "/orders/**, /orders/",
        "/orders/**, /orders/1/lines/2",
        "/orders/*, /orders/1",
        "/orders/*, /orders/1/",
        "/orders/*/lines, /orders/1/lines",
        "/*/b, /a/b",
        "/b%C3%BCro, /B%C3%9CRO",
        "/b%C3%BCro, /bu%CC%88ro",
        "/a/$batch, /a/%24batch",
        "/a%24b, /a$b",
        "/a+b, /a%2Bb",
        "/a%20b, /A%20B",
        "/kiosk, /%E2%84%AAiosk"
    })
    void covers(String pattern, String path) {
        assertThat(PathPattern.of(pattern).matches(path(path))).isTrue();
        assertThat(Policy.of(List.of(rule(pattern))).match(new Route("GET", path(path))))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /a",
        "/orders, /orders2",
        "/orders, /order",
        "/orders, /orders/1",
        "/orders/**, /orders2",
        "/orders/**, /",
        "/orders/*, /orders",
        "/orders/*, /orders/",
        "/orders/*, /orders/1/2",
        "/orders/*/lines, /orders/lines",
        "/a+b, /a%20b",
        "/*, /"
    })
    void leavesOut(String pattern, String path) {
        assertThat(PathPattern.of(pattern).matches(path(path))).isFalse();
        assertThat(Policy.of(List.of(rule(pattern))).match(new Route("GET", path(path)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "orders", "**", "/a/**/b", "/a*", "/a/b*c", "/***", "/a/%2A", "/a%2Ab", "//a",
                "/a/../b", "/%61", "/a;b", "/a%2fb", "/büro", "/a?b"
            })
    void refusesWhatIsNoPattern(String text) {
        assertThatThrownBy(() -> PathPattern.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysHowToWriteAPatternThatIsNotNormal() {
        assertThatThrownBy(() -> PathPattern.of("/%61/**")).hasMessage("write the path as /a/");
    }

    @Test
    void countsLiteralSegmentsUpToTheFirstWildcard() {
        assertThat(PathPattern.of("/**").literalSegments()).isZero();
        assertThat(PathPattern.of("/a/b/**").literalSegments()).isEqualTo(2);
        assertThat(PathPattern.of("/a/*/c").literalSegments()).isEqualTo(1);
        assertThat(PathPattern.of("/a/b").literalSegments()).isEqualTo(2);
    }
}
