package dev.gatehouse.server.http;

import java.time.Duration;

/** Events for one listener, drawn one by one, so that a slow listener is not overrun. */
public interface Events extends AutoCloseable {
    /** What there is to say. */
    sealed interface Next {
        /**
         * One event (HTML standard, section 9.2).
         *
         * @param data one line
         */
        record Event(String name, String data) implements Next {
            public Event {
                if (name.indexOf('\n') >= 0 || data.indexOf('\n') >= 0 || data.indexOf('\r') >= 0) {
                    throw new IllegalArgumentException("an event's fields are one line each");
                }
            }
        }

        /** Nothing for as long as the listener was patient. */
        record Quiet() implements Next {}

        /** Nothing more is to come. */
        record End() implements Next {}
    }

    /** The next one; blocks for at most {@code patience}. */
    Next next(Duration patience) throws InterruptedException;

    /** Nobody listens any more; a waiting {@link #next} returns at once. By any thread. */
    @Override
    void close();
}
