package dev.gatehouse.operate.resources;

import com.azure.core.http.HttpMethod;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.Actor;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.ArmPath;
import dev.gatehouse.operate.arm.ArmReply;
import dev.gatehouse.operate.arm.Asked;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;

/**
 * One operation on its way: the request to Azure, sent once, and the wait for its end. Starts where
 * the record says that it is, which after a restart is in the middle.
 */
final class Course {
    /**
     * What every course of a process uses.
     *
     * @param places one is held by each course that works, and by none that waits
     */
    record Means(
            Arm arm, Book book, Ledger ledger, Pace pace, Semaphore places, InstantSource clock) {}

    private final Means means;
    private final String id;
    private final Task task;
    private final Operation.Terms terms;
    private final Instant deadline;
    private final Actor actor;
    private final Ledger.Change change;
    private final Runnable answered;
    private boolean resumed;
    private int failures;

    /**
     * @param answered told once Azure has answered for the first time
     */
    Course(Means means, Operation operation, Actor actor, Runnable answered) {
        this.means = means;
        this.id = operation.id();
        this.task = operation.task();
        this.terms = operation.terms();
        this.deadline = operation.deadline();
        this.actor = actor;
        this.change = changeOf(operation);
        this.answered = answered;
        this.resumed = operation.progress().sending().state() != Sending.State.NOT;
    }

    static Ledger.Change changeOf(Operation operation) {
        Task task = operation.task();
        return new Ledger.Change(
                operation.id(),
                operation.owner(),
                task.wire(),
                task.action().method().toString(),
                task.resource() + task.action().suffix(),
                operation.terms().identity(),
                operation.terms().createdAt());
    }

    /** Brings it to its end, waiting in between. */
    Outcome run(Progress from) throws InterruptedException {
        return switch (from.sending().state()) {
            case NOT -> begin();
            case SENT -> decide();
            case ACCEPTED ->
                    from.is(Step.WAITING, Step.State.DONE)
                            ? new Outcome.Done()
                            : await(from.sending(), means.pace().look());
        };
    }

    /**
     * Nothing was sent yet. What is there already is not overwritten by a template, so a template
     * is sent only once a look has said that nothing is there; and what is not there is not
     * deleted.
     */
    private Outcome begin() throws InterruptedException {
        return switch (task.action()) {
            case CREATE -> task.kind() == Kind.ROLE_ASSIGNMENTS ? send() : beginLooking();
            case DELETE -> beginLooking();
            case START, STOP -> send();
        };
    }

    private Outcome beginLooking() throws InterruptedException {
        boolean creating = task.action() == Action.CREATE;
        while (true) {
            switch (Found.look(means.arm(), actor, task)) {
                case Found.Absent _ -> {
                    return send();
                }
                case Found.Reached _ when !creating -> {
                    return failed(RefusalCode.NOT_FOUND, "There is no such resource.");
                }
                case Found.Underway _, Found.Elsewhere _ when !creating -> {
                    return send();
                }
                case Found.Reached _, Found.Underway _, Found.Elsewhere _ -> {
                    return failed(
                            RefusalCode.CONFLICT,
                            "A resource of this name is there already. Choose another name, or"
                                    + " delete it first.");
                }
                case Found.Unseen(Refusal why, boolean passing, var retryAfter) -> {
                    if (!passing || noToken(why)) {
                        return new Outcome.Failed(why);
                    }
                    if (!lookAgain(retryAfter)) {
                        return late();
                    }
                }
            }
            if (means.book().find(id).map(Operation::terminal).orElse(true)) {
                return new Outcome.Cancelled();
            }
        }
    }

    private static Outcome failed(RefusalCode code, String detail) {
        return new Outcome.Failed(Refusal.of(code, detail));
    }

    private static boolean noToken(Refusal why) {
        return why.code() == RefusalCode.IDENTITY_PROVIDER_UNAVAILABLE
                || why.code() == RefusalCode.CREDENTIAL_UNAVAILABLE;
    }

    private boolean lookAgain(Optional<Duration> retryAfter) throws InterruptedException {
        Duration wait = retryAfter.orElseGet(() -> means.pace().backoff(failures++));
        return pause(wait, "Azure cannot be asked at the moment");
    }

    /** A request may have left before the restart: what Azure shows decides. */
    private Outcome decide() throws InterruptedException {
        while (true) {
            Found found = Found.look(means.arm(), actor, task);
            switch (found) {
                case Found.Reached _ -> {
                    return new Outcome.Done();
                }
                case Found.Underway(String state) -> {
                    return underway(state);
                }
                case Found.Absent _ -> {
                    return send();
                }
                case Found.Elsewhere(String state) -> {
                    return task.action() == Action.CREATE
                            ? givenUp(state, Faults.failed(none(), state))
                            : send();
                }
                case Found.Unseen(Refusal why, boolean passing, var retryAfter) -> {
                    if (!passing) {
                        return new Outcome.Failed(why);
                    }
                    if (!lookAgain(retryAfter)) {
                        return late();
                    }
                }
            }
        }
    }

    private Outcome send() throws InterruptedException {
        Operation sent = note((operation, now) -> operation.progress().submitting(now));
        if (sent.terminal()) {
            return new Outcome.Cancelled();
        }
        ArmPath path = task.path();
        Optional<Boolean> recorded = means.book().whileOpen(id, _ -> means.ledger().intend(change));
        if (recorded.isEmpty()) {
            return new Outcome.Cancelled();
        }
        if (!recorded.get()) {
            return new Outcome.Failed(
                    Refusal.of(
                            RefusalCode.AUDIT_UNAVAILABLE,
                            "The change could not be recorded, so it was not sent."));
        }
        boolean first = !resumed;
        resumed = true;
        return switch (means.arm()
                .send(actor, task.action().method(), path, task.body(), terms.requestId())) {
            case Asked.Answered<ArmReply>(ArmReply reply, _, _) -> accepted(reply);
            case Asked.Refused<ArmReply>(Refusal why, _) -> refused(why, first);
            case Asked.Failed<ArmReply>(ArmFault fault, var used, _) ->
                    Faults.passing(fault)
                            ? later(fault)
                            : denied(fault, Faults.refusal(fault, used), first);
        };
    }

    private Outcome accepted(ArmReply reply) throws InterruptedException {
        var sending = Sending.accepted(reply.operation(), reply.location());
        note((operation, now) -> operation.progress().accepted(sending, now));
        answered.run();
        boolean over =
                sending.link().isEmpty()
                        && reply.status() != 202
                        && (task.action() != Action.CREATE
                                ? reply.status() == 204
                                : Found.judge(task, reply.body()) instanceof Found.Reached);
        return over
                ? new Outcome.Done()
                : await(sending, reply.retryAfter().orElse(means.pace().look()));
    }

    /** Azure works on it already, although it is not known who told it so. */
    private Outcome underway(String state) throws InterruptedException {
        note((operation, now) -> operation.progress().accepted(withoutLink(), now));
        note((operation, now) -> operation.progress().waiting(0, state, now));
        answered.run();
        return await(withoutLink(), means.pace().look());
    }

    private static Sending withoutLink() {
        return Sending.accepted(Optional.empty(), Optional.empty());
    }

    private Outcome refused(Refusal why, boolean first) throws InterruptedException {
        if (why.code() == RefusalCode.UNTRUSTED_LINK) {
            note((operation, now) -> operation.progress().accepted(withoutLink(), now));
            answered.run();
            return await(withoutLink(), means.pace().look());
        }
        if (!Faults.passing(why.code()) || (first && noToken(why))) {
            return new Outcome.Failed(why);
        }
        return pause(means.pace().backoff(failures++), why.detail()) ? decide() : late();
    }

    private Outcome later(ArmFault fault) throws InterruptedException {
        Duration wait = fault.retryAfter().orElseGet(() -> means.pace().backoff(failures++));
        String detail =
                fault.status() == 429
                        ? "Azure throttles requests"
                        : "Azure answered with status " + fault.status();
        return pause(wait, detail) ? decide() : late();
    }

    private Outcome denied(ArmFault fault, Refusal why, boolean first) throws InterruptedException {
        if (fault.status() == 404 && task.action() == Action.DELETE && !first) {
            return new Outcome.Done();
        }
        if (fault.status() != 409) {
            return new Outcome.Failed(why);
        }
        if (fault.code().equals("RoleAssignmentExists")) {
            note(
                    (operation, _) ->
                            operation
                                    .progress()
                                    .noting(
                                            new Note(
                                                    "The principal holds this role already, by"
                                                            + " another assignment.",
                                                    Optional.empty())));
            return new Outcome.Done();
        }
        return switch (Found.look(means.arm(), actor, task)) {
            case Found.Reached _ when task.action() != Action.CREATE -> new Outcome.Done();
            case Found.Underway(String state) when task.action() != Action.CREATE ->
                    underway(state);
            case Found.Reached _,
                    Found.Underway _,
                    Found.Absent _,
                    Found.Elsewhere _,
                    Found.Unseen _ ->
                    new Outcome.Failed(why);
        };
    }

    private Outcome await(Sending sending, Duration first) throws InterruptedException {
        Optional<Following> link = sending.link().map(at -> new Following(means.arm(), actor, at));
        Duration wait = first;
        while (pause(wait, "")) {
            Seen seen =
                    link.isPresent()
                            ? link.get().look(sending.asyncOperation())
                            : byResource(Found.look(means.arm(), actor, task));
            switch (seen) {
                case Seen.Over(Outcome outcome) -> {
                    return outcome;
                }
                case Seen.Lost _ -> link = Optional.empty();
                case Seen.Going(int percent, String state, Optional<Duration> retryAfter) -> {
                    failures = 0;
                    wait = retryAfter.orElse(means.pace().look());
                    note((operation, now) -> operation.progress().waiting(percent, state, now));
                }
                case Seen.Passing(String why, Optional<Duration> retryAfter) -> {
                    wait = retryAfter.orElse(means.pace().backoff(failures++));
                    note((operation, now) -> operation.progress().saying(why, now));
                }
            }
        }
        return late();
    }

    private Seen byResource(Found found) {
        return switch (found) {
            case Found.Reached _ -> new Seen.Over(new Outcome.Done());
            case Found.Underway(String state) -> new Seen.Going(0, state, Optional.empty());
            case Found.Absent _ -> new Seen.Going(0, "", Optional.empty());
            case Found.Unseen(Refusal why, boolean passing, var retryAfter) ->
                    passing
                            ? new Seen.Passing(why.detail(), retryAfter)
                            : new Seen.Over(new Outcome.Failed(why));
            case Found.Elsewhere(String state) ->
                    found.givenUp().isPresent()
                            ? new Seen.Over(givenUp(state, Faults.failed(none(), state)))
                            : new Seen.Going(0, state, Optional.empty());
        };
    }

    static Outcome givenUp(String state, Refusal why) {
        return state.equals("Canceled") ? new Outcome.Cancelled() : new Outcome.Failed(why);
    }

    private static JsonNode none() {
        return MissingNode.getInstance();
    }

    /** Waits, and lets others work meanwhile; false once the operation's time is over. */
    private boolean pause(Duration wait, String why) throws InterruptedException {
        if (!why.isEmpty()) {
            note((operation, now) -> operation.progress().saying(why, now));
        }
        Duration left = Duration.between(means.clock().instant(), deadline);
        if (left.isNegative() || left.isZero()) {
            return false;
        }
        means.places().release();
        try {
            Thread.sleep(wait.compareTo(left) < 0 ? wait : left);
        } finally {
            means.places().acquireUninterruptibly();
        }
        return true;
    }

    private Outcome late() {
        return new Outcome.Failed(
                Refusal.of(
                        RefusalCode.UPSTREAM_TIMEOUT,
                        "Azure was not done within "
                                + Duration.between(terms.createdAt(), terms.deadline()).toMinutes()
                                + " minutes. It may still be at it; look at the resource."));
    }

    private Operation note(BiFunction<Operation, Instant, Progress> next) {
        return means.book().change(id, next);
    }

    /** Asks Azure to abandon what it does. */
    static Asked<ArmReply> abort(Arm arm, Actor as, ArmPath path) {
        return arm.send(as, HttpMethod.POST, path, Optional.empty());
    }
}
