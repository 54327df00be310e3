package dev.gatehouse.server.gate;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What runs on one event loop, looked over a few times a second: exchanges past their deadline are
 * ended, connections that rest too long are closed. Cheaper than a timer for each request.
 */
final class Running {
    private final long idleNanos;
    private final Set<Carriage> exchanges = new LinkedHashSet<>();
    private final Set<EventStream> streams = new LinkedHashSet<>();
    private final Map<HttpConnection, Rest> connections = new HashMap<>();

    private static final class Rest {
        int busy;
        long since = System.nanoTime();
    }

    Running(Duration idle) {
        this.idleNanos = idle.toNanos();
    }

    void opened(HttpConnection connection) {
        connections.put(connection, new Rest());
        connection.closeHandler(_ -> connections.remove(connection));
    }

    void began(Carriage exchange, HttpConnection connection) {
        exchanges.add(exchange);
        occupied(connection);
    }

    void ended(Carriage exchange, HttpConnection connection) {
        exchanges.remove(exchange);
        freed(connection);
    }

    /** The connection has something to do, so it does not rest. */
    void occupied(HttpConnection connection) {
        Rest rest = connections.get(connection);
        if (rest != null) {
            rest.busy++;
        }
    }

    /** It rests from now on, not from the end of what it did before. */
    void woke(HttpConnection connection) {
        Rest rest = connections.get(connection);
        if (rest != null) {
            rest.since = System.nanoTime();
        }
    }

    void freed(HttpConnection connection) {
        Rest rest = connections.get(connection);
        if (rest != null) {
            rest.busy--;
            rest.since = System.nanoTime();
        }
    }

    void began(EventStream stream, HttpConnection connection) {
        streams.add(stream);
        occupied(connection);
    }

    void ended(EventStream stream, HttpConnection connection) {
        streams.remove(stream);
        freed(connection);
    }

    /** Streams have no end of their own that a stopping process could wait for. */
    void endStreams() {
        List.copyOf(streams).forEach(EventStream::stop);
    }

    void tick(long now) {
        var late = new ArrayList<Carriage>();
        for (Carriage exchange : exchanges) {
            if (exchange.isLate(now)) {
                late.add(exchange);
            }
        }
        late.forEach(Carriage::timeOut);
        var resting = new ArrayList<HttpConnection>();
        connections.forEach(
                (connection, rest) -> {
                    if (rest.busy <= 0 && now - rest.since > idleNanos) {
                        resting.add(connection);
                    }
                });
        resting.forEach(HttpConnection::close);
    }
}
