package dev.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private final MemoryAuditStore store = new MemoryAuditStore();

    @BeforeEach
    void fourBlocks() {
        try (var log = new AuditLog(store, InstantSource.fixed(Events.NOON))) {
            for (int i = 0; i < 4; i++) {
                log.record(Events.read().request("r" + i).build());
                log.record(Events.read().request("s" + i).build());
                log.flush();
            }
        }
        assertThat(store.blocks).hasSize(4);
    }

    @Test
    void anUntouchedChainHolds() {
        assertThat(Verification.of(store))
                .isEqualTo(new Verification.Verified(8, store.blocks.getLast().hash()));
    }

    @Test
    void anEmptyStoreHolds() {
        assertThat(Verification.of(new MemoryAuditStore()))
                .isEqualTo(new Verification.Verified(0, AuditBlock.GENESIS));
    }

    @Test
    void findsAFlippedBit() {
        store.blocks.get(1).payload()[30] ^= 1;
        assertBrokenAt(3);
    }

    @Test
    void findsARemovedBlock() {
        store.blocks.remove(2);
        assertBrokenAt(5);
    }

    @Test
    void findsSwappedBlocks() {
        Collections.swap(store.blocks, 1, 2);
        assertBrokenAt(3);
    }

    @Test
    void findsAMissingTail() {
        store.blocks.removeLast();
        assertBrokenAt(7);
    }

    @Test
    void findsAMissingHead() {
        store.head = Optional.empty();
        assertBrokenAt(9);
    }

    @Test
    void findsAMissingBeginning() {
        store.blocks.removeFirst();
        assertBrokenAt(1);
    }

    @Test
    void findsAChainRewrittenWithoutTheKey() {
        rewrite();
        assertThat(Verification.of(store)).isInstanceOf(Verification.Broken.class);
        String honest = store.key;
        store.key = "guessed";
        sign();
        store.key = honest;
        assertThat(Verification.of(store))
                .isEqualTo(new Verification.Broken(8, "the head's signature is not ours"));
    }

    @Test
    void findsAForgedCheckpoint() {
        AuditBlock second = store.blocks.get(1);
        store.blocks.subList(0, 2).clear();
        store.checkpoint =
                Optional.of(
                        new ChainMark(
                                ChainMark.Kind.CHECKPOINT,
                                4,
                                second.hash(),
                                0,
                                5,
                                store.head.orElseThrow().signature()));
        assertBrokenAt(4);
    }

    @Test
    void aHeadIsNoCheckpoint() {
        ChainMark head = store.head.orElseThrow();
        store.checkpoint =
                Optional.of(
                        new ChainMark(
                                ChainMark.Kind.CHECKPOINT,
                                head.seq(),
                                head.hash(),
                                head.bytes(),
                                head.openFrom(),
                                head.signature()));
        store.blocks.clear();
        assertBrokenAt(8);
    }

    private void rewrite() {
        var rewritten = new ArrayList<AuditBlock>();
        String previous = AuditBlock.GENESIS;
        for (AuditBlock b : store.blocks) {
            byte[] payload = b.payload().clone();
            payload[30] = '7';
            AuditBlock forged =
                    AuditBlock.chained(
                            b.firstSeq(),
                            b.count(),
                            b.firstTime(),
                            b.lastTime(),
                            payload,
                            previous);
            rewritten.add(forged);
            previous = forged.hash();
        }
        store.blocks.clear();
        store.blocks.addAll(rewritten);
    }

    private void sign() {
        store.head =
                Optional.of(
                        ChainMark.signed(
                                store,
                                ChainMark.Kind.HEAD,
                                8,
                                store.blocks.getLast().hash(),
                                store.head.orElseThrow().bytes(),
                                9));
    }

    private void assertBrokenAt(long seq) {
        assertThat(Verification.of(store))
                .isInstanceOfSatisfying(
                        Verification.Broken.class,
                        broken -> assertThat(broken.seq()).isEqualTo(seq));
    }
}
