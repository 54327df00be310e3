package dev.gatehouse.audit;

import java.util.Optional;

/** Goes along the chain block by block and says where it does not hold. */
final class ChainWalk {
    private long seq;
    private String hash;
    private long bytes;

    /** From the checkpoint, or from the very beginning. */
    ChainWalk(Optional<ChainMark> checkpoint) {
        seq = checkpoint.map(ChainMark::seq).orElse(0L);
        hash = checkpoint.map(ChainMark::hash).orElse(AuditBlock.GENESIS);
        bytes = checkpoint.map(ChainMark::bytes).orElse(0L);
    }

    /** Takes the next block; what is wrong with it, if anything is. */
    Optional<Verification.Broken> step(AuditBlock block) {
        if (block.firstSeq() != seq + 1) {
            return broken(
                    block.firstSeq() > seq
                            ? "events are missing before event " + block.firstSeq()
                            : "event " + block.firstSeq() + " is out of order");
        }
        if (!block.previousHash().equals(hash)) {
            return broken("the block does not follow the block before it");
        }
        if (block.lastSeq() - block.firstSeq() + 1 != block.count()
                || block.lines() != block.count()) {
            return broken("the block does not hold as many events as it says");
        }
        if (!block.computeHash().equals(block.hash())) {
            return broken("the block was altered");
        }
        seq = block.lastSeq();
        hash = block.hash();
        bytes += block.payload().length;
        return Optional.empty();
    }

    /** The last event that holds. */
    long seq() {
        return seq;
    }

    String hash() {
        return hash;
    }

    /** Of all payloads up to here, those before the checkpoint included. */
    long bytes() {
        return bytes;
    }

    private Optional<Verification.Broken> broken(String why) {
        return Optional.of(new Verification.Broken(seq + 1, why));
    }
}
