package dev.gatehouse.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A store in memory that can be made to fail, and be tampered with. */
final class MemoryAuditStore implements AuditStore {
    final List<AuditBlock> blocks = new ArrayList<>();
    Optional<ChainMark> head = Optional.empty();
    Optional<ChainMark> checkpoint = Optional.empty();
    String key = "key";
    int powerLossProof;
    volatile boolean refuses;
    volatile boolean takesButThrows;
    volatile @Nullable CountDownLatch stuckUntil;

    @Override
    public void append(AuditBlock block, ChainMark newHead, boolean throughPowerLoss) {
        CountDownLatch latch = stuckUntil;
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AuditUnavailable("interrupted", e);
            }
        }
        synchronized (this) {
            if (refuses) {
                throw new AuditUnavailable("disk full");
            }
            blocks.add(block);
            head = Optional.of(newHead);
            powerLossProof += throughPowerLoss ? 1 : 0;
            if (takesButThrows) {
                takesButThrows = false;
                throw new AuditUnavailable("connection lost after commit");
            }
        }
    }

    @Override
    public synchronized void prune(ChainMark mark) {
        blocks.removeIf(block -> block.lastSeq() <= mark.seq());
        checkpoint = Optional.of(mark);
    }

    @Override
    public synchronized <T> T read(Function<Snapshot, T> reader) {
        return reader.apply(new View());
    }

    @Override
    public String sign(String statement) {
        return Integer.toHexString((key + statement).hashCode());
    }

    private final class View implements Snapshot {
        @Override
        public Optional<ChainMark> head() {
            return head;
        }

        @Override
        public Optional<ChainMark> checkpoint() {
            return checkpoint;
        }

        @Override
        public void from(long seq, Predicate<AuditBlock> visitor) {
            for (AuditBlock block : blocks) {
                if (block.lastSeq() >= seq && !visitor.test(block)) {
                    return;
                }
            }
        }

        @Override
        public void newestFirst(Instant from, Instant to, Predicate<AuditBlock> visitor) {
            for (AuditBlock block : blocks.reversed()) {
                if (!block.lastTime().isBefore(from)
                        && !block.firstTime().isAfter(to)
                        && !visitor.test(block)) {
                    return;
                }
            }
        }
    }
}
