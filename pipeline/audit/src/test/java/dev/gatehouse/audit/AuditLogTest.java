package dev.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private final MemoryAuditStore store = new MemoryAuditStore();
    private final InstantSource clock = InstantSource.fixed(Events.NOON);

    @Test
    void numbersEventsWithoutGapsFromManyThreads() throws InterruptedException {
        try (var log = new AuditLog(store, clock)) {
            var threads = new ArrayList<Thread>();
            for (int t = 0; t < 8; t++) {
                threads.add(
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            for (int i = 0; i < 500; i++) {
                                                log.record(Events.read().build());
                                            }
                                        }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            log.flush();
            assertThat(lines()).hasSize(4000);
            assertThat(lines().stream().map(AuditEntry::seq).toList())
                    .isEqualTo(LongStream.rangeClosed(1, 4000).boxed().toList());
            assertThat(log.verify())
                    .isEqualTo(new Verification.Verified(4000, store.blocks.getLast().hash()));
        }
    }

    @Test
    void writesWhatIsQueuedWithoutBeingAsked() throws InterruptedException {
        try (var log = new AuditLog(store, clock)) {
            log.record(Events.read().build());
            awaitLines(1);
        }
    }

    @Test
    void anIntentIsInTheStoreWhenIntendReturns() {
        try (var log = new AuditLog(store, clock)) {
            log.record(Events.read().build());
            log.intend(Events.intent("m1"));
            assertThat(lines()).hasSize(2);
            assertThat(store.powerLossProof).isEqualTo(1);
            assertThat(log.unfinished()).extracting(AuditEntry::seq).containsExactly(2L);
            log.complete(Events.completion("m1"));
            log.flush();
            assertThat(log.unfinished()).isEmpty();
        }
    }

    @Test
    void refusesTheIntentWhenTheStoreFailsAndTellsSoAfterwards() throws InterruptedException {
        try (var log = new AuditLog(store, clock)) {
            store.refuses = true;
            assertThatThrownBy(() -> log.intend(Events.intent("m1")))
                    .isInstanceOf(AuditUnavailable.class);
            assertThat(log.healthy()).isFalse();
            assertThatThrownBy(() -> log.intend(Events.intent("m2")))
                    .isInstanceOf(AuditUnavailable.class);
            log.record(Events.read().request("kept").build());
            store.refuses = false;
            await(log::healthy);
            log.flush();
        }
        assertThat(lines())
                .extracting(line -> line.event().requestId() + ' ' + line.event().outcome())
                .containsExactly("m1 allowed", "m1 refused", "kept allowed");
        assertThat(lines().get(1).event().code()).isEqualTo("audit_unavailable");
        assertThat(Verification.of(store)).isInstanceOf(Verification.Verified.class);
    }

    @Test
    void recoversByItself() throws InterruptedException {
        try (var log = new AuditLog(store, clock)) {
            store.refuses = true;
            log.record(Events.read().build());
            await(() -> !log.healthy());
            store.refuses = false;
            await(log::healthy);
            assertThat(lines()).hasSize(1);
        }
    }

    @Test
    void doesNotWriteABlockTwiceThatTheStoreTookBeforeItFailed() throws InterruptedException {
        try (var log = new AuditLog(store, clock)) {
            store.takesButThrows = true;
            log.record(Events.read().build());
            await(() -> !log.healthy());
            await(log::healthy);
            assertThat(lines()).hasSize(1);
            assertThat(log.verify()).isInstanceOf(Verification.Verified.class);
        }
    }

    @Test
    void saysHowManyEventsWereLost() throws InterruptedException {
        var tiny = new AuditConfig(AuditConfig.Reads.EVERY, Duration.ZERO, 0, 64, 10);
        store.stuckUntil = new CountDownLatch(1);
        try (var log = new AuditLog(store, tiny, clock)) {
            for (int i = 0; i < 500; i++) {
                log.record(Events.read().build());
            }
            assertThat(log.healthy()).isFalse();
            assertThatThrownBy(() -> log.intend(Events.intent("m")))
                    .isInstanceOf(AuditUnavailable.class);
            store.stuckUntil.countDown();
            await(log::healthy);
        }
        long kept = lines().stream().filter(l -> l.event().reason().isEmpty()).count();
        long lost =
                lines().stream()
                        .filter(l -> l.event().reason().equals("lost"))
                        .mapToLong(AuditEntry::count)
                        .sum();
        assertThat(lost).isPositive();
        assertThat(kept + lost).isEqualTo(500);
    }

    @Test
    void completesWhatTheLastProcessLeftUnfinished() {
        try (var log = new AuditLog(store, clock)) {
            log.intend(Events.intent("done"));
            log.intend(Events.intent("cut off"));
            log.complete(Events.completion("done"));
        }
        try (var log = new AuditLog(store, clock)) {
            log.flush();
            assertThat(log.unfinished()).isEmpty();
            AuditEvent last = lines().getLast().event();
            assertThat(last.requestId()).isEqualTo("cut off");
            assertThat(last.phase()).isEqualTo(AuditEvent.Phase.COMPLETION);
            assertThat(last.outcome()).isEqualTo("unknown");
            assertThat(last.reason()).isEqualTo("restart");
            assertThat(log.verify()).isInstanceOf(Verification.Verified.class);
        }
        int before = lines().size();
        try (var log = new AuditLog(store, clock)) {
            log.flush();
            assertThat(lines()).hasSize(before);
        }
    }

    @Test
    void putsReadsThatAreAlikeTogetherInSummaryMode() {
        try (var log = new AuditLog(store, summary(), clock)) {
            for (int i = 0; i < 20; i++) {
                log.record(Events.read().caller("c" + i % 2).path("/orders/" + i).build());
                log.record(Events.read().refused("no_role", 403).build());
            }
            log.record(Events.read().status(304).build());
            log.flush();
        }
        assertThat(lines()).hasSize(23);
        assertThat(lines()).filteredOn(l -> l.count() == 10).hasSize(2);
        assertThat(lines()).filteredOn(l -> l.event().code().equals("no_role")).hasSize(20);
        assertThat(lines().stream().mapToLong(AuditEntry::count).sum()).isEqualTo(41);
    }

    @Test
    void keepsThePathOfASummaryIfItWasTheSame() {
        try (var log = new AuditLog(store, summary(), clock)) {
            log.record(Events.read().build());
            log.record(Events.read().build());
        }
        assertThat(lines()).hasSize(1);
        assertThat(lines().getFirst().event().path()).isEqualTo("/orders/1");
        assertThat(lines().getFirst().count()).isEqualTo(2);
    }

    @Test
    void aFloodOfAnonymousRefusalsIsCounted() {
        try (var log = new AuditLog(store, clock)) {
            for (int i = 0; i < 5_000; i++) {
                log.record(Events.anonymousRefusal());
            }
            log.record(Events.read().refused("no_role", 403).build());
            log.flush();
            assertThat(lines()).hasSizeBetween(1_002, 1_100);
            assertThat(lines().stream().mapToLong(AuditEntry::count).sum()).isEqualTo(5_001);
            assertThat(lines())
                    .filteredOn(l -> l.count() > 1)
                    .allMatch(l -> l.event().code().equals("invalid_token"))
                    .allMatch(l -> l.event().path().isEmpty());
        }
    }

    @Test
    void refusesIntentsOnceClosed() {
        var log = new AuditLog(store, clock);
        log.record(Events.read().build());
        log.close();
        assertThat(lines()).hasSize(1);
        assertThat(log.healthy()).isFalse();
        assertThatThrownBy(() -> log.intend(Events.intent("m")))
                .isInstanceOf(AuditUnavailable.class);
    }

    @Test
    void refusesAnIntentWhoseThreadIsInterruptedAndSaysSo() throws InterruptedException {
        store.stuckUntil = new CountDownLatch(1);
        var thrown = new Throwable[1];
        try (var log = new AuditLog(store, clock)) {
            Thread caller =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            log.intend(Events.intent("m"));
                                        } catch (AuditUnavailable e) {
                                            thrown[0] = e;
                                        }
                                    });
            caller.interrupt();
            caller.join();
            store.stuckUntil.countDown();
            log.flush();
        }
        assertThat(thrown[0]).isInstanceOf(AuditUnavailable.class);
        assertThat(lines())
                .extracting(l -> l.event().outcome())
                .containsExactly("allowed", "refused");
    }

    @Test
    void doesNotGoOnFromATamperedEnd() {
        try (var log = new AuditLog(store, clock)) {
            log.intend(Events.intent("m1"));
            log.intend(Events.intent("m2"));
        }
        store.blocks.removeLast();
        assertThatThrownBy(() -> new AuditLog(store, clock))
                .isInstanceOf(AuditUnavailable.class)
                .hasMessageContaining("tampered");
    }

    @Test
    void removesOldBlocksAndStillVerifies() {
        Instant later = Events.NOON.plus(Duration.ofDays(10));
        try (var log = new AuditLog(store, clock)) {
            for (int i = 0; i < 5; i++) {
                log.record(Events.read().at(Events.NOON.plus(Duration.ofDays(i))).build());
                log.flush();
            }
        }
        var tenDays = AuditConfig.DEFAULT.keeping(Duration.ofDays(8), 0);
        try (var log = new AuditLog(store, tenDays, InstantSource.fixed(later))) {
            log.prune();
            assertThat(lines()).hasSize(3);
            assertThat(store.checkpoint.map(ChainMark::seq)).contains(2L);
            assertThat(log.verify())
                    .isEqualTo(new Verification.Verified(3, store.blocks.getLast().hash()));
        }
    }

    @Test
    void removesTheOldestWhenThereIsTooMuchButNeverTheLastBlock() {
        try (var log = new AuditLog(store, AuditConfig.DEFAULT.keeping(Duration.ZERO, 1), clock)) {
            for (int i = 0; i < 5; i++) {
                log.record(Events.read().build());
                log.flush();
            }
            log.prune();
            assertThat(lines()).extracting(AuditEntry::seq).containsExactly(5L);
            assertThat(log.verify()).isInstanceOf(Verification.Verified.class);
            log.record(Events.read().build());
        }
        assertThat(Verification.of(store)).isInstanceOf(Verification.Verified.class);
    }

    @Test
    void removesNothingThatWasTamperedWith() {
        try (var log = new AuditLog(store, clock)) {
            for (int i = 0; i < 3; i++) {
                log.record(Events.read().build());
                log.flush();
            }
            store.blocks.getFirst().payload()[20] ^= 1;
            assertThat(log.verify()).isInstanceOf(Verification.Broken.class);
        }
        var strict = AuditConfig.DEFAULT.keeping(Duration.ZERO, 1);
        try (var log = new AuditLog(store, strict, clock)) {
            assertThatThrownBy(log::prune).isInstanceOf(AuditUnavailable.class);
            assertThat(store.blocks).hasSize(3);
        }
    }

    @Test
    void keepsBlocksFromTheOldestOpenIntentOn() {
        var strict = AuditConfig.DEFAULT.keeping(Duration.ZERO, 1);
        try (var log = new AuditLog(store, strict, clock)) {
            log.record(Events.read().build());
            log.flush();
            log.intend(Events.intent("long"));
            log.record(Events.read().build());
            log.flush();
            log.prune();
            assertThat(lines()).extracting(AuditEntry::seq).containsExactly(2L, 3L);
        }
    }

    private static AuditConfig summary() {
        return AuditConfig.DEFAULT.with(AuditConfig.Reads.SUMMARY);
    }

    private List<AuditEntry> lines() {
        return store.read(
                _ -> store.blocks.stream().flatMap(b -> AuditReader.entries(b).stream()).toList());
    }

    private void awaitLines(int count) throws InterruptedException {
        await(() -> lines().size() == count);
    }

    private static void await(java.util.function.BooleanSupplier condition)
            throws InterruptedException {
        for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
