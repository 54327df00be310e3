package dev.gatehouse.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It sleeps until there is something to write, lets more gather for 50
 * ms (not if somebody waits for an intent), and writes all of it.
 */
final class AuditWriter {
    private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);
    private static final long GATHER = Duration.ofMillis(50).toNanos();
    private static final long WINDOW = Duration.ofSeconds(10).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(2).toNanos();
    private static final long BETWEEN_PRUNES = Duration.ofHours(1).toNanos();
    private static final Duration LAST_CHANCE = Duration.ofSeconds(10);

    private final AuditStore store;
    private final AuditConfig config;
    private final InstantSource clock;
    private final EventQueue queue;
    private final int reserve;
    private final BlockWriter blocks;
    private final Sorter sorter;
    private final Retention retention;
    private final ReentrantLock pruning = new ReentrantLock();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("gatehouse-audit").unstarted(this::run);
    private final List<Barrier> barriers = new ArrayList<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean urgent;
    private volatile boolean closing;
    private volatile boolean givingBack;
    private long pause = GATHER;
    private long windowEnd;
    private long nextPrune;

    AuditWriter(AuditStore store, AuditConfig config, InstantSource clock, Opening opening) {
        this.store = store;
        this.config = config;
        this.clock = clock;
        queue = new EventQueue(config.queued());
        reserve = config.queued() / 8;
        blocks = new BlockWriter(store, clock, opening);
        sorter = new Sorter(config, blocks);
        retention = new Retention(store, config);
    }

    void start() {
        windowEnd = System.nanoTime() + WINDOW;
        nextPrune = System.nanoTime();
        thread.start();
    }

    /** Queues an event; completions may use places that other events may not. */
    void offer(AuditEvent event) {
        int keepFree = event.phase() == AuditEvent.Phase.COMPLETION ? 0 : reserve;
        if (closing || !queue.offer(event, keepFree)) {
            lost.incrementAndGet();
        }
        wake();
    }

    void offer(Intent intent) {
        if (!healthy()) {
            throw new AuditUnavailable("the audit is not written");
        }
        enqueue(intent);
    }

    void offer(Barrier barrier) {
        enqueue(barrier);
    }

    private void enqueue(Queued item) {
        if (closing || !queue.offer(item, 0)) {
            throw new AuditUnavailable(closing ? "the audit is closed" : "the audit is behind");
        }
        urgent = true;
        LockSupport.unpark(thread);
    }

    private void wake() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    boolean healthy() {
        return !blocks.isFailing() && !closing && lost.get() == 0 && thread.isAlive();
    }

    int queued() {
        return queue.size();
    }

    List<AuditEntry> unfinished() {
        return blocks.unfinished();
    }

    void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(LAST_CHANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean last;
        do {
            last = closing;
            if (!last) {
                sleepUntilNeeded();
                gather();
            }
            step(last);
        } while (!last);
        refuseTheRest();
    }

    private boolean nothingToDo() {
        return !closing
                && !urgent
                && queue.isEmpty()
                && !blocks.owes()
                && !blocks.isFailing()
                && !givingBack
                && lost.get() == 0;
    }

    private void sleepUntilNeeded() {
        while (nothingToDo()) {
            long left = windowEnd - System.nanoTime();
            if (sorter.holdsReads() && left <= 0) {
                return;
            }
            asleep.set(true);
            if (nothingToDo()) {
                if (sorter.holdsReads()) {
                    LockSupport.parkNanos(this, left);
                } else {
                    LockSupport.park(this);
                }
            }
            asleep.set(false);
        }
    }

    private void gather() {
        long end = System.nanoTime() + pause;
        long left = pause;
        while (left > 0 && !closing && (!urgent || blocks.isFailing())) {
            LockSupport.parkNanos(this, left);
            left = end - System.nanoTime();
        }
    }

    private void step(boolean last) {
        urgent = false;
        boolean window = System.nanoTime() - windowEnd >= 0;
        if (window) {
            windowEnd = System.nanoTime() + WINDOW;
            sorter.newWindow();
        }
        boolean written = blocks.write() && drain() && finish(window || last);
        settle(written);
        if (written && System.nanoTime() - nextPrune >= 0) {
            nextPrune = System.nanoTime() + BETWEEN_PRUNES;
            pruneQuietly();
        }
        if (written && givingBack && !last) {
            giveBack();
        }
    }

    /** One step after what was gathered is written, so that nobody waits for more than one. */
    private void giveBack() {
        try {
            givingBack = store.giveBack();
        } catch (AuditUnavailable e) {
            givingBack = false;
            LOG.atError().setCause(e).log("audit.retention");
        }
    }

    private boolean drain() {
        blocks.addOwed();
        int most = config.queued();
        for (int i = 0; i < most; i++) {
            Queued item = queue.poll();
            while (item == null && !queue.isEmpty()) {
                Thread.onSpinWait(); // a producer is between claiming its place and filling it
                item = queue.poll();
            }
            switch (item) {
                case null -> {
                    return true;
                }
                case AuditEvent event -> sorter.sort(event);
                case Intent intent -> blocks.add(intent);
                case Barrier barrier -> barriers.add(barrier);
            }
            if (blocks.isFull() && !blocks.write()) {
                return false;
            }
        }
        return true;
    }

    private boolean finish(boolean readsToo) {
        sorter.writeRefusals();
        if (readsToo || !barriers.isEmpty() || sorter.isFull()) {
            sorter.writeReads();
        }
        long missing = lost.get();
        if (missing > 0) {
            blocks.add(Sorter.lost(clock.instant()), missing);
        }
        boolean written = blocks.write();
        if (missing > 0) {
            lost.addAndGet(-missing);
        }
        return written;
    }

    private void settle(boolean written) {
        pause = written ? GATHER : Math.min(pause * 2, LONGEST_PAUSE);
        for (Barrier barrier : barriers) {
            barrier.passed().countDown();
        }
        barriers.clear();
    }

    private void refuseTheRest() {
        var closed = new AuditUnavailable("the audit is closed");
        for (Queued item = queue.poll(); item != null; item = queue.poll()) {
            if (item instanceof Intent intent) {
                intent.fail(closed);
            } else if (item instanceof Barrier barrier) {
                barrier.passed().countDown();
            }
        }
    }

    private void pruneQuietly() {
        try {
            long removed = prune();
            if (removed > 0) {
                LOG.atInfo().addKeyValue("removed", removed).log("audit.retention");
            }
        } catch (AuditUnavailable e) {
            // Old lines stay for an hour more; if the disk is full, appending fails and says so.
            LOG.atError().setCause(e).log("audit.retention");
        }
    }

    long prune() {
        pruning.lock();
        try {
            long removed = retention.prune(clock.instant());
            if (removed > 0) {
                givingBack = true;
                LockSupport.unpark(thread);
            }
            return removed;
        } finally {
            pruning.unlock();
        }
    }
}
