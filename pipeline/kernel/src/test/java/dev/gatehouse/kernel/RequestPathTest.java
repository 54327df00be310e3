package dev.gatehouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.RequestPath.Ambiguous;
import dev.gatehouse.kernel.RequestPath.Normalized;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/a/",
                "/a/b.c/d",
                "/.well-known/jwks.json",
                "/..a",
                "/~me/x-y_z",
                "/sets('a')/$batch,b+c=d:e@f!*&(g)",
                "/a%20b",
                "/%20a",
                "/b%C3%BCro",
                "/what%3F",
                "/nr%231",
                "/a%24b"
            })
    void keepsWhatHasOneReading(String raw) {
        assertThat(normal(raw)).isEqualTo(raw);
    }

    @ParameterizedTest
    @CsvSource({
        "//, /",
        "//a, /a",
        "/a//b///c, /a/b/c",
        "/a//, /a/",
        "/., /",
        "/./a, /a",
        "/a/., /a/",
        "/a/./b, /a/b",
        "/a/.., /",
        "/a/../, /",
        "/a/b/.., /a/",
        "/a/b/../c, /a/c",
        "/a//../b, /b",
        "/%2e/a, /a",
        "/a/%2e%2E/b, /b",
        "/a/.%2e/b, /b",
        "/%61dmin, /admin",
        "/a%7Eb%2D%5f, /a~b-_",
        "/b%c3%bcro, /b%C3%BCro"
    })
    void mergesWhatReadersAgreeOn(String raw, String normal) {
        assertThat(normal(raw)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2fb",
                "/a%2Fb",
                "/..%2fadmin",
                "/%2e%2e%2fadmin",
                "/a%5cb",
                "/a%5Cb",
                "/a\\b",
                "/a/..\\b",
                "/a%252fb",
                "/%252e%252e/admin",
                "/a%25",
                "/..",
                "/../a",
                "/a/../../b",
                "/%2e%2e/a",
                "/a/%2e%2e/%2e%2e",
                "/a;v=1",
                "/;/admin",
                "/..;/admin",
                "/a%3bv=1",
                "/a%3B",
                "/admin.",
                "/admin./x",
                "/admin%2e",
                "/...",
                "/admin%20",
                "/admin%20/x",
                "/admin ",
                "/ad min",
                "/admin%C2%A0",
                "/admin%E3%80%80/x",
                "/%c0%ae%c0%ae/admin",
                "/%c0%af",
                "/%e0%80%af",
                "/%f0%80%80%af",
                "/%ed%a0%80",
                "/%ff",
                "/%c3",
                "/%c3/%bc",
                "/a%00",
                "/a%00.png",
                "/a%0d%0aX:y",
                "/a%09",
                "/a%1f",
                "/a%7f",
                "/a%C2%85b",
                "/a%E2%80%A8b",
                "/a\u0000",
                "/a\tb",
                "/a\r\nb",
                "/a\u007fb",
                "/a\u0085b",
                "/bü",
                "/a\uD800",
                "/a#b",
                "/#",
                "/a?b",
                "/a%",
                "/a%2",
                "/a%zz",
                "/a%u002f",
                "/a%+1",
                "/a%\uFF11\uFF11",
                "/a|b",
                "/a^b",
                "/a`b",
                "/a\"b",
                "/<b>",
                "/{a}",
                "/[a]",
                "",
                "a",
                "*",
                "\\a",
                ".",
                "http://other.example/a",
                "https://other.example/",
                "other.example:443",
                "%2fa"
            })
    void refusesWhatReadersDisagreeOn(String raw) {
        assertThat(RequestPath.normalize(raw)).isInstanceOf(Ambiguous.class);
    }

    @Test
    void namesTheFaultWithoutRepeatingTheInput() {
        assertThat(RequestPath.normalize("/secret%2f"))
                .isEqualTo(new Ambiguous("the path holds an encoded slash"));
    }

    @Test
    void pathsAreEqualByValue() {
        assertThat(RequestPath.normalize("/%61//b"))
                .isEqualTo(RequestPath.normalize("/a/b"))
                .hasSameHashCodeAs(RequestPath.normalize("/a/b"));
        assertThat(RequestPath.normalize("/a")).isNotEqualTo(RequestPath.normalize("/A"));
    }

    private static String normal(String raw) {
        return switch (RequestPath.normalize(raw)) {
            case Normalized(RequestPath path) -> path.toString();
            case Ambiguous(String why) -> "refused: " + why;
        };
    }
}
