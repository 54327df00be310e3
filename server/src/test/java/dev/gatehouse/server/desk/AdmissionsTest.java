package dev.gatehouse.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.authorize.PathPattern;
import dev.gatehouse.authorize.Requirement;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.kernel.Admission;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.kernel.RuleId;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.testkit.TestTokens;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is remembered of decisions, and the proof that a page is ours. */
final class AdmissionsTest {
    private static final Instant NOW = TestTokens.NOW;
    private final Admissions admissions = new Admissions();
    private final RouteTable.Entry route = route();
    private static final Route GET = new Route("GET", path("/a"));

    private static RequestPath path(String text) {
        return ((RequestPath.Normalized) RequestPath.normalize(text)).path();
    }

    private static RouteTable.Entry route() {
        var rule = Rule.own(new RuleId("a"), PathPattern.of("/a"), Set.of(), Requirement.SIGNED_IN);
        var table =
                new RouteTable(
                        List.of(
                                new RouteTable.Declared(
                                        rule, new Destination.Door(_ -> Answer.empty(204)))));
        return Objects.requireNonNull(table.match(GET));
    }

    private static Passage passage() {
        var admission =
                new Admission(
                        Optional.empty(),
                        "hash",
                        "session",
                        new RuleId("a"),
                        Optional.empty(),
                        DownstreamIdentity.NONE,
                        "",
                        Optional.of("session-1"),
                        NOW.plusSeconds(60));
        return new Passage(admission, List.of(), List.of());
    }

    @Test
    void holdsUntilItsEndAndNotAtIt() {
        admissions.admit("credential", route, passage(), admissions.endings());

        assertThat(admissions.find("credential", route, NOW.plusSeconds(59))).isNotNull();
        assertThat(admissions.find("credential", route, NOW.plusSeconds(60))).isNull();
    }

    @Test
    void isForOneCredentialAndOneRouteOfOneTable() {
        admissions.admit("credential", route, passage(), admissions.endings());

        assertThat(admissions.find("credentiaL", route, NOW)).isNull();
        assertThat(admissions.find("credential", route(), NOW)).isNull();
    }

    @Test
    void endsWithItsSession() {
        admissions.admit("credential", route, passage(), admissions.endings());
        admissions.endSession("session-2");
        assertThat(admissions.find("credential", route, NOW)).isNotNull();
        admissions.endSession("session-1");

        assertThat(admissions.find("credential", route, NOW)).isNull();
    }

    /** Somebody signs out while a request of theirs is being decided. */
    @Test
    void whatWasDecidedBeforeAnEndIsNotKeptAfterIt() {
        long before = admissions.endings();
        admissions.endSession("session-1");
        admissions.admit("credential", route, passage(), before);

        assertThat(admissions.find("credential", route, NOW)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://gate.example,true",
        "HTTPS://GATE.EXAMPLE,true",
        "http://gate.example,false",
        "https://gate.example:444,false",
        "https://gate.example.evil.example,false",
        "null,false",
        "https://localhost,false"
    })
    void aPageIsOursByItsOrigin(String origin, boolean ours) {
        var site = new SameOrigin(URI.create("https://gate.example"));

        assertThat(site.proven(arrival(Map.of("origin", origin)))).isEqualTo(ours);
    }

    @Test
    void withoutAnOriginTheBrowsersWordCounts() {
        var site = new SameOrigin(URI.create("https://gate.example"));

        assertThat(site.proven(arrival(Map.of("sec-fetch-site", "same-origin")))).isTrue();
        assertThat(site.proven(arrival(Map.of("sec-fetch-site", "same-site")))).isFalse();
        assertThat(site.proven(arrival(Map.of()))).isFalse();
    }

    @Test
    void onALaptopTheOriginMustAgreeWithTheHost() {
        var laptop = new SameOrigin(URI.create("http://localhost:8080"));
        String other = "http://127.0.0.1:9000";

        assertThat(laptop.proven(arrival(Map.of("origin", other, "host", "127.0.0.1:9000"))))
                .isTrue();
        assertThat(laptop.proven(arrival(Map.of("origin", other, "host", "127.0.0.1:8080"))))
                .isFalse();
    }

    private static Arrival arrival(Map<String, String> headers) {
        return new Arrival(
                GET,
                "",
                name -> Optional.ofNullable(headers.get(name)),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                false,
                "id");
    }
}
