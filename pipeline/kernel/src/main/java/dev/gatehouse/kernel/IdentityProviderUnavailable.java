package dev.gatehouse.kernel;

import java.time.Duration;

/**
 * Entra could not be asked, so nothing can be said about the caller. Worth a retry after a while.
 */
public final class IdentityProviderUnavailable extends RuntimeException {
    private final Duration retryAfter;

    public IdentityProviderUnavailable(String what, Duration retryAfter, Throwable cause) {
        super(what, cause);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
