package dev.gatehouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What only the text of the sources shows. */
class SourcesTest {
    private static final Pattern SWALLOWED =
            Pattern.compile(
                    "catch \\((?:Exception|RuntimeException|Throwable) \\w+\\) \\{\\s*"
                            + "(?:(?i:log|logger)\\s*\\.[^;{}]*;\\s*)?\\}");
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(?:TODO|FIXME|XXX)\\b|@Disabled\\b|\\.skip\\(");
    private static final Pattern MOCKED = Pattern.compile("\\bimport (?:static )?org\\.mockito");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    @Test
    void filesStayReadable() {
        List<String> tooLong = new ArrayList<>();
        for (Path file : Product.files(".java", ".ts", ".tsx", ".js", ".css")) {
            long lines = Product.text(file).lines().count();
            if (lines > (isTest(file) ? 600 : 400)) {
                tooLong.add(name(file) + ": " + lines);
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void nobodyCatchesEverythingAndGoesOn() {
        assertThat(matching(SWALLOWED, ".java")).isEmpty();
    }

    @Test
    void nothingIsLeftUnfinished() {
        assertThat(matching(UNFINISHED, ".java", ".ts", ".tsx", ".js")).isEmpty();
    }

    @Test
    void fakesAreWrittenByHand() {
        assertThat(matching(MOCKED, ".java")).isEmpty();
    }

    @Test
    void linksBetweenPagesLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path page : Product.files(".md")) {
            var links = LINK.matcher(Product.text(page));
            while (links.find()) {
                String target = links.group(1);
                boolean elsewhere = target.contains(":");
                if (!elsewhere && !page.resolveSibling(target).toFile().exists()) {
                    broken.add(name(page) + " → " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static List<String> matching(Pattern pattern, String... endings) {
        return Product.files(endings).stream()
                .filter(file -> !file.endsWith("SourcesTest.java"))
                .filter(file -> pattern.matcher(Product.text(file)).find())
                .map(SourcesTest::name)
                .toList();
    }

    private static boolean isTest(Path file) {
        return name(file).contains("src/test/")
                || name(file).startsWith("checks/")
                || name(file).contains("/e2e/");
    }

    private static String name(Path file) {
        return Product.root().relativize(file).toString();
    }
}
