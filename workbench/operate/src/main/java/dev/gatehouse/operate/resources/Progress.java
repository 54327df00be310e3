package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far an operation is. Percent never falls; a step that is over stays so.
 *
 * @param error why it failed
 * @param proof what its owner must do, while it waits for that
 */
public record Progress(
        Status status,
        int percent,
        List<Step> steps,
        Sending sending,
        Optional<Refusal> error,
        List<Note> notes,
        Proof proof,
        Instant updatedAt) {
    public Progress {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    static Progress queued(List<String> names, Instant now) {
        return new Progress(
                Status.QUEUED,
                0,
                names.stream().map(name -> new Step(name, Step.State.PENDING, "", now)).toList(),
                Sending.NOT,
                Optional.empty(),
                List.of(),
                Proof.NONE,
                now);
    }

    /** Whether nothing changed but the time. */
    boolean sameAs(Progress other) {
        return equals(
                new Progress(
                        other.status,
                        other.percent,
                        other.steps,
                        other.sending,
                        other.error,
                        other.notes,
                        other.proof,
                        updatedAt));
    }

    boolean is(String name, Step.State state) {
        return steps.stream().anyMatch(step -> step.name().equals(name) && step.state() == state);
    }

    /** A request is about to be sent. */
    Progress submitting(Instant now) {
        return step(Step.SUBMITTED, Step.State.RUNNING, "", now)
                .as(Status.RUNNING, 5, Sending.SENT, now);
    }

    /** Azure has it. */
    Progress accepted(Sending how, Instant now) {
        return step(Step.SUBMITTED, Step.State.DONE, "", now)
                .step(Step.ACCEPTED, Step.State.DONE, "", now)
                .step(Step.WAITING, Step.State.RUNNING, "", now)
                .as(Status.RUNNING, 10, how, now);
    }

    /** It goes on, as far as Azure says. */
    Progress waiting(int reached, String detail, Instant now) {
        return step(Step.WAITING, Step.State.RUNNING, detail, now)
                .as(Status.RUNNING, 10 + Math.clamp(reached, 0, 100) * 85 / 100, sending, now);
    }

    /** Azure is done; what Gatehouse adds begins. */
    Progress attaching(Instant now) {
        return step(Step.WAITING, Step.State.DONE, "", now)
                .step(Step.ATTACH, Step.State.RUNNING, "", now)
                .as(Status.RUNNING, 95, sending, now);
    }

    Progress attached(Instant now) {
        return step(Step.ATTACH, Step.State.DONE, "", now);
    }

    Progress notAttached(Note note, Instant now) {
        return noting(note).step(Step.ATTACH, Step.State.SKIPPED, note.detail(), now);
    }

    Progress noting(Note note) {
        var more = new ArrayList<>(notes);
        more.add(note);
        return new Progress(status, percent, steps, sending, error, more, proof, updatedAt);
    }

    /** The step that runs says something else. */
    Progress saying(String detail, Instant now) {
        return new Progress(
                status,
                percent,
                steps.stream()
                        .map(
                                step ->
                                        step.state() == Step.State.RUNNING
                                                ? new Step(step.name(), step.state(), detail, now)
                                                : step)
                        .toList(),
                sending,
                error,
                notes,
                proof,
                now);
    }

    /** Its owner must prove more of who they are. */
    Progress needingSignIn(Refusal why, Duration most, Instant now) {
        return saying("waits for its owner to sign in again", now)
                .proving(Status.NEEDS_SIGN_IN, proof.demanded(why, now, most), now);
    }

    /** The owner has; it goes on where it was. */
    Progress signedIn(Instant now) {
        boolean sent = sending.state() != Sending.State.NOT;
        return saying("", now).proving(sent ? Status.RUNNING : Status.QUEUED, proof.met(now), now);
    }

    private Progress proving(Status next, Proof then, Instant now) {
        return new Progress(next, percent, steps, sending, error, notes, then, now);
    }

    Progress succeeded(Instant now) {
        return ended(Step.State.DONE, Step.State.DONE, now).as(Status.SUCCEEDED, 100, sending, now);
    }

    Progress cancelled(Instant now) {
        return ended(Step.State.SKIPPED, Step.State.SKIPPED, now)
                .proving(Status.CANCELLED, proof.met(now), now);
    }

    /** The step in hand failed, or the first that did not begin. */
    Progress failed(Refusal why, Instant now) {
        Progress over =
                ended(Step.State.FAILED, Step.State.PENDING, now)
                        .firstPending(Step.State.FAILED, now)
                        .ended(Step.State.FAILED, Step.State.SKIPPED, now);
        return new Progress(
                Status.FAILED,
                percent,
                over.steps,
                sending,
                Optional.of(why),
                notes,
                proof.met(now),
                now);
    }

    private Progress firstPending(Step.State becomes, Instant now) {
        return steps.stream().anyMatch(step -> step.state() == becomes)
                ? this
                : steps.stream()
                        .filter(step -> step.state() == Step.State.PENDING)
                        .findFirst()
                        .map(step -> step(step.name(), becomes, "", now))
                        .orElse(this);
    }

    private Progress ended(Step.State running, Step.State pending, Instant now) {
        return new Progress(
                status,
                percent,
                steps.stream()
                        .map(
                                step ->
                                        switch (step.state()) {
                                            case RUNNING -> step.in(running, now);
                                            case PENDING -> step.in(pending, now);
                                            case DONE, FAILED, SKIPPED -> step;
                                        })
                        .toList(),
                sending,
                error,
                notes,
                proof,
                now);
    }

    private Progress step(String name, Step.State state, String detail, Instant now) {
        return new Progress(
                status,
                percent,
                steps.stream()
                        .map(
                                step ->
                                        !step.name().equals(name)
                                                        || step.state() == Step.State.DONE
                                                        || (step.state() == state
                                                                && step.detail().equals(detail))
                                                ? step
                                                : new Step(name, state, detail, now))
                        .toList(),
                sending,
                error,
                notes,
                proof,
                now);
    }

    private Progress as(Status next, int reached, Sending how, Instant now) {
        return new Progress(next, Math.max(percent, reached), steps, how, error, notes, proof, now);
    }
}
