package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors, redirects, cookies, queries: what answers are made of. */
final class AnswersTest {
    private static final String CLAIMS = "{\"access_token\":{\"acrs\":{\"value\":\"c1\"}}}";
    private final ErrorAnswers errors = new ErrorAnswers("https://login.example/authorize");

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void everyCodeIsInTheDocumentationWithItsStatus(RefusalCode code) throws IOException {
        String line = "| `" + code.wire() + "` | " + Statuses.of(code) + " | ";

        assertThat(Files.readString(Path.of("../docs/errors.md"))).contains(line);
    }

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void everyErrorHasTheHeadersOfItsStatus(RefusalCode code) {
        Answer answer = errors.of(Refusal.of(code, "why"), "id-1");

        assertThat(values(answer, "WWW-Authenticate")).hasSize(answer.status() == 401 ? 1 : 0);
        boolean waits = answer.status() == 503 || answer.status() == 429;
        assertThat(values(answer, "Retry-After")).hasSize(waits ? 1 : 0);
        assertThat(values(answer, "Cache-Control")).containsExactly("no-store");
        assertThat(answer.code()).isEqualTo(code.wire());
        assertThat(text(answer)).contains("\"request_id\":\"id-1\"", "\"detail\":\"why\"");
    }

    @Test
    void tellsTheClaimsThatEntraDemands() {
        var refusal =
                Refusal.of(RefusalCode.CLAIMS_CHALLENGE, "more").with(new ClaimsChallenge(CLAIMS));
        String header = values(errors.of(refusal, "id"), "WWW-Authenticate").getFirst();

        String claims = Base64.getEncoder().encodeToString(CLAIMS.getBytes(StandardCharsets.UTF_8));
        assertThat(header).contains("error=\"insufficient_claims\", claims=\"" + claims + "\"");
    }

    @Test
    void waitsAtLeastASecond() {
        var busy = Refusal.of(RefusalCode.OVERLOADED, "busy");

        assertThat(values(errors.of(busy, "id", Duration.ZERO), "Retry-After"))
                .containsExactly("1");
    }

    @Test
    void aHeaderCannotBreakItsLine() {
        assertThatThrownBy(() -> Answer.empty(200).with("X", "a\r\nSet-Cookie: b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sendsABrowserToSignInAndBack() {
        assertThat(location(RefusalCode.AUTHENTICATION_REQUIRED))
                .containsExactly("/auth/login?returnTo=%2Fa%3Fb%3D%26c");
        assertThat(location(RefusalCode.SESSION_EXPIRED))
                .containsExactly("/auth/login?returnTo=%2Fa%3Fb%3D%26c&error=session_expired");
        assertThat(location(RefusalCode.ROLE_REQUIRED)).isEmpty();
    }

    @Test
    void sendsNoProgramToSignIn() {
        var why = Refusal.of(RefusalCode.AUTHENTICATION_REQUIRED, "");
        Answer answer = errors.of(why, "id");

        assertThat(SignInRedirect.orElse(answer, why, false, "/a", "id")).isSameAs(answer);
    }

    @Test
    void showsABrowserAPageWhereSigningInDoesNotHelp() {
        var why = Refusal.of(RefusalCode.CSRF, "<script>Ask & wait</script>");

        Answer page = SignInRedirect.orElse(errors.of(why, "id-7"), why, true, "/a", "id-7");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.code()).isEqualTo("csrf");
        assertThat(values(page, "Content-Type")).containsExactly("text/html; charset=utf-8");
        assertThat(values(page, "Content-Security-Policy").getFirst())
                .contains("default-src 'none'");
        assertThat(new String(page.body(), StandardCharsets.UTF_8))
                .contains("&lt;script&gt;Ask &amp; wait", "csrf", "id-7")
                .doesNotContain("<script");
    }

    @Test
    void takesTheClaimsAlongToSignIn() {
        var why = Refusal.of(RefusalCode.STEP_UP_REQUIRED, "").with(new ClaimsChallenge(CLAIMS));
        Answer answer = SignInRedirect.orElse(errors.of(why, "id"), why, true, "/a", "id");

        assertThat(values(answer, "Location").getFirst())
                .contains("claims=" + ClaimsParameter.write(new ClaimsChallenge(CLAIMS)));
        assertThat(answer.code()).isEqualTo("step_up_required");
    }

    @Test
    void claimsSurviveTheirWayThroughTheBrowser() {
        assertThat(ClaimsParameter.read(ClaimsParameter.write(new ClaimsChallenge(CLAIMS))))
                .hasValue(new ClaimsChallenge(CLAIMS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "W10", "bm90IGpzb24", "InRleHQi", "e30gdHJhaWxpbmc\n"})
    void whatIsNoJsonObjectIsNoClaims(String text) {
        assertThat(ClaimsParameter.read(text)).isEmpty();
    }

    @Test
    void endlessTextIsNoClaims() {
        assertThat(ClaimsParameter.read("e".repeat(4097))).isEmpty();
    }

    @Test
    void readsQueries() {
        assertThat(Queries.parse("a=1&b=%20x+y&a=2&c&=d&%zz=%zz"))
                .containsEntry("a", List.of("1", "2"))
                .containsEntry("b", List.of(" x y"))
                .containsEntry("c", List.of(""))
                .containsEntry("", List.of("d"))
                .containsEntry("%zz", List.of("%zz"));
        assertThat(Queries.parse("")).isEmpty();
    }

    @Test
    void readsNoMoreThanTwoHundredParameters() {
        assertThat(Queries.parse("a=1&".repeat(5_000)).get("a")).hasSize(200);
    }

    @Test
    void overTlsOnlyThisHostCanSetOurCookies() {
        var names = CookieNames.of(URI.create("https://gate.example"));

        assertThat(names.session()).isEqualTo("__Host-gatehouse");
        assertThat(names.set(names.session(), "v", Duration.ofMinutes(1)))
                .isEqualTo(
                        "__Host-gatehouse=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
        assertThat(names.clear(names.signIn())).contains("=; ").contains("Max-Age=0");
    }

    @Test
    void withoutTlsTheyHaveNoPrefixThatWouldForbidThem() {
        var names = CookieNames.of(URI.create("http://localhost:8080"));

        assertThat(names.session()).isEqualTo("gatehouse");
        assertThat(names.clear("x")).doesNotContain("Secure");
    }

    private List<String> location(RefusalCode code) {
        var why = Refusal.of(code, "");
        return values(
                SignInRedirect.orElse(errors.of(why, "id"), why, true, "/a?b=&c", "id"),
                "Location");
    }

    private static List<String> values(Answer answer, String name) {
        return answer.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Answer.Header::value)
                .toList();
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
