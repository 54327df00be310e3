package dev.gatehouse.audit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue for many producers and one consumer: a ring. A producer claims a place by one
 * compare-and-set and never waits.
 */
final class EventQueue {
    private final AtomicReferenceArray<@Nullable Queued> ring;
    private final int mask;
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();

    /**
     * @param capacity a power of two
     */
    EventQueue(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity is not a power of two: " + capacity);
        }
        ring = new AtomicReferenceArray<>(capacity);
        mask = capacity - 1;
    }

    /** Adds {@code item} unless that leaves fewer than {@code reserve} places; whether it did. */
    boolean offer(Queued item, int reserve) {
        long place;
        do {
            place = tail.get();
            if (place - head.get() > mask - reserve) {
                return false;
            }
        } while (!tail.compareAndSet(place, place + 1));
        ring.set((int) place & mask, item);
        return true;
    }

    /** The oldest item; null if there is none, or if its producer has not put it in place yet. */
    @Nullable Queued poll() {
        long place = head.get();
        int slot = (int) place & mask;
        Queued item = ring.get(slot);
        if (item != null) {
            ring.setPlain(slot, null);
            head.set(place + 1);
        }
        return item;
    }

    /** Whether no producer has claimed a place that was not polled. */
    boolean isEmpty() {
        return head.get() == tail.get();
    }

    int size() {
        return (int) (tail.get() - head.get());
    }
}
