package dev.gatehouse.operate.resources;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Looks on while an operation goes on. Whoever is slow misses states in between, never the last
 * one. Safe for use by many threads.
 */
public final class Watch implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Consumer<Watch> leave;
    private Optional<Operation> unseen;
    private boolean last;
    private boolean closed;

    Watch(Operation now, Consumer<Watch> leave) {
        this.unseen = Optional.of(now);
        this.last = now.terminal();
        this.leave = leave;
    }

    void tell(Operation now) {
        lock.lock();
        try {
            unseen = Optional.of(now);
            last = now.terminal();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The newest state that was not seen; empty if there was none in time, or none is to come. */
    public Optional<Operation> next(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (unseen.isEmpty() && !last && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            Optional<Operation> seen = closed ? Optional.empty() : unseen;
            unseen = Optional.empty();
            return seen;
        } finally {
            lock.unlock();
        }
    }

    /** Whether all was seen that there is to see. */
    public boolean over() {
        lock.lock();
        try {
            return closed || (last && unseen.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /** Ends a wait of {@link #next} at once. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        leave.accept(this);
    }
}
