package dev.gatehouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.server.http.Statuses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the guide say what the code says. */
class PagesTest {
    private static final Pattern ERROR =
            Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\d{3}) \\| (.*) \\|$");
    private static final Pattern NAMED =
            Pattern.compile("`(?:(\\w+(?:Test|IT))(?:\\.(\\w+))?|([\\w-]+\\.test\\.js))`");
    private static final Pattern THREAT =
            Pattern.compile("(?m)^\\| ([^|]+) \\| [^|]+ \\| ([^|]+) \\|$");

    @Test
    void everyRefusalIsDocumentedWithItsStatusAndRemedy() {
        var documented =
                ERROR.matcher(page("docs/errors.md"))
                        .results()
                        .map(row -> row.group(1) + " " + row.group(2) + ": " + row.group(3))
                        .toList();
        var known =
                Arrays.stream(RefusalCode.values())
                        .map(code -> code.wire() + " " + Statuses.of(code) + ": " + code.remedy())
                        .toList();
        assertThat(documented).containsExactlyElementsOf(known);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/threat-model.md", "docs/parity.md"})
    void testsThatAPageNamesExist(String page) {
        Map<String, Path> present =
                Product.files("Test.java", "IT.java", ".test.js").stream()
                        .collect(
                                Collectors.toMap(
                                        file -> file.getFileName().toString(),
                                        Function.identity(),
                                        (first, _) -> first));
        List<String> missing = new ArrayList<>();
        var named = NAMED.matcher(page(page));
        int found = 0;
        while (named.find()) {
            found++;
            String file = named.group(3) == null ? named.group(1) + ".java" : named.group(3);
            Path test = present.get(file);
            if (test == null || !holds(test, named.group(2))) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isPositive();
    }

    @Test
    void everyThreatSaysWhatHoldsItsGuard() {
        List<String> silent =
                THREAT.matcher(page("docs/threat-model.md"))
                        .results()
                        .filter(row -> !row.group(1).equals("threat"))
                        .filter(row -> !row.group(1).startsWith("---"))
                        .filter(row -> !row.group(2).equals("–"))
                        .filter(row -> !NAMED.matcher(row.group(2)).find())
                        .map(row -> row.group(1))
                        .toList();
        assertThat(silent).isEmpty();
    }

    private static boolean holds(Path test, @Nullable String method) {
        return method == null || Product.text(test).contains(" " + method + "(");
    }

    private static String page(String path) {
        return Product.text(Product.root().resolve(path));
    }
}
