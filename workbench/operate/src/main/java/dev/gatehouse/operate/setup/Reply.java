package dev.gatehouse.operate.setup;

import java.time.Duration;
import java.util.function.Function;

/** What became of a question to the directory. */
public sealed interface Reply<T> {
    /** An answer. */
    record Answered<T>(T value) implements Reply<T> {}

    /** There is no such object, or the replica that was asked does not have it yet. */
    record NotFound<T>(String message) implements Reply<T> {}

    /**
     * The approver may not do this.
     *
     * @param needs the directory role that would do, for people
     */
    record Denied<T>(String code, String needs) implements Reply<T> {}

    /** Too many requests; the directory wants a pause. */
    record Throttled<T>(Duration retryAfter) implements Reply<T> {}

    /** Whether it was done is not known: no answer, or a fault of the directory. */
    record Unavailable<T>(String why) implements Reply<T> {}

    /**
     * The directory does not accept it.
     *
     * @param code Graph's, for example {@code Request_BadRequest}
     */
    record Rejected<T>(String code, String message) implements Reply<T> {}

    /** The same, of another type; an answer is turned by {@code change}. */
    default <R> Reply<R> map(Function<T, R> change) {
        return switch (this) {
            case Answered<T>(var value) -> new Answered<>(change.apply(value));
            case NotFound<T>(var message) -> new NotFound<>(message);
            case Denied<T>(var code, var needs) -> new Denied<>(code, needs);
            case Throttled<T>(var retryAfter) -> new Throttled<>(retryAfter);
            case Unavailable<T>(var why) -> new Unavailable<>(why);
            case Rejected<T>(var code, var message) -> new Rejected<>(code, message);
        };
    }

    /** The answer, which a question about {@code what} cannot go on without. */
    default T orStop(String what) {
        if (this instanceof Answered<T>(T value)) {
            return value;
        }
        throw new SetupStopped(trouble(what));
    }

    /** Why {@code what} failed and what helps, for people; empty text for an answer. */
    default String trouble(String what) {
        return switch (this) {
            case Answered<T> _ -> "";
            case NotFound<T>(var message) -> what + ": not found. " + message;
            case Denied<T>(var code, var needs) ->
                    what + ": denied (" + code + "). It takes " + needs;
            case Throttled<T>(var retryAfter) ->
                    what + ": the directory is busy. Try again in " + retryAfter.toSeconds() + " s";
            case Unavailable<T>(var why) -> what + ": the directory gives no answer: " + why;
            case Rejected<T>(var code, var message) ->
                    what + ": refused (" + code + "): " + message;
        };
    }
}
