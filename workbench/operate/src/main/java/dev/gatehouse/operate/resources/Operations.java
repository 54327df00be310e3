package dev.gatehouse.operate.resources;

import dev.gatehouse.act.credentials.LongCredentials;
import dev.gatehouse.act.credentials.LongGrant;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.OperationRecords;
import dev.gatehouse.kernel.OperationRecords.Insertion;
import dev.gatehouse.kernel.OperationRecords.Row;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Sealing;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.Actor;
import dev.gatehouse.operate.arm.Arm;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Long work on Azure resources, from the request to its end, whatever happens to this process in
 * between. Each operation has a virtual thread of its own; a bounded number of them ask Azure at
 * once, the others wait. One caller has a bounded number of open operations.
 */
public final class Operations implements AutoCloseable {
    private static final int AT_ONCE = 64;
    private static final int MOST_OPEN = 1_000;

    /** Of one caller. */
    static final int MOST_OWN = 20;

    private static final Duration KEPT = Duration.ofDays(30);

    /** Longer than any request waits to be answered. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    /**
     * What operations are made of.
     *
     * @param platform the platform identity as the Azure CLI takes it, where that is known
     */
    public record Parts(
            Arm arm,
            LongCredentials credentials,
            OperationRecords records,
            Sealing sealing,
            Ledger ledger,
            Optional<String> platform,
            InstantSource clock) {}

    private final Parts parts;
    private final Pace pace;
    private final Book book;
    private final Workers workers;
    private final Abandoning abandoning;
    private final ReentrantLock adding = new ReentrantLock();
    private final Map<String, Instant> revocations = new HashMap<>();

    /** Takes up at once what the last process left. */
    public Operations(Parts parts, Pace pace) {
        this.parts = parts;
        this.pace = pace;
        this.book = new Book(parts.records(), parts.sealing(), parts.clock());
        var means =
                new Course.Means(
                        parts.arm(),
                        book,
                        parts.ledger(),
                        pace,
                        new Semaphore(AT_ONCE),
                        parts.clock());
        this.workers = new Workers(means, parts.platform());
        this.abandoning = new Abandoning(means);
        book.left().forEach(row -> workers.resume(row, parts.credentials()));
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
            case LongCredentials.Begun.Held(LongGrant grant) ->
                    borrows(order, grant)
                            ? refused(
                                    RefusalCode.ROLE_REQUIRED,
                                    "attach_registry assigns a role with Gatehouse's own rights,"
                                            + " which takes the role Admin. Leave it out, or ask"
                                            + " an Admin.")
                            : add(order, key, grant);
        };
    }

    /** Roles are given with the caller's own rights, or by an Admin. */
    private static boolean borrows(Order order, LongGrant grant) {
        return order.task().attach().isPresent()
                && grant.used() == DownstreamIdentity.PLATFORM
                && !order.caller().holds(Role.ADMIN);
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
            Instant revoked = revocations.get(owner.key());
            if (revoked != null && !revoked.isBefore(order.asked())) {
                return new Submission.Refused(Revoking.refusal(Remains.NOTHING_SENT), "revoked");
            }
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
            case Insertion.Inserted _ -> begun(operation);
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

    private Submission begun(Operation operation) throws InterruptedException {
        var answered = new CountDownLatch(1);
        workers.begin(operation, answered);
        var _ = answered.await(pace.answer().toMillis(), TimeUnit.MILLISECONDS);
        answered.countDown();
        Operation now = book.find(operation.id()).orElse(operation);
        Optional<Refusal> error = now.progress().error();
        return error.isPresent()
                ? new Submission.Failed(now, error.get())
                : new Submission.Accepted(now);
    }

    private static Submission.Refused refused(RefusalCode code, String detail) {
        return new Submission.Refused(Refusal.of(code, detail), "");
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
                                                || (one.status() == Status.NEEDS_SIGN_IN
                                                        && one.unsent())
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
        return abandoning.of(now, as, canceller);
    }

    /**
     * Lets an operation go on that waits for its owner to sign in. Asked again, it changes nothing.
     *
     * @param caller who must be its owner
     * @param assertion the caller's own token, with the proof that was demanded
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     */
    public Resumption resume(Operation asked, Principal caller, Optional<Assertion> assertion) {
        return new SigningIn(book, parts.credentials(), parts.arm().scope())
                .resume(asked, caller, assertion);
    }

    /**
     * Ends all that goes on for one person, and what is just being asked for, at once: the stored
     * grants are dropped, and Azure is asked nothing more. Others' operations go on.
     *
     * @return how many operations it ended
     */
    public int revoke(TenantId tenant, ObjectId object) {
        String key = Owner.key(tenant, object);
        adding.lock();
        try {
            Instant now = parts.clock().instant();
            revocations.values().removeIf(at -> at.isBefore(now.minus(REMEMBERED)));
            revocations.put(key, now);
        } finally {
            adding.unlock();
        }
        var ended = 0;
        for (String id : book.openOf(key)) {
            ended += workers.revoke(id) ? 1 : 0;
        }
        return ended;
    }

    /** Leaves what goes on as it is; the next process takes it up. */
    @Override
    public void close() {
        workers.close();
    }
}
