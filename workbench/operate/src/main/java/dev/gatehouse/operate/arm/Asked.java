package dev.gatehouse.operate.arm;

import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import java.util.function.Function;

/** What became of a question to Azure. */
public sealed interface Asked<T> {
    /** For the audit: why this identity, or why none. */
    String reason();

    /** The same outcome with another value, if there is one. */
    default <R> Asked<R> map(Function<T, R> change) {
        return switch (this) {
            case Answered<T>(T value, var used, var reason) ->
                    new Answered<>(change.apply(value), used, reason);
            case Refused<T>(var why, var reason) -> new Refused<>(why, reason);
            case Failed<T>(var fault, var used, var reason) -> new Failed<>(fault, used, reason);
        };
    }

    /**
     * Azure answered.
     *
     * @param used whose rights it judged by
     */
    record Answered<T>(T value, DownstreamIdentity used, String reason) implements Asked<T> {}

    /**
     * Azure was not asked, or could not answer: no token for the caller, a claims challenge (the
     * refusal carries it), an untrusted link, a timeout, nobody there.
     */
    record Refused<T>(Refusal why, String reason) implements Asked<T> {}

    /**
     * Azure answered with an error. Never retried as somebody else.
     *
     * @param used whose rights it judged by
     */
    record Failed<T>(ArmFault fault, DownstreamIdentity used, String reason) implements Asked<T> {}
}
