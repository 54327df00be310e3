package dev.gatehouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.RequestPath.Normalization;
import dev.gatehouse.kernel.RequestPath.Normalized;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequestPathPropertiesTest {
    @Property
    void normalisingTwiceChangesNothing(@ForAll("paths") String raw) {
        if (RequestPath.normalize(raw) instanceof Normalized(RequestPath path)) {
            assertThat(RequestPath.normalize(path.value())).isEqualTo(new Normalized(path));
        }
    }

    @Property
    void fastPathAgreesWithSlowPath(@ForAll("paths") String raw) {
        Normalization fast = PathNormalizer.normalize(raw);
        if (raw.startsWith("/")) {
            assertThat(fast).isEqualTo(PathNormalizer.rewrite(raw));
        }
    }

    /** A reader that decodes first and resolves after must come to the same resource. */
    @Property
    void decodingFirstReadsTheSame(@ForAll("paths") String raw) {
        if (RequestPath.normalize(raw) instanceof Normalized(RequestPath path)) {
            assertThat(decodeThenResolve(raw)).isEqualTo(decode(path.value()));
        }
    }

    /** A reader that decodes once more must find no new separator, dot segment or control. */
    @Property
    void decodingOnceMoreRevealsNothing(@ForAll("paths") String raw) {
        if (RequestPath.normalize(raw) instanceof Normalized(RequestPath path)) {
            String decoded = decode(path.value());
            assertThat(slashes(decoded)).isEqualTo(slashes(path.value()));
            assertThat(decoded).doesNotContain("%", ";", "\\", "//", "/./", "/../");
            assertThat(decoded).doesNotEndWith("/.").doesNotEndWith("/..");
            assertThat(decoded.codePoints()).noneMatch(Character::isISOControl);
        }
    }

    @Property
    void resultHoldsOnlyUriCharacters(@ForAll("paths") String raw) {
        if (RequestPath.normalize(raw) instanceof Normalized(RequestPath path)) {
            assertThat(path.value()).matches("(/([A-Za-z0-9._~!$&'()*+,=:@-]|%[0-9A-F]{2})*)+");
        }
    }

    @Property
    void anyTextIsAnsweredNotThrown(@ForAll String raw) {
        assertThat(RequestPath.normalize(raw)).isNotNull();
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> pieces =
                Arbitraries.of(
                        "/", "/", "/", "a", "B", ".", "..", "%2e", "%2E", "%2f", "%5c", "%25", ";",
                        "%3b", "%20", "%00", "%41", "%7e", "%24", "$", "+", "%2B", "%c3%bc", "%C3",
                        "%BC", "%c0%ae", "%C2%85", "%3F", "?", "#", "\\", " ", "%", "ü", "~");
        return pieces.list().ofMaxSize(12).map(list -> "/" + String.join("", list));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String decodeThenResolve(String raw) {
        var kept = new ArrayDeque<String>();
        boolean open = false;
        for (String segment : decode(raw).substring(1).split("/", -1)) {
            open = segment.isEmpty() || segment.equals(".") || segment.equals("..");
            if (segment.equals("..")) {
                kept.removeLast();
            } else if (!open) {
                kept.addLast(segment);
            }
        }
        return "/" + String.join("/", kept) + (open && !kept.isEmpty() ? "/" : "");
    }

    private static long slashes(String text) {
        return text.chars().filter(c -> c == '/').count();
    }
}
