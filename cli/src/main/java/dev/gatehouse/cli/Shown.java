package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Pieces of answers as people read them. */
final class Shown {
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

    /** Whether the answer, or one of its items, says that it is not the whole truth. */
    static boolean degraded(JsonNode answer) {
        return answer.path("degraded").asBoolean(false)
                || answer.path("items").valueStream().anyMatch(Shown::degraded);
    }

    /** What is wrong, and what helps, a line each; nothing if nothing is wrong. */
    static void problem(Surroundings surroundings, String what, JsonNode answer) {
        if (!answer.path("degraded").asBoolean(false)) {
            return;
        }
        var err = surroundings.err();
        err.printf(
                Locale.ROOT,
                "%s: %s (%s)%n",
                what,
                of(answer, "degraded_label"),
                of(answer, "degraded_reason"));
        String detail = text(answer, "degraded_detail");
        String cause = text(answer, "degraded_cause");
        line(surroundings, detail);
        if (!detail.startsWith(cause)) {
            line(surroundings, cause);
        }
        line(surroundings, text(answer, "degraded_remedy"));
        line(surroundings, text(answer, "degraded_link"));
        String command = text(answer, "degraded_command");
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
