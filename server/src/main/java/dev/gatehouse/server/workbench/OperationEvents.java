package dev.gatehouse.server.workbench;

import dev.gatehouse.operate.resources.Operation;
import dev.gatehouse.operate.resources.Watch;
import dev.gatehouse.server.http.Events;
import java.time.Duration;
import java.util.Optional;

/** An operation as server-sent events: each is its whole state, the last one is its end. */
final class OperationEvents implements Events {
    private final Watch watch;

    OperationEvents(Watch watch) {
        this.watch = watch;
    }

    @Override
    public Next next(Duration patience) throws InterruptedException {
        Optional<Operation> seen = watch.next(patience);
        if (seen.isPresent()) {
            return new Next.Event("operation", OperationJson.one(seen.get()));
        }
        return watch.over() ? new Next.End() : new Next.Quiet();
    }

    @Override
    public void close() {
        watch.close();
    }
}
