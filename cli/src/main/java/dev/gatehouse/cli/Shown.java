package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** Pieces of answers as people read them. */
final class Shown {
    /**
     * What the names of a degraded answer's fields begin with: its own, then those of its parts.
     */
    private static final List<String> PARTS = List.of("", "containers_", "images_", "builds_");

    private Shown() {}

    /** A field's text; a dash where there is none. */
    static String of(JsonNode at, String field) {
        String text = text(at, field);
        return text.isEmpty() ? "-" : text;
    }

    /** A field's text, fit for a terminal; empty where there is none. */
    static String text(JsonNode at, String field) {
        JsonNode value = at.path(field);
        return value.isNull() ? "" : Printable.of(value.asText(""));
    }

    static String yesNo(JsonNode at, String field) {
        JsonNode value = at.path(field);
        return value.isBoolean() ? value.asBoolean() ? "yes" : "no" : "-";
    }

    /** Whether the answer, a part or one of its items says that it is not the whole truth. */
    static boolean degraded(JsonNode answer) {
        return PARTS.stream().anyMatch(part -> lacks(answer, part))
                || answer.path("items").valueStream().anyMatch(Shown::degraded);
    }

    private static boolean lacks(JsonNode answer, String part) {
        return answer.path(part + "degraded").asBoolean(false);
    }

    /**
     * What is wrong with an answer and its parts, and what helps, a line each; nothing if nothing
     * is wrong.
     */
    static void problem(Surroundings surroundings, String what, JsonNode answer) {
        for (String part : PARTS) {
            if (lacks(answer, part)) {
                String name =
                        part.isEmpty() ? what : what + " " + part.substring(0, part.length() - 1);
                problem(surroundings, name, answer, part + "degraded_");
            }
        }
    }

    private static void problem(
            Surroundings surroundings, String what, JsonNode answer, String prefix) {
        var err = surroundings.err();
        err.printf(
                Locale.ROOT,
                "%s: %s (%s)%n",
                what,
                of(answer, prefix + "label"),
                of(answer, prefix + "reason"));
        String detail = text(answer, prefix + "detail");
        String cause = text(answer, prefix + "cause");
        line(surroundings, detail);
        if (!detail.startsWith(cause)) {
            line(surroundings, cause);
        }
        line(surroundings, text(answer, prefix + "remedy"));
        line(surroundings, text(answer, prefix + "link"));
        String command = text(answer, prefix + "command");
        if (!command.isEmpty()) {
            err.println("  $ " + command);
        }
    }

    private static void line(Surroundings surroundings, String text) {
        if (!text.isEmpty()) {
            surroundings.err().println("  " + text);
        }
    }

    /** An instant to the second, as {@code 2026-11-22 06:28:12Z}. */
    static String time(JsonNode at, String field) {
        String text = of(at, field);
        return text.length() > 19 ? text.substring(0, 19).replace('T', ' ') + "Z" : text;
    }
}
