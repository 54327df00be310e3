package dev.gatehouse.operate.arm;

import java.time.Duration;
import java.util.Locale;

/**
 * Is told of each call to Azure when it is over, for the metrics. All words come from a fixed set:
 * no host, path or id. Must return at once; safe for use by many threads.
 */
@FunctionalInterface
public interface AzureCalls {
    /** Tells nobody. */
    AzureCalls UNTOLD = (_, _, _, _) -> {};

    /**
     * One call.
     *
     * @param method of HTTP, in capitals
     * @param took with all its tries, and the waits between them
     */
    void ended(Service service, String method, Result result, Duration took);

    /** Who was asked. */
    enum Service {
        /** Azure Resource Manager. */
        ARM,
        /** The data plane of a container registry. */
        REGISTRY;

        /** The spelling in metrics. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it ended, after the last try. */
    enum Result {
        SUCCESS,
        /** 401: the token was not taken, or claims are demanded. */
        UNAUTHORIZED,
        FORBIDDEN,
        NOT_FOUND,
        THROTTLED,
        /** Another 3xx or 4xx. */
        REFUSED,
        /** 5xx. */
        FAILED,
        TIMEOUT,
        /** No connection, or one that broke. */
        UNREACHABLE;

        /** That of an HTTP status. */
        public static Result of(int status) {
            return switch (status) {
                case 401 -> UNAUTHORIZED;
                case 403 -> FORBIDDEN;
                case 404 -> NOT_FOUND;
                case 429 -> THROTTLED;
                default -> status < 300 ? SUCCESS : status < 500 ? REFUSED : FAILED;
            };
        }

        /** The spelling in metrics. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
