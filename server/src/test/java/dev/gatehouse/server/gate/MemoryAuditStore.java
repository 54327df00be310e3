package dev.gatehouse.server.gate;

import dev.gatehouse.audit.AuditBlock;
import dev.gatehouse.audit.AuditStore;
import dev.gatehouse.audit.AuditUnavailable;
import dev.gatehouse.audit.ChainMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** An audit store in memory that can be made to fail. */
final class MemoryAuditStore implements AuditStore {
    private final List<AuditBlock> blocks = new ArrayList<>();
    private Optional<ChainMark> head = Optional.empty();
    private Optional<ChainMark> checkpoint = Optional.empty();
    volatile boolean refuses;

    @Override
    public synchronized void append(AuditBlock block, ChainMark newHead, boolean throughPowerLoss) {
        if (refuses) {
            throw new AuditUnavailable("disk full", null);
        }
        blocks.add(block);
        head = Optional.of(newHead);
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
        return Integer.toHexString(statement.hashCode());
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
                if (!visitor.test(block)) {
                    return;
                }
            }
        }
    }
}
