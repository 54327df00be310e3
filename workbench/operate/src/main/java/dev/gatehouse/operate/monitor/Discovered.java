package dev.gatehouse.operate.monitor;

import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;

/** What became of a look at Azure. */
public sealed interface Discovered<T> {
    /** A stable word for it, as {@code subscriptions_error} shows it; empty if it succeeded. */
    default String code() {
        return switch (this) {
            case Listed<T> _ -> "";
            case Refused<T>(Refusal why, String _) -> why.code().wire();
            case Unauthorized<T> _ -> "unauthorized";
            case Forbidden<T> _ -> "forbidden";
            case NotFound<T> _ -> "not_found";
        };
    }

    /**
     * Azure answered.
     *
     * @param used whose rights it judged by
     * @param reason why that identity, for the audit
     */
    record Listed<T>(T value, DownstreamIdentity used, String reason) implements Discovered<T> {}

    /**
     * Azure was not asked, or could not answer: no token for the caller, a claims challenge (the
     * refusal carries it), an untrusted link, throttling, a timeout.
     */
    record Refused<T>(Refusal why, String reason) implements Discovered<T> {}

    /** 401 without claims that would help: Azure does not accept the token. */
    record Unauthorized<T>(ArmFault fault) implements Discovered<T> {}

    /** 403: the identity used has no right to it. Never retried as somebody else. */
    record Forbidden<T>(ArmFault fault) implements Discovered<T> {}

    /** 404. */
    record NotFound<T>(ArmFault fault) implements Discovered<T> {}
}
