package dev.gatehouse.entra;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/** The {@code Retry-After} header: seconds or a date (RFC 9110 section 10.2.3). */
final class RetryAfter {
    static final Duration DEFAULT = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(1);

    private RetryAfter() {}

    /**
     * How long to wait: between one second and one hour, {@link #DEFAULT} if the header is missing
     * or senseless.
     */
    static Duration of(Map<String, List<String>> headers, Instant now) {
        List<String> values = headers.getOrDefault("retry-after", List.of());
        return values.isEmpty() ? DEFAULT : clamp(parse(values.getFirst().strip(), now));
    }

    private static Duration parse(String text, Instant now) {
        try {
            return text.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeParseException senseless) {
            return DEFAULT;
        }
    }

    private static Duration clamp(Duration given) {
        if (given.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return given.compareTo(MOST) > 0 ? MOST : given;
    }
}
