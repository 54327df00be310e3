package dev.gatehouse.operate.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the fields of a request's body and remembers the first that is wrong. */
final class Fields {
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_TAG = 512;
    private static final int LONGEST_VALUE = 256;
    private static final Pattern TAG = Pattern.compile("[^<>%&\\\\?/\\p{Cntrl}]+");

    private final JsonNode body;
    private final Set<String> read = new HashSet<>();
    private Optional<Templated.Invalid> fault = Optional.empty();

    Fields(JsonNode body) {
        this.body = body;
    }

    /** The text, which must be there; empty if it is at fault. */
    String text(String name, Predicate<String> allowed, String rule) {
        Optional<String> found = optional(name, allowed, rule);
        if (found.isEmpty()) {
            wrong(name, "must be given: " + rule);
        }
        return found.orElse("");
    }

    Optional<String> optional(String name, Predicate<String> allowed, String rule) {
        JsonNode value = at(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || !allowed.test(value.textValue())) {
            wrong(name, "must be " + rule);
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    String oneOf(String name, String usual, Set<String> allowed) {
        JsonNode value = at(name);
        if (value.isMissingNode() && !usual.isEmpty()) {
            return usual;
        }
        if (!value.isTextual() || !allowed.contains(value.textValue())) {
            wrong(name, "must be one of " + String.join(", ", allowed.stream().sorted().toList()));
            return usual;
        }
        return value.textValue();
    }

    int number(String name, int usual, int least, int most) {
        JsonNode value = at(name);
        if (value.isMissingNode()) {
            return usual;
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            wrong(name, "must be a whole number from " + least + " to " + most);
            return usual;
        }
        return value.intValue();
    }

    boolean flag(String name) {
        JsonNode value = at(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            wrong(name, "must be true or false");
        }
        return value.asBoolean(false);
    }

    ObjectNode tags() {
        JsonNode value = at("tags");
        ObjectNode tags = JsonNodeFactory.instance.objectNode();
        if (value.isMissingNode()) {
            return tags;
        }
        boolean good = value.isObject() && value.size() <= MOST_TAGS;
        for (var tag : value.properties()) {
            good &=
                    tag.getKey().length() <= LONGEST_TAG
                            && TAG.matcher(tag.getKey()).matches()
                            && tag.getValue().isTextual()
                            && tag.getValue().textValue().length() <= LONGEST_VALUE;
            tags.set(tag.getKey(), tag.getValue());
        }
        if (!good) {
            wrong("tags", "must be an object of at most " + MOST_TAGS + " texts");
        }
        return tags;
    }

    void wrong(String name, String why) {
        if (fault.isEmpty()) {
            fault = Optional.of(new Templated.Invalid(name, why));
        }
    }

    /** The first fault; a field that nobody read is one too. */
    Optional<Templated.Invalid> fault() {
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!read.contains(name)) {
                wrong(shown(name), "is not a field of this template");
            }
        }
        return fault;
    }

    /** A name that the caller made up is shown only if it looks like one. */
    private static String shown(String name) {
        return name.matches("[A-Za-z0-9_.-]{1,40}") ? name : "a field";
    }

    private JsonNode at(String name) {
        read.add(name);
        JsonNode value = body.path(name);
        return value.isNull() ? body.path("\0") : value;
    }
}
