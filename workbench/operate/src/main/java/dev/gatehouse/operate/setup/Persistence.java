package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Carries out a call, again after a while where that helps: a replica that does not know yet what
 * was just made, or a directory that asks for a pause. Bounded, about a minute.
 */
final class Persistence {
    /** Before the second and each further try. */
    static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(15));

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Set<String> NOT_THERE_YET =
            Set.of("NoBackingApplicationObject", "ResourceDoesNotExist", "ResourceNotFound");
    private static final List<String> SAYS_SO =
            List.of("does not exist", "does not reference", "not found", "cannot be found");

    private final Directory directory;
    private final Pause pause;
    private final Progress progress;

    Persistence(Directory directory, Pause pause, Progress progress) {
        this.directory = directory;
        this.pause = pause;
        this.progress = progress;
    }

    /**
     * The last answer.
     *
     * @param young whether something was made in this run, so that "does not exist" may be a
     *     replica that lags behind
     */
    Reply<ObjectNode> send(String step, Write write, boolean young) {
        Reply<ObjectNode> reply = once(write);
        for (Duration usual : PAUSES) {
            Duration wait = waiting(reply, usual, young);
            if (wait.isZero()) {
                return reply;
            }
            progress.waiting(
                    step,
                    reply instanceof Reply.Throttled<ObjectNode>
                            ? "the directory asks for a pause of " + wait.toSeconds() + " s"
                            : "the directory does not know it everywhere yet");
            pause.of(wait);
            if (Thread.currentThread().isInterrupted()) {
                return reply;
            }
            reply = once(write);
        }
        return reply;
    }

    private Reply<ObjectNode> once(Write write) {
        return switch (write.verb()) {
            case CREATE -> directory.create(write.path(), write.body());
            case CHANGE -> directory.change(write.path(), write.body());
        };
    }

    /** How long to wait before another try; zero if there is none. */
    private static Duration waiting(Reply<ObjectNode> reply, Duration usual, boolean young) {
        return switch (reply) {
            case Reply.Answered<ObjectNode> _,
                    Reply.Denied<ObjectNode> _,
                    Reply.Unavailable<ObjectNode> _ ->
                    Duration.ZERO;
            case Reply.NotFound<ObjectNode> _ -> young ? usual : Duration.ZERO;
            case Reply.Throttled<ObjectNode>(var asked) ->
                    asked.compareTo(LONGEST) > 0 ? Duration.ZERO : asked;
            case Reply.Rejected<ObjectNode>(var code, var message) ->
                    young && lags(code, message) ? usual : Duration.ZERO;
        };
    }

    private static boolean lags(String code, String message) {
        return NOT_THERE_YET.contains(code) || SAYS_SO.stream().anyMatch(message::contains);
    }
}
