package dev.gatehouse.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which form the log has and how much of it there is. Must run before the first logger is made,
 * because Logback reads {@code logback.xml} then.
 */
final class Logs {
    private static final List<String> LEVELS =
            List.of("off", "error", "warn", "info", "debug", "trace");

    private Logs() {}

    /** What a log line looks like. */
    enum Form {
        /** One JSON object a line, for machines. */
        JSON,
        /** Time, level and keys, for a person at a terminal. */
        HUMAN
    }

    /**
     * Sets the form, and the level from {@code GATEHOUSE_LOG} or {@code otherwise}.
     *
     * @throws CommandFailed if the variable names no level
     */
    static void prepare(Map<String, String> environment, Form form, String otherwise) {
        System.setProperty("gatehouse.log.form", form.name());
        String level = level(environment, otherwise);
        System.setProperty("gatehouse.log.level", level);
        System.setProperty("gatehouse.log.sdk", level.equals("off") ? "off" : "error");
    }

    static String level(Map<String, String> environment, String otherwise) {
        String wanted = environment.getOrDefault("GATEHOUSE_LOG", otherwise);
        String level = wanted.strip().toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw new CommandFailed(
                    ExitCode.USAGE, "GATEHOUSE_LOG is none of: " + String.join(", ", LEVELS) + ".");
        }
        return level;
    }
}
