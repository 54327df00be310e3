package dev.gatehouse.audit;

import java.util.Optional;

/** Whether the audit is what was written. */
public sealed interface Verification {
    /**
     * Nothing was altered, removed or reordered.
     *
     * @param count events that the store holds
     * @param lastHash of the newest block. Who keeps a copy of it elsewhere can also tell if the
     *     whole store was set back to an older state.
     */
    record Verified(long count, String lastHash) implements Verification {}

    /**
     * @param seq the first event that cannot be relied upon
     * @param why for people
     */
    record Broken(long seq, String why) implements Verification {}

    /** Checks everything in the store; reads one consistent state, also while others write. */
    static Verification of(AuditStore store) {
        return store.read(snapshot -> check(store, snapshot));
    }

    private static Verification check(AuditStore store, AuditStore.Snapshot snapshot) {
        Optional<ChainMark> checkpoint = snapshot.checkpoint();
        if (checkpoint.isPresent() && !checkpoint.get().genuine(store)) {
            return new Broken(checkpoint.get().seq(), "the checkpoint's signature is not ours");
        }
        var walk = new ChainWalk(checkpoint);
        var fault = new Broken[1];
        snapshot.from(
                0,
                block -> {
                    Optional<Broken> broken = walk.step(block);
                    broken.ifPresent(found -> fault[0] = found);
                    return broken.isEmpty();
                });
        if (fault[0] != null) {
            return fault[0];
        }
        long before = checkpoint.map(ChainMark::seq).orElse(0L);
        return snapshot.head()
                .map(head -> against(store, head, walk, before))
                .orElseGet(
                        () ->
                                walk.seq() == 0
                                        ? new Verified(0, walk.hash())
                                        : new Broken(walk.seq() + 1, "the head is missing"));
    }

    private static Verification against(
            AuditStore store, ChainMark head, ChainWalk walk, long before) {
        if (!head.genuine(store)) {
            return new Broken(walk.seq(), "the head's signature is not ours");
        }
        if (head.seq() != walk.seq()) {
            return new Broken(
                    Math.min(walk.seq(), head.seq()) + 1,
                    "the chain ends at event " + walk.seq() + ", its head at " + head.seq());
        }
        if (!head.hash().equals(walk.hash()) || head.bytes() != walk.bytes()) {
            return new Broken(walk.seq(), "the last block is not the one that was signed");
        }
        return new Verified(walk.seq() - before, walk.hash());
    }
}
