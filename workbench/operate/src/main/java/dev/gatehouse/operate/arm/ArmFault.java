package dev.gatehouse.operate.arm;

import dev.gatehouse.kernel.TenantId;
import java.time.Duration;
import java.util.Optional;

/**
 * The error that Azure answered with, in its own words.
 *
 * @param status the HTTP status
 * @param code for example {@code AuthorizationFailed}; empty if the answer named none
 * @param message for people, at most 1,000 characters; may name the caller's object id
 * @param retryAfter how long Azure asks to wait
 * @param tenant the one whose tokens Azure wants, where a 401 names it
 */
public record ArmFault(
        int status,
        String code,
        String message,
        Optional<Duration> retryAfter,
        Optional<TenantId> tenant) {
    /** The field of a refusal for an answer that came but cannot be read. */
    public static final String UNREADABLE = "unreadable";

    private static final int LONGEST = 1000;

    public ArmFault {
        message = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
    }

    /** An error that names no tenant. */
    public ArmFault(int status, String code, String message, Optional<Duration> retryAfter) {
        this(status, code, message, retryAfter, Optional.empty());
    }
}
