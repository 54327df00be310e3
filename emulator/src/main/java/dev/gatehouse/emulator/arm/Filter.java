package dev.gatehouse.emulator.arm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of OData's {@code $filter} that ARM's clients use: comparisons of a name with a quoted
 * text, functions with at most one quoted text, joined by {@code and}.
 */
public record Filter(List<Term> terms) {
    private static final Pattern TERM =
            Pattern.compile(
                    "\\s*(?:([A-Za-z]+)\\(\\s*(?:'((?:[^']|'')*)')?\\s*\\)"
                            + "|([A-Za-z/]+)\\s+(eq|ge|le|gt|lt)\\s+'((?:[^']|'')*)')\\s*");
    private static final Pattern AND = Pattern.compile("and\\s", Pattern.CASE_INSENSITIVE);

    /**
     * One condition.
     *
     * @param name the property or function
     * @param operator {@code eq ge le gt lt}, or {@code call} of a function
     * @param value the text compared with or passed; empty for a function without one
     */
    public record Term(String name, String operator, String value) {
        /** Whether it applies {@code otherOperator} to {@code otherName}, in any letter case. */
        public boolean is(String otherName, String otherOperator) {
            return name.equalsIgnoreCase(otherName) && operator.equals(otherOperator);
        }
    }

    public Filter {
        terms = List.copyOf(terms);
    }

    /** The filter in {@code text}; empty if it is not of this form. */
    public static Optional<Filter> parse(String text) {
        List<Term> terms = new ArrayList<>();
        Matcher term = TERM.matcher(text);
        Matcher and = AND.matcher(text);
        int at = 0;
        while (true) {
            if (!term.region(at, text.length()).lookingAt()) {
                return Optional.empty();
            }
            terms.add(
                    term.group(1) != null
                            ? new Term(term.group(1), "call", unquoted(term.group(2)))
                            : new Term(term.group(3), term.group(4), unquoted(term.group(5))));
            at = term.end();
            if (at == text.length()) {
                return Optional.of(new Filter(terms));
            }
            if (!and.region(at, text.length()).lookingAt()) {
                return Optional.empty();
            }
            at = and.end();
        }
    }

    private static String unquoted(@Nullable String value) {
        return value == null ? "" : value.replace("''", "'");
    }
}
