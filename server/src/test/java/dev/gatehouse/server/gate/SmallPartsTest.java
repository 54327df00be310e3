package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts, cookies and request ids. */
final class SmallPartsTest {
    private final Hosts site = new Hosts(URI.create("https://gate.example"));
    private final Hosts laptop = new Hosts(URI.create("http://localhost:8080"));
    private final RequestIds ids = new RequestIds();

    @Test
    void acceptsThePublicHostInAnyLetterCase() {
        assertThat(site.accepts("gate.example")).isTrue();
        assertThat(site.accepts("GATE.Example")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "gate.example.evil.example",
                "gate.example:8443",
                "localhost",
                "gate.example@evil.example"
            })
    void acceptsNoOtherHost(String host) {
        assertThat(site.accepts(host)).isFalse();
    }

    @Test
    void acceptsNoAbsentHost() {
        assertThat(site.accepts(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:9", "127.0.0.1:8080", "[::1]:8080", "[::1]"})
    void onALaptopAnyLoopbackNameWillDo(String host) {
        assertThat(laptop.accepts(host)).isTrue();
    }

    @Test
    void onALaptopOtherNamesWillNot() {
        assertThat(laptop.accepts("rebound.example:8080")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gatehouse=v", "a=b; gatehouse=v", "gatehouse=v; a=b", "a=b;gatehouse=v ;"})
    void findsACookie(String line) {
        assertThat(Cookies.in(line, "gatehouse")).isEqualTo("v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gatehouse", "gatehouse-signin=v", "a=gatehouse=v", "Gatehouse=v"})
    void findsNoOtherCookie(String line) {
        assertThat(Cookies.in(line, "gatehouse")).isNull();
    }

    @Test
    void theFirstOfARepeatedNameCounts() {
        assertThat(Cookies.in("gatehouse=1; gatehouse=2", "gatehouse")).isEqualTo("1");
        var headers = MultiMap.caseInsensitiveMultiMap();
        headers.add("cookie", "gatehouse=1; a=b").add("cookie", "gatehouse=2");
        assertThat(Cookies.all(headers)).containsEntry("gatehouse", "1").containsEntry("a", "b");
    }

    @Test
    void namesEveryRequestAnew() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(seen.add(ids.of("the-callers-own"))).isTrue();
            assertThat(seen.add(ids.of(null))).isTrue();
        }
        assertThat(seen).allMatch(id -> id.matches("[A-Za-z0-9-]{20,}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"short", "with space", "with\ttab-and-more", "<script>alert", "ümlaut-id"})
    void doesNotRepeatAnUnfitId(String given) {
        assertThat(ids.of(given)).doesNotContain(given).hasSize(20);
    }

    @Test
    void doesNotRepeatAnEndlessId() {
        assertThat(ids.of("x".repeat(65))).hasSize(20);
    }
}
