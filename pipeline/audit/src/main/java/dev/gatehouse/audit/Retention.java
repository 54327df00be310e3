package dev.gatehouse.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Removes old blocks and leaves a signed checkpoint. Only blocks that still hold in the chain are
 * removed, so that removing never covers up what {@link Verification} would find. The last block
 * and everything from the oldest open intent on stay.
 */
final class Retention {
    private static final int BLOCKS_AT_ONCE = 500;

    private final AuditStore store;
    private final AuditConfig config;

    Retention(AuditStore store, AuditConfig config) {
        this.store = store;
        this.config = config;
    }

    /**
     * Removes what is over the limits.
     *
     * @return how many events
     * @throws AuditUnavailable if the store fails, or the blocks to be removed were tampered with
     */
    long prune(Instant now) {
        long removed = 0;
        Optional<ChainMark> cut = cut(now);
        while (cut.isPresent()) {
            long before =
                    store.read(AuditStore.Snapshot::checkpoint).map(ChainMark::seq).orElse(0L);
            store.prune(cut.get());
            removed += cut.get().seq() - before;
            cut = cut(now);
        }
        return removed;
    }

    private Optional<ChainMark> cut(Instant now) {
        return store.read(snapshot -> snapshot.head().flatMap(head -> cut(now, snapshot, head)));
    }

    private Optional<ChainMark> cut(Instant now, AuditStore.Snapshot snapshot, ChainMark head) {
        Optional<ChainMark> checkpoint = snapshot.checkpoint();
        if (!checkpoint.map(mark -> mark.genuine(store)).orElse(true)) {
            throw new AuditUnavailable("the checkpoint was tampered with; nothing is removed");
        }
        var walk = new ChainWalk(checkpoint);
        long start = walk.seq();
        var blocks = new int[1];
        snapshot.from(
                0,
                block -> {
                    if (blocks[0]++ == BLOCKS_AT_ONCE || !removable(block, walk, head, now)) {
                        return false;
                    }
                    walk.step(block)
                            .ifPresent(
                                    broken -> {
                                        throw new AuditUnavailable(
                                                "nothing is removed: " + broken.why());
                                    });
                    return true;
                });
        return walk.seq() == start
                ? Optional.empty()
                : Optional.of(
                        ChainMark.signed(
                                store,
                                ChainMark.Kind.CHECKPOINT,
                                walk.seq(),
                                walk.hash(),
                                walk.bytes(),
                                walk.seq() + 1));
    }

    private boolean removable(AuditBlock block, ChainWalk walk, ChainMark head, Instant now) {
        if (block.lastSeq() >= Math.min(head.seq(), head.openFrom())) {
            return false;
        }
        boolean old =
                config.keepFor().compareTo(Duration.ZERO) > 0
                        && block.lastTime().isBefore(now.minus(config.keepFor()));
        boolean over = config.keepBytes() > 0 && head.bytes() - walk.bytes() > config.keepBytes();
        return old || over;
    }
}
