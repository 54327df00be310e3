package dev.gatehouse.authenticate.tokens;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The claims of a token, by the form they must have. A claim of another form reads as absent. */
final class Claims {
    private static final long LAST_SECOND = 253_402_300_799L; // the end of the year 9999

    private final Map<String, Object> values;

    Claims(Map<String, Object> values) {
        this.values = values;
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    /** A string that is not empty. */
    Optional<String> text(String name) {
        return values.get(name) instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }

    /** A NumericDate (RFC 7519 section 2) in whole seconds. */
    Optional<Instant> time(String name) {
        return values.get(name) instanceof Number number
                        && number.doubleValue() >= 0
                        && number.doubleValue() <= LAST_SECOND
                ? Optional.of(Instant.ofEpochSecond(number.longValue()))
                : Optional.empty();
    }

    /** An array of strings, or one string; empty list if absent, empty if of another form. */
    Optional<List<String>> texts(String name) {
        Object value = values.get(name);
        if (value == null) {
            return Optional.of(List.of());
        }
        if (value instanceof String text) {
            return Optional.of(List.of(text));
        }
        if (!(value instanceof List<?> list)) {
            return Optional.empty();
        }
        var texts = new ArrayList<String>(list.size());
        for (Object item : list) {
            if (!(item instanceof String text)) {
                return Optional.empty();
            }
            texts.add(text);
        }
        return Optional.of(texts);
    }

    /** Whether the object {@code name} has a member {@code member}. */
    boolean names(String name, String member) {
        return values.get(name) instanceof Map<?, ?> object && object.containsKey(member);
    }

    /** Whether the claim is there and is not {@code false}. */
    boolean isSet(String name) {
        return has(name) && !Boolean.FALSE.equals(values.get(name));
    }

    @Override
    public String toString() {
        return "Claims" + values.keySet();
    }
}
