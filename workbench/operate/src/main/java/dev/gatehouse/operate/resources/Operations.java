package dev.gatehouse.operate.resources;

import dev.gatehouse.act.credentials.LongCredentials;
import dev.gatehouse.act.credentials.LongGrant;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.OperationRecords;
import dev.gatehouse.kernel.OperationRecords.Insertion;
import dev.gatehouse.kernel.OperationRecords.Row;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Sealing;
import dev.gatehouse.operate.arm.Actor;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.ArmPath;
import dev.gatehouse.operate.arm.ArmReply;
import dev.gatehouse.operate.arm.Asked;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Long work on Azure resources, from the request to its end, whatever happens to this process in
 * between. Each operation has a virtual thread of its own; a bounded number of them ask Azure at
 * once, the others wait. One caller has a bounded number of open operations.
 */
public final class Operations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
    private static final int AT_ONCE = 64;
    private static final int MOST_OPEN = 1_000;

    /** Of one caller. */
    static final int MOST_OWN = 20;

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int GRACE_SECONDS = 5;

    /** What operations are made of. */
    public record Parts(
            Arm arm,
            LongCredentials credentials,
            OperationRecords records,
            Sealing sealing,
            Ledger ledger,
            InstantSource clock) {}

    private final Parts parts;
    private final Pace pace;
    private final Book book;
    private final Course.Means means;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ReentrantLock adding = new ReentrantLock();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("operation-", 0).factory());

    /** Takes up at once what the last process left. */
    public Operations(Parts parts, Pace pace) {
        this.parts = parts;
        this.pace = pace;
        this.book = new Book(parts.records(), parts.sealing(), parts.clock());
        this.means =
                new Course.Means(parts.arm(), book, parts.ledger(), pace, places, parts.clock());
        book.left().forEach(this::resume);
    }

    /**
     * Begins a task, and waits a few seconds for what Azure says to it at first. A key that was
     * used before finds its operation, however many others there are.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     */
    public Submission submit(Order order) throws InterruptedException {
        book.prune(parts.clock().instant().minus(KEPT));
        Owner owner = Owner.of(order.caller());
        Optional<String> key = order.key().map(text -> book.keyHash(owner, text));
        Optional<Row> before = key.flatMap(book::known);
        if (before.isPresent()) {
            return known(order, before.get());
        }
        if (book.open() >= MOST_OPEN) {
            return refused(RefusalCode.OVERLOADED, "Too many operations wait already.");
        }
        if (book.open(owner) >= MOST_OWN) {
            return tooManyOwn();
        }
        return switch (parts.credentials()
                .begin(order.caller(), order.assertion(), parts.arm().scope())) {
            case LongCredentials.Begun.Refused(Refusal why, String reason) ->
                    new Submission.Refused(why, reason);
            case LongCredentials.Begun.Held(LongGrant grant) -> add(order, key, grant);
        };
    }

    private Submission add(Order order, Optional<String> key, LongGrant grant)
            throws InterruptedException {
        Owner owner = Owner.of(order.caller());
        Instant now = parts.clock().instant();
        var operation =
                Operation.queued(
                        UUID.randomUUID().toString(),
                        owner,
                        order.task(),
                        new Operation.Terms(
                                order.digest(),
                                grant.used(),
                                UUID.randomUUID(),
                                now,
                                now.plus(pace.most())));
        Insertion outcome;
        adding.lock();
        try {
            Optional<Row> before = key.flatMap(book::known);
            if (before.isEmpty() && book.open(owner) >= MOST_OWN) {
                return tooManyOwn();
            }
            outcome =
                    before.isPresent()
                            ? new Insertion.KeyKnown(before.get())
                            : book.add(operation, grant, key);
        } finally {
            adding.unlock();
        }
        return switch (outcome) {
            case Insertion.KeyKnown(Row row) -> known(order, row);
            case Insertion.Busy(Row row) ->
                    new Submission.Refused(
                            Refusal.of(
                                            RefusalCode.OPERATION_IN_PROGRESS,
                                            "Another operation works on this resource.")
                                    .with("operation", row.id()),
                            "");
            case Insertion.Inserted _ -> begun(operation, grant);
        };
    }

    private static Submission.Refused tooManyOwn() {
        return refused(
                RefusalCode.RATE_LIMITED,
                MOST_OWN + " operations of yours are open already. Wait until one of them ends.");
    }

    private Submission known(Order order, Row row) {
        return book.find(row.id())
                .filter(before -> before.terms().digest().equals(order.digest()))
                .<Submission>map(Submission.Known::new)
                .orElseGet(
                        () ->
                                refused(
                                        RefusalCode.IDEMPOTENCY_KEY_REUSED,
                                        "The Idempotency-Key was sent with another request"
                                                + " before."));
    }

    private Submission begun(Operation operation, LongGrant grant) throws InterruptedException {
        var answered = new CountDownLatch(1);
        threads.execute(() -> carryOut(operation, grant, answered));
        var _ = answered.await(pace.answer().toMillis(), TimeUnit.MILLISECONDS);
        Operation now = book.find(operation.id()).orElse(operation);
        Optional<Refusal> error = now.progress().error();
        return error.isPresent()
                ? new Submission.Failed(now, error.get())
                : new Submission.Accepted(now);
    }

    private static Submission.Refused refused(RefusalCode code, String detail) {
        return new Submission.Refused(Refusal.of(code, detail), "");
    }

    private void resume(Row row) {
        Optional<Operation> left = book.read(row);
        if (left.isEmpty()) {
            LOG.atError().addKeyValue("operation", row.id()).log("operation cannot be read");
            book.close(row);
            return;
        }
        Optional<LongGrant> grant = book.credential(row).flatMap(parts.credentials()::resume);
        book.reopen(row, left.get(), grant);
        if (grant.isPresent()) {
            threads.execute(() -> carryOut(left.get(), grant.get(), new CountDownLatch(1)));
        } else {
            end(
                    left.get(),
                    new Outcome.Failed(
                            Refusal.of(
                                    RefusalCode.SESSION_EXPIRED,
                                    "What this operation acted with is gone. Azure may still be at"
                                            + " it; look at the resource.")));
        }
    }

    /** One operation, on its own thread. When this process is told to stop, it is left as it is. */
    private void carryOut(Operation operation, LongGrant grant, CountDownLatch answered) {
        try {
            places.acquire();
            try {
                var actor = new Granted(book, operation.id(), grant);
                var course = new Course(means, operation, actor, answered::countDown);
                Outcome outcome = course.run(operation.progress());
                if (outcome instanceof Outcome.Done) {
                    operation
                            .task()
                            .attach()
                            .ifPresent(it -> new Attaching(means, operation, actor).to(it));
                }
                end(operation, outcome);
            } finally {
                places.release();
            }
        } catch (InterruptedException stopping) {
            LOG.atInfo().addKeyValue("operation", operation.id()).log("operation left for later");
        } catch (RuntimeException fault) {
            if (threads.isShutdown()) {
                LOG.atInfo().addKeyValue("operation", operation.id()).log("operation interrupted");
            } else {
                LOG.atError()
                        .addKeyValue("operation", operation.id())
                        .setCause(fault)
                        .log("operation failed");
                end(
                        operation,
                        new Outcome.Failed(
                                Refusal.of(
                                        RefusalCode.INTERNAL_ERROR,
                                        "Gatehouse failed on this operation. Azure may still be at"
                                                + " it; look at the resource.")));
            }
        } finally {
            answered.countDown();
        }
    }

    /** The audit has its end before anybody sees it. */
    private void end(Operation operation, Outcome outcome) {
        Operation last = book.find(operation.id()).orElse(operation);
        if (!last.terminal() && last.progress().sending().state() != Sending.State.NOT) {
            parts.ledger().complete(Course.changeOf(last), codeOf(outcome));
        }
        Operation over =
                book.change(
                        operation.id(),
                        (one, now) ->
                                switch (outcome) {
                                    case Outcome.Done _ -> one.progress().succeeded(now);
                                    case Outcome.Cancelled _ -> one.progress().cancelled(now);
                                    case Outcome.Failed(Refusal why) ->
                                            one.progress().failed(why, now);
                                });
        LOG.atInfo()
                .addKeyValue("operation", over.id())
                .addKeyValue("kind", over.task().wire())
                .addKeyValue("status", over.status().wire())
                .addKeyValue(
                        "code", over.progress().error().map(why -> why.code().wire()).orElse(""))
                .log("operation ended");
    }

    private static Optional<RefusalCode> codeOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _, Outcome.Cancelled _ -> Optional.empty();
            case Outcome.Failed(Refusal why) -> Optional.of(why.code());
        };
    }

    /** The operation, if there is one. */
    public Optional<Operation> find(String id) {
        return book.find(id);
    }

    /** Newest first; of one owner, or of all. */
    public List<Operation> newest(Optional<Owner> owner, int most) {
        return book.newest(owner, most);
    }

    /** Looks on from now to its end; empty if there is no such operation. */
    public Optional<Watch> watch(String id) {
        return book.watch(id);
    }

    /**
     * Cancels what was not sent, and has Azure abandon what it can.
     *
     * @param as whose rights Azure judges the abandonment by: the caller's who cancels
     * @param canceller who that is, for the audit
     */
    public Cancellation cancel(Operation asked, Actor as, Owner canceller) {
        Operation now =
                book.change(
                        asked.id(),
                        (one, at) ->
                                one.status() == Status.QUEUED
                                        ? one.progress().cancelled(at)
                                        : one.progress());
        if (now.status() == Status.CANCELLED) {
            return new Cancellation.Taken(now);
        }
        if (!now.cancellable()) {
            return new Cancellation.Refused(
                    Refusal.of(
                            RefusalCode.CONFLICT,
                            now.terminal()
                                    ? "The operation is over and cannot be cancelled."
                                    : "Azure cannot abandon this operation, so it cannot be"
                                            + " cancelled."));
        }
        return abort(now, as, canceller);
    }

    private Cancellation abort(Operation operation, Actor as, Owner canceller) {
        Task task = operation.task();
        ArmPath path = task.abort();
        var change =
                new Ledger.Change(
                        UUID.randomUUID().toString(),
                        canceller,
                        task.kind().wire() + ".abort",
                        "POST",
                        task.resource() + "/abort",
                        operation.terms().identity(),
                        parts.clock().instant());
        if (!parts.ledger().intend(change)) {
            return new Cancellation.Refused(
                    Refusal.of(
                            RefusalCode.AUDIT_UNAVAILABLE,
                            "The change could not be recorded, so it was not sent."));
        }
        Optional<Refusal> why = Optional.empty();
        Optional<RefusalCode> end = Optional.of(RefusalCode.INTERNAL_ERROR);
        try {
            why =
                    switch (Course.abort(parts.arm(), as, path)) {
                        case Asked.Answered<ArmReply> _ -> Optional.empty();
                        case Asked.Refused<ArmReply>(Refusal refusal, _) -> Optional.of(refusal);
                        case Asked.Failed<ArmReply>(
                                        ArmFault fault,
                                        DownstreamIdentity used,
                                        String _) ->
                                Optional.of(Faults.refusal(fault, used));
                    };
            end = why.map(Refusal::code);
        } finally {
            parts.ledger().complete(change, end);
        }
        return why.<Cancellation>map(Cancellation.Refused::new)
                .orElseGet(
                        () ->
                                new Cancellation.Taken(
                                        book.change(
                                                operation.id(),
                                                (one, at) ->
                                                        one.progress()
                                                                .saying(
                                                                        "cancellation asked for",
                                                                        at))));
    }

    /** Leaves what goes on as it is; the next process takes it up. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            var _ = threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
