package dev.gatehouse.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page and the code know the same checks. */
class DoctorPageTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z-]+)` \\| [^|]+ \\| [^|]+ \\|$");

    @Test
    void listsEveryCheckInTheOrderOfTheReport() throws IOException {
        String page = Files.readString(Path.of("../../docs/doctor.md"));
        String checks = page.substring(page.indexOf("## Checks"));
        assertThat(ROW.matcher(checks).results().map((MatchResult row) -> row.group(1)))
                .containsExactlyElementsOf(
                        Arrays.stream(CheckId.values()).map(CheckId::wire).toList());
    }
}
