package dev.gatehouse.server.desk;

import dev.gatehouse.server.http.Events;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** One stream of events to one listener, from its beginning to its one record in the audit. */
public final class OpenStream {
    /** How it ended. */
    @FunctionalInterface
    interface Ending {
        void with(int status, String code);
    }

    /** Where the events go. */
    public interface Sink {
        /** Writes text and waits until there is room for more; false once nobody listens. */
        boolean write(String text) throws InterruptedException;

        /** Nothing more is to come. */
        void end();
    }

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private final Events events;
    private final Instant endsAt;
    private final InstantSource clock;
    private final Ending ending;
    private final AtomicBoolean recorded = new AtomicBoolean();
    private volatile String why = "";
    private volatile Runnable leave = () -> {};

    /**
     * @param endsAt when it ends, whoever listens; the listener may ask again
     */
    OpenStream(Events events, Instant endsAt, InstantSource clock, Ending ending) {
        this.events = events;
        this.endsAt = endsAt;
        this.clock = clock;
        this.ending = ending;
    }

    /** What is to be run when it is over. */
    void leaveWith(Runnable leaving) {
        leave = leaving;
    }

    /** Ends it soon, from whichever thread, for this reason; empty if nothing is wrong. */
    public void stop(String code) {
        if (why.isEmpty()) {
            why = code;
        }
        events.close();
    }

    /** It is over: recorded the first time this is called. */
    public void ended(int status, String code) {
        events.close();
        if (recorded.compareAndSet(false, true)) {
            leave.run();
            ending.with(status, code.isEmpty() ? why : code);
        }
    }

    /** Draws event after event until one side has enough. Blocks. */
    void flow(Sink sink) throws InterruptedException {
        while (true) {
            Duration left = Duration.between(clock.instant(), endsAt);
            if (left.isNegative() || left.isZero()) {
                sink.end();
                return;
            }
            String text =
                    switch (events.next(left.compareTo(KEEP_ALIVE) < 0 ? left : KEEP_ALIVE)) {
                        case Events.Next.Event(String name, String data) ->
                                "event: " + name + "\ndata: " + data + "\n\n";
                        case Events.Next.Quiet _ -> ": keep-alive\n\n";
                        case Events.Next.End _ -> "";
                    };
            if (text.isEmpty()) {
                sink.end();
                return;
            }
            if (!sink.write(text)) {
                return;
            }
        }
    }
}
