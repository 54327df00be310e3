package dev.gatehouse.operate.arm;

import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryStrategy;
import java.io.IOException;
import java.time.Duration;

/**
 * How long one try may take, and what is tried again: 429, 5xx, timeouts and broken connections,
 * three tries in all. {@code Retry-After} is honoured up to a limit; beyond that the caller is told
 * to come back.
 *
 * @param timeout for the head of an answer, and between two reads of its body
 * @param backoff before the second try; doubled for each further one, up to 16 times
 * @param longestWait that {@code Retry-After} may ask for
 */
public record ArmTimes(Duration timeout, Duration backoff, Duration longestWait)
        implements RetryStrategy {
    public static final ArmTimes USUAL =
            new ArmTimes(Duration.ofSeconds(30), Duration.ofSeconds(1));

    /** For those who wait in front of a screen. */
    public static final ArmTimes BRISK =
            new ArmTimes(Duration.ofSeconds(10), Duration.ofMillis(250), Duration.ofSeconds(1));

    private static final int RETRIES = 2;
    private static final int LONGEST_FACTOR = 16;

    /** Waits for half a minute where Azure asks for it. */
    public ArmTimes(Duration timeout, Duration backoff) {
        this(timeout, backoff, Duration.ofSeconds(30));
    }

    @Override
    public int getMaxRetries() {
        return RETRIES;
    }

    @Override
    public Duration calculateRetryDelay(int retry) {
        int factor = retry > 4 ? LONGEST_FACTOR : 1 << Math.max(retry, 0);
        return backoff.multipliedBy(factor);
    }

    @Override
    public boolean shouldRetryCondition(RequestRetryCondition condition) {
        HttpResponse response = condition.getResponse();
        return response != null
                ? shouldRetry(response)
                : shouldRetryException(condition.getThrowable());
    }

    @Override
    public boolean shouldRetry(HttpResponse response) {
        boolean temporary = response.getStatusCode() == 429 || response.getStatusCode() >= 500;
        return temporary
                && RetryAfter.of(response)
                        .filter(wait -> wait.compareTo(longestWait) > 0)
                        .isEmpty();
    }

    @Override
    public boolean shouldRetryException(Throwable failure) {
        return failure instanceof IOException;
    }
}
