package dev.gatehouse.operate.resources;

import dev.gatehouse.act.credentials.LongGrant;
import dev.gatehouse.kernel.OperationRecords;
import dev.gatehouse.kernel.OperationRecords.Insertion;
import dev.gatehouse.kernel.OperationRecords.Row;
import dev.gatehouse.kernel.Sealing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * All operations: those that go on in memory and in the store, the others in the store alone. Every
 * change is in the store before anybody sees it.
 */
final class Book {
    private final OperationRecords records;
    private final Sealing sealing;
    private final InstantSource clock;
    private final Map<String, Page> open = new ConcurrentHashMap<>();

    Book(OperationRecords records, Sealing sealing, InstantSource clock) {
        this.records = records;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** One operation that goes on. */
    private static final class Page {
        final ReentrantLock lock = new ReentrantLock();
        final Set<Watch> watches = ConcurrentHashMap.newKeySet();
        final Optional<String> idempotency;
        volatile Optional<LongGrant> grant;
        volatile Optional<Thread> worker = Optional.empty();
        volatile Operation now;

        Page(Operation now, Optional<LongGrant> grant, Optional<String> idempotency) {
            this.now = now;
            this.grant = grant;
            this.idempotency = idempotency;
        }
    }

    String ownerHash(Owner owner) {
        return sealing.keyedHash("operation-owner/" + owner.key());
    }

    /** The hash under which a caller's key is known. */
    String keyHash(Owner owner, String key) {
        return sealing.keyedHash("operation-key/" + owner.key() + "/" + key);
    }

    /** The record of a key that was used before. */
    Optional<Row> known(String keyHash) {
        return records.known(keyHash);
    }

    Insertion add(Operation operation, LongGrant grant, Optional<String> idempotency) {
        var page = new Page(operation, Optional.of(grant), idempotency);
        open.put(operation.id(), page);
        boolean added = false;
        try {
            Insertion outcome = records.insert(row(page));
            added = outcome instanceof Insertion.Inserted;
            return outcome;
        } finally {
            if (!added) {
                open.remove(operation.id());
            }
        }
    }

    /** Takes up what the last process left. */
    void reopen(Row row, Operation operation, Optional<LongGrant> grant) {
        open.put(operation.id(), new Page(operation, grant, row.idempotency()));
    }

    List<Row> left() {
        return records.active();
    }

    /** A row that nobody can read any more holds its resource no longer. */
    void close(Row row) {
        records.update(
                new Row(
                        row.id(),
                        row.owner(),
                        row.resource(),
                        row.idempotency(),
                        false,
                        row.createdAt(),
                        row.document(),
                        Optional.empty()));
    }

    /** Who is told to stop if somebody else ends the operation. */
    void workedOn(String id, Thread worker) {
        Page page = open.get(id);
        if (page != null) {
            page.worker = Optional.of(worker);
        }
    }

    /** As whom it goes on; empty once it is over. */
    Optional<LongGrant> grant(String id) {
        Page page = open.get(id);
        return page == null ? Optional.empty() : page.grant;
    }

    /** Ids of what goes on for the owner of that key. */
    List<String> openOf(String ownerKey) {
        return open.values().stream()
                .map(page -> page.now)
                .filter(operation -> operation.owner().key().equals(ownerKey))
                .map(Operation::id)
                .toList();
    }

    /**
     * Does something with an operation that is not over, while nobody else changes it; empty if it
     * is over.
     */
    <T> Optional<T> whileOpen(String id, Function<Operation, T> then) {
        Page page = open.get(id);
        if (page == null) {
            return Optional.empty();
        }
        page.lock.lock();
        try {
            return page.now.terminal() ? Optional.empty() : Optional.of(then.apply(page.now));
        } finally {
            page.lock.unlock();
        }
    }

    /**
     * The operation after {@code change}; one that is over does not change. Whoever works on one
     * that somebody else ended is interrupted.
     */
    Operation change(String id, BiFunction<Operation, Instant, Progress> change) {
        Page page = open.get(id);
        if (page == null) {
            return find(id).orElseThrow(() -> new IllegalStateException("no such operation"));
        }
        page.lock.lock();
        try {
            Progress next = change.apply(page.now, clock.instant());
            if (page.now.terminal() || next.sameAs(page.now.progress())) {
                return page.now;
            }
            Operation then = page.now.with(next);
            records.update(row(page, then));
            page.now = then;
            if (then.terminal()) {
                open.remove(id);
                page.grant = Optional.empty();
                page.worker
                        .filter(worker -> !worker.equals(Thread.currentThread()))
                        .ifPresent(Thread::interrupt);
            }
            page.watches.forEach(watch -> watch.tell(then));
            return then;
        } finally {
            page.lock.unlock();
        }
    }

    /**
     * The operation that waited for its owner, going on with {@code grant}; unchanged, and still
     * with the old one, if it does not wait.
     */
    Operation regrant(String id, LongGrant grant) {
        return whileOpen(
                        id,
                        one -> {
                            Page page = open.get(id);
                            if (page == null || one.status() != Status.NEEDS_SIGN_IN) {
                                return one;
                            }
                            page.grant = Optional.of(grant);
                            return change(id, (it, now) -> it.progress().signedIn(now));
                        })
                .or(() -> find(id))
                .orElseThrow(() -> new IllegalStateException("no such operation"));
    }

    /** Writes the credential anew after it was renewed. */
    void keep(String id) {
        Page page = open.get(id);
        if (page != null) {
            page.lock.lock();
            try {
                if (!page.now.terminal()) {
                    records.update(row(page));
                }
            } finally {
                page.lock.unlock();
            }
        }
    }

    Optional<Operation> find(String id) {
        Page page = open.get(id);
        return page == null ? records.find(id).flatMap(this::read) : Optional.of(page.now);
    }

    List<Operation> newest(Optional<Owner> owner, int most) {
        return records.newest(owner.map(this::ownerHash), most).stream()
                .flatMap(row -> read(row).stream())
                .toList();
    }

    Optional<Operation> read(Row row) {
        return sealing.open(row.document(), "operation/" + row.id()).map(OperationDocument::read);
    }

    Optional<byte[]> credential(Row row) {
        return row.credential()
                .flatMap(bytes -> sealing.open(bytes, "operation-credential/" + row.id()));
    }

    Optional<Watch> watch(String id) {
        Page page = open.get(id);
        if (page == null) {
            return find(id).map(over -> new Watch(over, _ -> {}));
        }
        page.lock.lock();
        try {
            var watch = new Watch(page.now, page.watches::remove);
            page.watches.add(watch);
            return Optional.of(watch);
        } finally {
            page.lock.unlock();
        }
    }

    int open() {
        return open.size();
    }

    /** How many operations of one caller go on. */
    long open(Owner owner) {
        return open.values().stream()
                .filter(page -> page.now.owner().key().equals(owner.key()))
                .count();
    }

    int prune(Instant before) {
        return records.prune(before);
    }

    private Row row(Page page) {
        return row(page, page.now);
    }

    private Row row(Page page, Operation then) {
        String id = then.id();
        boolean active = !then.terminal();
        return new Row(
                id,
                ownerHash(then.owner()),
                then.task().lockedResource(),
                page.idempotency,
                active,
                then.terms().createdAt(),
                sealing.seal(OperationDocument.write(then), "operation/" + id),
                page.grant
                        .filter(_ -> active)
                        .map(grant -> sealing.seal(grant.keep(), "operation-credential/" + id)));
    }
}
