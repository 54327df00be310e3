package dev.gatehouse.cli;

import dev.gatehouse.cli.TaxonomyRow.Way;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Errors in English, German and Chinese. Beside a plain text, each language has one that quotes the
 * codes of other reasons, which must sway nobody.
 */
final class TaxonomyWords {
    private static final List<String> QUOTED =
            List.of(
                    "AuthorizationFailed",
                    "InvalidAuthenticationTokenTenant",
                    "AADSTS50020",
                    "AADSTS65001",
                    "ScopeLocked",
                    "ResourceNotFound",
                    "timeout",
                    "forbidden");

    /** Too short to be cut, so that they are found in what people see. */
    private static final Map<String, String> TEXTS =
            Map.of(
                    "en", "It was not carried out.",
                    "de", "Es wurde nicht ausgeführt.",
                    "zh", "未执行该请求。");

    private static final Map<String, String> SWAYING =
            Map.of(
                    "en", "No, this is not %s.",
                    "de", "Nein, dies ist kein Fall von %s.",
                    "zh", "不，这不是 %s。");

    private TaxonomyWords() {}

    /** The emulator's own texts of a well-known code. */
    static Way[] known(String service, String code) {
        return Stream.of("en", "de", "zh")
                .map(lang -> Way.of(code + " " + lang, it -> it.known(service, code, lang)))
                .toArray(Way[]::new);
    }

    /** An error whose code counts; its text reaches whoever asks. */
    static Way[] codes(String service, int status, String code) {
        return ways(
                service + " " + code,
                code,
                text -> it -> it.error(service, status, code, text),
                true);
    }

    /** An error of which neither code nor text is looked at. */
    static Way[] words(String service, int status, String code) {
        return ways(
                service + " " + status,
                code,
                text -> it -> it.error(service, status, code, text),
                false);
    }

    /** An error of Entra's token endpoint, whose number counts. */
    static Way[] numbers(int status, String error, String number) {
        return ways(
                number, number, text -> it -> it.token(status, error, number + ": " + text), false);
    }

    private static Way[] ways(
            String name,
            String own,
            Function<String, Consumer<TaxonomyFaults>> fault,
            boolean shown) {
        String others =
                QUOTED.stream().filter(code -> !code.equals(own)).collect(Collectors.joining(", "));
        Map<String, String> texts = new LinkedHashMap<>();
        texts.putAll(TEXTS);
        SWAYING.forEach(
                (lang, text) -> texts.put(lang + " quoting others", text.formatted(others)));
        return texts.entrySet().stream()
                .map(
                        each -> {
                            String text = each.getValue();
                            Way way = Way.of(name + " " + each.getKey(), fault.apply(text));
                            return shown ? way.saying(text) : way;
                        })
                .toArray(Way[]::new);
    }
}
