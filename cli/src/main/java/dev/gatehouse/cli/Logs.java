package dev.gatehouse.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;

/**
 * Which form the log has and how much of it there is. Must run before the first logger is made,
 * because Logback reads {@code logback.xml} then.
 */
final class Logs {
    private static final List<String> LEVELS =
            List.of("off", "error", "warn", "info", "debug", "trace");

    private static final List<String> LIBRARIES = List.of("com.microsoft.aad.msal4j", "com.azure");

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

    /**
     * Lets the libraries be as silent as the rest, unless {@code GATEHOUSE_LOG} asks for more: for
     * commands whose rows say what failed. Their own levels in {@code logback.xml} count otherwise.
     */
    static void quietLibraries(Map<String, String> environment) {
        if (!level(environment, "off").equals("off")) {
            return;
        }
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            LIBRARIES.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
        }
        LogManager.getLogManager().reset();
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.OFF);
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
