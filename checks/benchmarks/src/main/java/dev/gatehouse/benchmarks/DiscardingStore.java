package dev.gatehouse.benchmarks;

import dev.gatehouse.audit.AuditBlock;
import dev.gatehouse.audit.AuditStore;
import dev.gatehouse.audit.ChainMark;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Takes blocks and forgets them, so that only their making is measured. */
final class DiscardingStore implements AuditStore {
    private static final Snapshot EMPTY =
            new Snapshot() {
                @Override
                public Optional<ChainMark> head() {
                    return Optional.empty();
                }

                @Override
                public Optional<ChainMark> checkpoint() {
                    return Optional.empty();
                }

                @Override
                public void from(long seq, Predicate<AuditBlock> visitor) {}

                @Override
                public void newestFirst(Instant from, Instant to, Predicate<AuditBlock> visitor) {}
            };

    @Override
    public void append(AuditBlock block, ChainMark head, boolean throughPowerLoss) {}

    @Override
    public void prune(ChainMark checkpoint) {}

    @Override
    public <T> T read(Function<Snapshot, T> reader) {
        return reader.apply(EMPTY);
    }

    @Override
    public String sign(String statement) {
        return "unsigned";
    }
}
