package dev.gatehouse.operate.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the operator of degraded answers: each is counted, and of each operation and reason one
 * warning goes to the log in five minutes, its repeats at level DEBUG. Telling never breaks an
 * answer.
 */
public final class DegradedNotices {
    private static final Logger LOG = LoggerFactory.getLogger(DegradedNotices.class);
    private static final Duration QUIET = Duration.ofMinutes(5);

    /** Counts. */
    @FunctionalInterface
    public interface Counter {
        /**
         * @param op what was asked for, for example {@code monitor.aks}
         * @param reason a code of {@link Degraded}
         */
        void count(String op, String reason);
    }

    private record Kind(String op, String reason) {}

    private final Counter counter;
    private final InstantSource clock;
    private final ConcurrentHashMap<Kind, Instant> warned = new ConcurrentHashMap<>();

    public DegradedNotices(Counter counter, InstantSource clock) {
        this.counter = counter;
        this.clock = clock;
    }

    /** Counts and logs what an answer lacks. */
    public void tell(String op, List<Degradation> degradations) {
        degradations.forEach(each -> tell(op, each));
    }

    private void tell(String op, Degradation degradation) {
        String reason = degradation.why().code();
        count(op, reason);
        LOG.atLevel(isNews(op, reason) ? Level.WARN : Level.DEBUG)
                .addKeyValue("op", op)
                .addKeyValue("reason", reason)
                .addKeyValue("actingAs", degradation.acting())
                .addKeyValue("detail", degradation.detail())
                .log("degraded answer");
    }

    /** A counter that fails costs a line of the log, never the answer. */
    private void count(String op, String reason) {
        try {
            counter.count(op, reason);
        } catch (IllegalArgumentException | IllegalStateException broken) {
            LOG.atDebug().addKeyValue("op", op).setCause(broken).log("degraded answer not counted");
        }
    }

    /** Whether nothing was said of it for five minutes; it is said now. */
    boolean isNews(String op, String reason) {
        Instant now = clock.instant();
        boolean[] first = new boolean[1];
        warned.compute(
                new Kind(op, reason),
                (_, before) -> {
                    if (before != null && now.isBefore(before.plus(QUIET))) {
                        return before;
                    }
                    first[0] = true;
                    return now;
                });
        return first[0];
    }
}
