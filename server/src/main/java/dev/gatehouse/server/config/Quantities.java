package dev.gatehouse.server.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as the configuration writes them: a whole number and a unit. */
final class Quantities {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d|B|KiB|MiB|GiB)");

    private Quantities() {}

    /** For example {@code 500ms}, {@code 30s}, {@code 5m}, {@code 10h}, {@code 365d}. */
    static Optional<Duration> duration(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Optional.of(Duration.ofMillis(number));
            case "s" -> Optional.of(Duration.ofSeconds(number));
            case "m" -> Optional.of(Duration.ofMinutes(number));
            case "h" -> Optional.of(Duration.ofHours(number));
            case "d" -> Optional.of(Duration.ofDays(number));
            default -> Optional.empty();
        };
    }

    /** In bytes: for example {@code 512B}, {@code 16KiB}, {@code 10MiB}, {@code 1GiB}. */
    static Optional<Long> size(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "B" -> Optional.of(number);
            case "KiB" -> Optional.of(number << 10);
            case "MiB" -> Optional.of(number << 20);
            case "GiB" -> Optional.of(number << 30);
            default -> Optional.empty();
        };
    }
}
