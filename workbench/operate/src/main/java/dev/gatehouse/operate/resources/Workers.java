package dev.gatehouse.operate.resources;

import dev.gatehouse.act.credentials.LongCredentials;
import dev.gatehouse.act.credentials.LongGrant;
import dev.gatehouse.kernel.OperationRecords.Row;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries operations out, each on a virtual thread of its own, until each is at its end. */
final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int GRACE_SECONDS = 5;

    private final Course.Means means;
    private final Optional<String> platform;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("operation-", 0).factory());

    /**
     * @param platform the platform identity as {@code az} takes it, where it is known
     */
    Workers(Course.Means means, Optional<String> platform) {
        this.means = means;
        this.platform = platform;
    }

    /**
     * Begins with one that is in the book.
     *
     * @param answered counted down once Azure has answered for the first time
     */
    void begin(Operation operation, CountDownLatch answered) {
        threads.execute(() -> carryOut(operation, answered));
    }

    /** Takes up what the last process left. */
    void resume(Row row, LongCredentials credentials) {
        Book book = means.book();
        Optional<Operation> left = book.read(row);
        if (left.isEmpty()) {
            LOG.atError().addKeyValue("operation", row.id()).log("operation cannot be read");
            book.close(row);
            return;
        }
        Optional<LongGrant> grant = book.credential(row).flatMap(credentials::resume);
        book.reopen(row, left.get(), grant);
        if (grant.isPresent()) {
            begin(left.get(), new CountDownLatch(0));
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
    private void carryOut(Operation operation, CountDownLatch answered) {
        means.book().workedOn(operation.id(), Thread.currentThread());
        try {
            means.places().acquire();
            try {
                end(operation, work(operation, answered));
            } finally {
                means.places().release();
            }
        } catch (InterruptedException stopping) {
            left(operation);
        } catch (RuntimeException fault) {
            if (threads.isShutdown() || over(operation)) {
                left(operation);
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

    private boolean over(Operation operation) {
        return means.book().find(operation.id()).filter(one -> !one.terminal()).isEmpty();
    }

    private void left(Operation operation) {
        if (!over(operation)) {
            LOG.atInfo().addKeyValue("operation", operation.id()).log("operation left for later");
        }
    }

    /** Works until it is over; where the owner must prove more first, once they have. */
    private Outcome work(Operation begun, CountDownLatch answered) throws InterruptedException {
        Operation now = begun;
        while (true) {
            if (now.status() == Status.NEEDS_SIGN_IN) {
                now = afterSignIn(now);
            }
            Optional<LongGrant> grant = means.book().grant(now.id());
            if (grant.isEmpty()) {
                return new Outcome.Cancelled(); // it was ended already
            }
            Outcome outcome = attempt(now, grant.get(), answered);
            boolean ownerWaits = answered.getCount() > 0;
            if (ownerWaits
                    || !(outcome instanceof Outcome.Failed(Refusal why))
                    || !Proof.lifts(why)) {
                return outcome;
            }
            Duration most = means.pace().most();
            now =
                    means.book()
                            .change(
                                    now.id(),
                                    (one, at) -> one.progress().needingSignIn(why, most, at));
            LOG.atInfo()
                    .addKeyValue("operation", now.id())
                    .addKeyValue("code", why.code().wire())
                    .log("operation waits for its owner to sign in");
        }
    }

    private Outcome attempt(Operation operation, LongGrant grant, CountDownLatch answered)
            throws InterruptedException {
        var actor = new Granted(means.book(), operation.id(), grant);
        var course = new Course(means, operation, actor, answered::countDown);
        Outcome outcome = course.run(operation.progress());
        return outcome instanceof Outcome.Done
                ? operation
                        .task()
                        .attach()
                        .flatMap(it -> new Attaching(means, operation, actor).to(it))
                        .<Outcome>map(Outcome.Failed::new)
                        .orElse(outcome)
                : outcome;
    }

    /** The operation once its owner has signed in; ended where that is too late. */
    private Operation afterSignIn(Operation waiting) throws InterruptedException {
        Operation now = waiting;
        Instant until = now.progress().proof().wanted().orElseThrow().until();
        means.places().release();
        try (Watch watch = means.book().watch(now.id()).orElseThrow()) {
            while (now.status() == Status.NEEDS_SIGN_IN
                    && means.clock().instant().isBefore(until)) {
                now = watch.next(means.pace().look()).orElse(now);
            }
        } finally {
            means.places().acquireUninterruptibly();
        }
        return means.book().whileOpen(now.id(), this::signedInOrEnded).orElse(now);
    }

    private Operation signedInOrEnded(Operation last) {
        return last.status() == Status.NEEDS_SIGN_IN ? givenUp(last, SigningIn.late(last)) : last;
    }

    /** The audit has its end before anybody sees it. One that somebody else ended stays so. */
    private void end(Operation operation, Outcome outcome) {
        var _ =
                means.book()
                        .whileOpen(
                                operation.id(),
                                last -> {
                                    if (last.progress().sending().state() != Sending.State.NOT) {
                                        means.ledger()
                                                .complete(Course.changeOf(last), codeOf(outcome));
                                    }
                                    return ended(last, outcome);
                                });
    }

    /**
     * Ends one whose owner's access was revoked, and stops the thread that works on it.
     *
     * @return whether it was not over before
     */
    boolean revoke(String id) {
        return means.book()
                .whileOpen(id, last -> givenUp(last, Revoking.refusal(Remains.of(last))))
                .isPresent();
    }

    /** Ends what Azure may go on with, and says where to look. */
    private Operation givenUp(Operation last, Refusal why) {
        var outcome = new Outcome.Failed(why);
        means.ledger().complete(Course.changeOf(last), codeOf(outcome));
        Remains.look(last)
                .ifPresent(
                        note ->
                                means.book()
                                        .change(
                                                last.id(),
                                                (one, _) -> one.progress().noting(note)));
        return ended(last, outcome);
    }

    private Operation ended(Operation operation, Outcome outcome) {
        Operation over =
                means.book()
                        .change(
                                operation.id(),
                                (one, now) ->
                                        switch (outcome) {
                                            case Outcome.Done _ -> one.progress().succeeded(now);
                                            case Outcome.Cancelled _ ->
                                                    one.progress().cancelled(now);
                                            case Outcome.Failed(Refusal why) ->
                                                    one.progress()
                                                            .failed(
                                                                    Lacking.told(
                                                                            one, why, platform),
                                                                    now);
                                        });
        LOG.atInfo()
                .addKeyValue("operation", over.id())
                .addKeyValue("kind", over.task().wire())
                .addKeyValue("status", over.status().wire())
                .addKeyValue(
                        "code", over.progress().error().map(why -> why.code().wire()).orElse(""))
                .log("operation ended");
        return over;
    }

    private static Optional<RefusalCode> codeOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _, Outcome.Cancelled _ -> Optional.empty();
            case Outcome.Failed(Refusal why) -> Optional.of(why.code());
        };
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
