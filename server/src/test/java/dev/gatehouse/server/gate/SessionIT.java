package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions by cookie at the gate. */
final class SessionIT {
    private final Site site = new Site();
    private final String cookie = "Cookie: theme=dark; gatehouse=" + site.signedIn();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void passesAReadAndShowsTheUpstreamOtherCookiesAlone() throws Exception {
        assertThat(site.raw("GET /app/a HTTP/1.1", cookie).status()).isEqualTo(200);
        assertThat(site.raw("GET /app/a HTTP/1.1", cookie).status()).isEqualTo(200);

        assertThat(site.upstream.seen)
                .allMatch(seen -> seen.all("Cookie").equals(java.util.List.of("theme=dark")));
        assertThat(site.audited(2)).allMatch(event -> event.via().equals("session"));
    }

    @Test
    void endsWithTheSession() throws Exception {
        String ticket = site.signedIn();
        String[] line = {"Cookie: gatehouse=" + ticket};
        assertThat(site.raw("GET /app/a HTTP/1.1", line).status()).isEqualTo(200);
        site.sessions.end(ticket).ifPresent(gone -> site.admissions.endSession(gone.id()));

        assertThat(site.raw("GET /app/a HTTP/1.1", line).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: 1",
                "Origin: https://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Authorization: Basic YTpi"
            })
    void refusesAMutationThatAForeignPageCouldSend(String header) throws Exception {
        var answer = site.raw("POST /app/a HTTP/1.1", cookie, header, "Content-Length: 0");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("\"csrf\"");
        assertThat(site.upstream.seen).isEmpty();
        assertThat(site.audited(1).getFirst().code()).isEqualTo("csrf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: http://localhost:8080", "Sec-Fetch-Site: same-origin"})
    void passesAMutationFromAPageOfThisSite(String header) throws Exception {
        assertThat(site.raw("POST /app/a HTTP/1.1", cookie, header, "Content-Length: 0").status())
                .isEqualTo(200);
    }

    @Test
    void sendsABrowserWithoutASessionToSignIn() throws Exception {
        var answer = site.raw("GET /app/a?b=c%26d HTTP/1.1", "Accept: text/html,*/*;q=0.8");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location"))
                .hasValue("/auth/login?returnTo=%2Fapp%2Fa%3Fb%3Dc%2526d");
        assertThat(site.audited(1).getFirst().code()).isEqualTo("authentication_required");
    }

    @Test
    void tellsAProgramWithoutASessionSo() throws Exception {
        assertThat(site.raw("GET /app/a HTTP/1.1", "Accept: application/json").status())
                .isEqualTo(401);
    }

    @Test
    void aBadTokenIsNotExcusedByAGoodCookie() throws Exception {
        assertThat(site.raw("GET /app/a HTTP/1.1", cookie).status()).isEqualTo(200);

        assertThat(site.raw("GET /app/a HTTP/1.1", cookie, "Authorization: Bearer bad").status())
                .isEqualTo(401);
    }
}
