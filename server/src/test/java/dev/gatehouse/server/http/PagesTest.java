package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No page of Gatehouse's own runs a script that is not a file of Gatehouse's own. */
final class PagesTest {
    private static final String HOSTILE = "\"'><script>alert(1)</script><img onerror=alert(1)>";
    private static final Pattern TAG = Pattern.compile("<[a-zA-Z/!][^>]*>");
    private static final Pattern INLINE = Pattern.compile("(?i)<style|\\s(on\\w+|style)\\s*=");
    private static final Pattern SCRIPT = Pattern.compile("(?is)<script([^>]*)>(.*?)</script>");
    private static final Pattern OWN = Pattern.compile(" src=\"/auth/assets/[a-z-]+\\.js\" defer");

    private final Pages pages = new Pages(URI.create("https://login.example/common"));

    @Test
    void theHomePageHoldsNoScript() {
        holdsNoScript(pages.home());
    }

    @ParameterizedTest
    @EnumSource(SignInNotice.class)
    void noNoticeOfTheSignInPageHoldsScript(SignInNotice notice) {
        var values = new HashMap<String, String>();
        for (MatchResult name :
                Pattern.compile("\\{\\{[#/]?(\\w+)}}")
                        .matcher(Pages.text("pages/sign-in.html"))
                        .results()
                        .toList()) {
            values.put(name.group(1), HOSTILE);
        }
        values.putAll(
                Map.of("title", notice.title, "sentence", notice.sentence, "tone", notice.tone));
        holdsNoScript(pages.signIn(200, values));
    }

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void noRefusalPageHoldsScript(RefusalCode code) {
        var why = Refusal.of(code, HOSTILE);
        Answer told = new ErrorAnswers("https://login.example").of(why, HOSTILE);
        Answer page = RefusalPage.of(told, why, HOSTILE);

        holdsNoScript(page);
        assertThat(policy(page))
                .contains("form-action 'self'")
                .noneMatch(part -> part.startsWith("script-src"));
    }

    /** What only a program can do something with is not said to a person. */
    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void aRefusalPageSpeaksToPeopleAndLeadsOn(RefusalCode code) {
        String page = refusalPage(Refusal.of(code, "It was refused."));

        assertThat(page)
                .doesNotContain("this answer", " header", "the detail says", "bearer", "Required")
                .satisfies(
                        it ->
                                assertThat(it.contains("<a class=\"button main\" href=\"/\">"))
                                        .isEqualTo(code != RefusalCode.MISDIRECTED_REQUEST));
    }

    @Test
    void aMissingRoleIsNamedInWordsWithAWayToAnotherAccount() {
        var why =
                Refusal.of(RefusalCode.ROLE_REQUIRED, "Required roles: [Admin, PM]")
                        .with("roles", "Admin PM");

        assertThat(refusalPage(why))
                .contains("for people with the role Admin or PM, which your account")
                .contains("href=\"/auth/login\"", "<form method=\"post\" action=\"/auth/logout\">")
                .doesNotContain("[Admin");
    }

    private static String refusalPage(Refusal why) {
        Answer told = new ErrorAnswers("https://login.example").of(why, "id-1");
        return new String(RefusalPage.of(told, why, "id-1").body(), StandardCharsets.UTF_8);
    }

    private static void holdsNoScript(Answer page) {
        String html = new String(page.body(), StandardCharsets.UTF_8);
        assertThat(SCRIPT.matcher(html).results())
                .allSatisfy(
                        script -> {
                            assertThat(script.group(1)).matches(OWN);
                            assertThat(script.group(2)).isEmpty();
                        });
        assertThat(TAG.matcher(html).results().map(MatchResult::group))
                .noneMatch(tag -> INLINE.matcher(tag).find())
                .noneMatch(tag -> tag.contains("javascript:"));
        assertThat(policy(page))
                .contains("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
                .noneMatch(part -> part.contains("unsafe") || part.contains("*"))
                .allMatch(
                        part -> !part.startsWith("script-src") || part.equals("script-src 'self'"))
                .allMatch(part -> !part.startsWith("style-src") || part.equals("style-src 'self'"));
    }

    private static List<String> policy(Answer page) {
        List<String> all =
                page.headers().stream()
                        .filter(header -> header.name().equals("Content-Security-Policy"))
                        .map(Answer.Header::value)
                        .toList();
        assertThat(all).hasSize(1);
        return Arrays.stream(all.getFirst().split(";")).map(String::strip).toList();
    }
}
