package dev.gatehouse.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes blocks of events and appends them to the chain. A block that the store did not take is kept
 * and tried again as it is. Used by the writer's thread alone.
 */
final class BlockWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BlockWriter.class);
    private static final int FULL_BYTES = 1 << 20;

    private final AuditStore store;
    private final InstantSource clock;
    private final OpenIntents open;
    private final EventEncoder encoder = new EventEncoder();
    private final Queue<AuditEvent> owed = new ArrayDeque<>();
    private List<Intent> intents = new ArrayList<>();
    private long nextSeq;
    private String hash;
    private long bytes;
    private int count;
    private Instant firstTime = Instant.MAX;
    private Instant lastTime = Instant.MIN;
    private @Nullable Pending pending;
    private volatile boolean failing;

    private record Pending(AuditBlock block, ChainMark head, List<Intent> intents) {}

    BlockWriter(AuditStore store, InstantSource clock, Opening opening) {
        this.store = store;
        this.clock = clock;
        open = opening.open();
        nextSeq = opening.nextSeq();
        hash = opening.hash();
        bytes = opening.bytes();
        for (AuditEntry left : open.list()) {
            owed.add(completion(left.event(), "unknown", "", "restart", 0));
        }
    }

    void add(AuditEvent event, long exchanges) {
        open.see(nextSeq + count, event);
        encoder.append(event, exchanges);
        Instant time = AuditBlock.time(AuditBlock.micros(event.time()));
        firstTime = time.isBefore(firstTime) ? time : firstTime;
        lastTime = time.isAfter(lastTime) ? time : lastTime;
        count++;
    }

    void add(Intent intent) {
        intents.add(intent);
        add(intent.event(), 1);
    }

    /** Adds the completions of mutations that were not carried out, or that a restart cut off. */
    void addOwed() {
        for (AuditEvent event = owed.poll(); event != null; event = owed.poll()) {
            add(event, 1);
        }
    }

    boolean owes() {
        return !owed.isEmpty();
    }

    boolean isFull() {
        return encoder.size() >= FULL_BYTES;
    }

    /** Whether the store did not take the last block. Any thread may ask. */
    boolean isFailing() {
        return failing;
    }

    List<AuditEntry> unfinished() {
        return open.list();
    }

    /** Appends what was added, or what could not be appended before; whether the store took it. */
    boolean write() {
        boolean again = pending != null;
        Pending next = again ? pending : seal();
        if (next == null) {
            return true;
        }
        pending = next;
        try {
            if (!again || !arrived(next.block())) {
                store.append(next.block(), next.head(), !next.intents().isEmpty());
            }
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.atError().addKeyValue("seq", next.block().firstSeq()).setCause(e).log("audit");
            }
            failing = true; // before the first caller is refused and asks
            refuse(next, e);
            return false;
        }
        pending = null;
        if (failing) {
            LOG.atInfo().addKeyValue("state", "recovered").log("audit");
            failing = false;
        }
        for (Intent intent : next.intents()) {
            if (!intent.succeed()) {
                owed.add(notCarriedOut(intent));
            }
        }
        return true;
    }

    /** The store may have taken a block although it said that it had not. */
    private boolean arrived(AuditBlock block) {
        return store.read(AuditStore.Snapshot::head)
                .filter(head -> head.seq() == block.lastSeq() && head.hash().equals(block.hash()))
                .isPresent();
    }

    private void refuse(Pending failed, RuntimeException why) {
        for (Intent intent : failed.intents()) {
            intent.fail(why);
            owed.add(notCarriedOut(intent));
        }
        pending = new Pending(failed.block(), failed.head(), List.of());
    }

    private @Nullable Pending seal() {
        if (count == 0) {
            return null;
        }
        var block =
                AuditBlock.chained(nextSeq, count, firstTime, lastTime, encoder.toBytes(), hash);
        nextSeq += count;
        hash = block.hash();
        bytes += block.payload().length;
        var head =
                ChainMark.signed(
                        store,
                        ChainMark.Kind.HEAD,
                        block.lastSeq(),
                        hash,
                        bytes,
                        open.firstOr(nextSeq));
        var sealed = new Pending(block, head, intents);
        encoder.clear();
        count = 0;
        firstTime = Instant.MAX;
        lastTime = Instant.MIN;
        intents = new ArrayList<>();
        return sealed;
    }

    private AuditEvent notCarriedOut(Intent intent) {
        return completion(intent.event(), "refused", "audit_unavailable", "", 503);
    }

    private AuditEvent completion(
            AuditEvent intent, String outcome, String code, String reason, int status) {
        return new AuditEvent(
                clock.instant(),
                intent.requestId(),
                AuditEvent.Phase.COMPLETION,
                intent.tenant(),
                intent.caller(),
                intent.callerKind(),
                intent.via(),
                intent.method(),
                intent.path(),
                intent.rule(),
                outcome,
                code,
                "none",
                reason,
                intent.upstream(),
                status,
                0);
    }
}
