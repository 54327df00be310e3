package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Pieces of answers as people read them. */
final class Shown {
    private Shown() {}

    /** A field's text; a dash where there is none. */
    static String of(JsonNode at, String field) {
        JsonNode value = at.path(field);
        String text = value.isNull() ? "" : value.asText("");
        return text.isEmpty() ? "-" : text;
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
        for (String field : new String[] {"degraded_detail", "degraded_cause", "degraded_remedy"}) {
            String text = answer.path(field).asText("");
            if (!text.isEmpty()) {
                err.println("  " + text);
            }
        }
        String command = answer.path("degraded_command").asText("");
        if (!command.isEmpty()) {
            err.println("  $ " + command);
        }
    }
}
