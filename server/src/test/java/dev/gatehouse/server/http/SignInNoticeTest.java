package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.authenticate.sessions.SignInFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the sign-in page says, and that the guide says the same. */
final class SignInNoticeTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\D[^|]*) \\| .+ \\|$");

    @Test
    void theGuideListsEveryNoticeWithItsTitle() throws IOException {
        String page = Files.readString(Path.of("../docs/errors.md"));
        String section = page.substring(page.indexOf("## The sign-in page"));

        var documented =
                ROW.matcher(section)
                        .results()
                        .map(row -> row.group(1) + ": " + row.group(2))
                        .filter(row -> !row.startsWith("error: "))
                        .toList();

        assertThat(documented)
                .containsExactlyElementsOf(
                        Arrays.stream(SignInNotice.values())
                                .filter(notice -> notice != SignInNotice.NONE)
                                .map(notice -> code(notice) + ": " + notice.title)
                                .toList());
    }

    @ParameterizedTest
    @EnumSource(SignInFailure.class)
    void everyFailureHasANoticeOfItsOwn(SignInFailure failure) {
        assertThat(code(SignInNotice.of(failure.wire()))).isEqualTo(failure.wire());
    }

    private static String code(SignInNotice notice) {
        return notice.name().toLowerCase(Locale.ROOT);
    }
}
