package dev.gatehouse.operate.arm;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The {@code Retry-After} header in seconds, as Azure Resource Manager sends it. */
final class RetryAfter {
    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    static Optional<Duration> of(HttpResponse response) {
        return Optional.ofNullable(response.getHeaderValue(HttpHeaderName.RETRY_AFTER))
                .map(String::strip)
                .filter(text -> !text.isEmpty() && text.length() <= MOST_DIGITS)
                .filter(text -> text.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }
}
