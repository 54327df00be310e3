package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A directory that is asked again when it is busy or gives no answer. Writes pass through. */
final class Patient implements Directory {
    /** Before the second and each further try, where the directory names no pause of its own. */
    static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(9));

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Directory directory;
    private final Pause pause;

    Patient(Directory directory, Pause pause) {
        this.directory = directory;
        this.pause = pause;
    }

    @Override
    public Reply<Approver> approver() {
        return directory.approver();
    }

    @Override
    public Reply<List<ObjectNode>> list(String path, Map<String, String> query) {
        return again(() -> directory.list(path, query));
    }

    @Override
    public Reply<ObjectNode> create(String path, ObjectNode body) {
        return directory.create(path, body);
    }

    @Override
    public Reply<ObjectNode> change(String path, ObjectNode body) {
        return directory.change(path, body);
    }

    private <T> Reply<T> again(Supplier<Reply<T>> question) {
        Reply<T> reply = question.get();
        for (Duration usual : PAUSES) {
            Duration wait = waiting(reply, usual);
            if (wait.isZero() || Thread.currentThread().isInterrupted()) {
                return reply;
            }
            pause.of(wait);
            reply = question.get();
        }
        return reply;
    }

    private static <T> Duration waiting(Reply<T> reply, Duration usual) {
        return switch (reply) {
            case Reply.Throttled<T>(var asked) ->
                    asked.compareTo(LONGEST) > 0 ? Duration.ZERO : asked;
            case Reply.Unavailable<T> _ -> usual;
            case Reply.Answered<T> _, Reply.NotFound<T> _, Reply.Denied<T> _, Reply.Rejected<T> _ ->
                    Duration.ZERO;
        };
    }
}
