package dev.gatehouse.emulator.graph;

import dev.gatehouse.emulator.web.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of {@code $filter} that set-up tools use: {@code name eq 'value'}, {@code
 * startswith(name,'value')} and {@code names/any(x:x eq 'value')}, joined by {@code and}. Text is
 * compared without letter case, as the directory does.
 */
record ODataFilter(List<Term> terms) {
    private static final Pattern TERM =
            Pattern.compile(
                    "\\s*(?:startswith\\(\\s*([A-Za-z0-9]+)\\s*,\\s*'((?:[^']|'')*)'\\s*\\)"
                            + "|([A-Za-z0-9]+)/any\\(\\s*([a-z]+)\\s*:\\s*\\4\\s+eq\\s+'((?:[^']|'')*)'\\s*\\)"
                            + "|([A-Za-z0-9]+)\\s+eq\\s+(?:'((?:[^']|'')*)'|([A-Za-z0-9-]+)))\\s*");
    private static final Pattern AND = Pattern.compile("and\\s");

    enum Kind {
        EQUALS,
        BEGINS,
        ANY
    }

    record Term(Kind kind, String name, String value) {
        boolean keeps(Map<String, Object> entity) {
            Object found = entity.get(name);
            return switch (kind) {
                case EQUALS -> String.valueOf(found).equalsIgnoreCase(value);
                case BEGINS ->
                        String.valueOf(found)
                                .toLowerCase(Locale.ROOT)
                                .startsWith(value.toLowerCase(Locale.ROOT));
                case ANY -> {
                    boolean one = false;
                    for (var each : Json.tree(found == null ? List.of() : found)) {
                        one = one || each.asText().equalsIgnoreCase(value);
                    }
                    yield one;
                }
            };
        }
    }

    ODataFilter {
        terms = List.copyOf(terms);
    }

    /**
     * Reads a filter.
     *
     * @throws Denied 400, if it is not of this form
     */
    static ODataFilter parse(String text) {
        List<Term> terms = new ArrayList<>();
        Matcher term = TERM.matcher(text);
        Matcher and = AND.matcher(text);
        int at = 0;
        while (true) {
            if (!term.region(at, text.length()).lookingAt()) {
                throw new Denied(400, "BadRequest", "Invalid filter clause");
            }
            terms.add(read(term));
            at = term.end();
            if (at == text.length()) {
                return new ODataFilter(terms);
            }
            if (!and.region(at, text.length()).lookingAt()) {
                throw new Denied(400, "BadRequest", "Invalid filter clause");
            }
            at = and.end();
        }
    }

    private static Term read(Matcher term) {
        if (term.group(1) != null) {
            return new Term(Kind.BEGINS, term.group(1), term.group(2).replace("''", "'"));
        }
        if (term.group(3) != null) {
            return new Term(Kind.ANY, term.group(3), term.group(5).replace("''", "'"));
        }
        String value = term.group(7) == null ? term.group(8) : term.group(7).replace("''", "'");
        return new Term(Kind.EQUALS, term.group(6), value);
    }

    boolean keeps(Map<String, Object> entity) {
        return terms.stream().allMatch(term -> term.keeps(entity));
    }
}
