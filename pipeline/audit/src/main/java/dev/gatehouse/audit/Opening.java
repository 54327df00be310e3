package dev.gatehouse.audit;

import java.util.Optional;

/**
 * Where a writer takes the chain up.
 *
 * @param nextSeq of the next event
 * @param hash of the last block
 * @param bytes of all payloads so far
 * @param open intents that the last writer left without completion
 */
record Opening(long nextSeq, String hash, long bytes, OpenIntents open) {
    /**
     * Reads the end of the chain.
     *
     * @throws AuditUnavailable if the store fails, or if the end of the chain is not the one that
     *     was signed: to go on would sign what somebody tampered with
     */
    static Opening of(AuditStore store) {
        return store.read(snapshot -> of(store, snapshot));
    }

    private static Opening of(AuditStore store, AuditStore.Snapshot snapshot) {
        Optional<ChainMark> head = snapshot.head();
        if (head.isEmpty()) {
            snapshot.from(
                    0,
                    _ -> {
                        throw tampered("there are events but no head");
                    });
            if (snapshot.checkpoint().isPresent()) {
                throw tampered("there is a checkpoint but no head");
            }
            return new Opening(1, AuditBlock.GENESIS, 0, new OpenIntents());
        }
        ChainMark mark = head.get();
        if (!mark.genuine(store)) {
            throw tampered("the head's signature is not ours");
        }
        var open = new OpenIntents();
        var last = new AuditBlock[1];
        snapshot.from(
                Math.min(mark.openFrom(), mark.seq()),
                block -> {
                    AuditReader.entries(block).forEach(e -> open.see(e.seq(), e.event()));
                    last[0] = block;
                    return true;
                });
        if (last[0] == null
                || last[0].lastSeq() != mark.seq()
                || !last[0].hash().equals(mark.hash())
                || !last[0].computeHash().equals(mark.hash())) {
            throw tampered("the last block is not the one that was signed");
        }
        return new Opening(mark.seq() + 1, mark.hash(), mark.bytes(), open);
    }

    private static AuditUnavailable tampered(String why) {
        return new AuditUnavailable(
                "The audit was tampered with: "
                        + why
                        + ". Run 'gatehouse audit verify', keep the file as evidence, and start with"
                        + " a new data directory or a restored backup.");
    }
}
