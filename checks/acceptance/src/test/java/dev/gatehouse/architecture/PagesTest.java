package dev.gatehouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.RefusalCode;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages of the guide say what the code says. */
class PagesTest {
    private static final Pattern ERROR =
            Pattern.compile("(?m)^\\| `(\\w+)` \\| \\d{3} \\| (.*) \\|$");
    private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+(?:Test|IT))`");

    @Test
    void everyRefusalIsDocumentedWithItsRemedy() {
        var documented =
                ERROR.matcher(page("docs/errors.md"))
                        .results()
                        .map(row -> row.group(1) + ": " + row.group(2))
                        .toList();
        var known =
                Arrays.stream(RefusalCode.values())
                        .map(code -> code.wire() + ": " + code.remedy())
                        .toList();
        assertThat(documented).containsExactlyElementsOf(known);
    }

    @Test
    void testsThatTheThreatModelNamesExist() {
        Set<String> named =
                TEST_CLASS
                        .matcher(page("docs/threat-model.md"))
                        .results()
                        .map((MatchResult found) -> found.group(1) + ".java")
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> present =
                Product.files(".java").stream()
                        .map(file -> file.getFileName().toString())
                        .collect(Collectors.toSet());
        assertThat(named).isNotEmpty();
        assertThat(present).containsAll(named);
    }

    private static String page(String path) {
        return Product.text(Product.root().resolve(path));
    }
}
