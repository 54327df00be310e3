package dev.gatehouse.operate.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How an operation moves from state to state, and that none of it is lost when written down. */
class ProgressTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(9);
    private static final Sending LINKED =
            Sending.accepted(Optional.of(URI.create("http://127.0.0.1/o/1")), Optional.empty());

    private static Operation queued(Kind kind, Action action) {
        var task =
                new Task(
                        kind,
                        action,
                        Azure.CLUSTER,
                        Optional.of(JsonNodeFactory.instance.objectNode().put("location", "x")),
                        Optional.of(new Task.Attachment("/r", "g")));
        return Operation.queued(
                "id-1",
                Owner.of(Azure.ADA),
                task,
                new Operation.Terms(
                        "digest",
                        DownstreamIdentity.USER,
                        new UUID(1, 2),
                        NOON,
                        NOON.plus(Duration.ofHours(1))));
    }

    private static Progress waiting() {
        return queued(Kind.AKS, Action.CREATE)
                .progress()
                .submitting(NOON)
                .accepted(LINKED, NOON)
                .waiting(50, "50 %", LATER);
    }

    @Test
    void percentNeverFalls() {
        assertThat(waiting().percent()).isEqualTo(52);
        assertThat(waiting().waiting(10, "10 %", LATER).percent()).isEqualTo(52);
        assertThat(waiting().succeeded(LATER).percent()).isEqualTo(100);
    }

    @Test
    void aFailureMarksTheStepInHand() {
        var why = Refusal.of(RefusalCode.AZURE_FAILED, "no");
        assertThat(states(waiting().failed(why, LATER)))
                .containsExactly("DONE", "DONE", "FAILED", "SKIPPED", "SKIPPED");
        assertThat(states(queued(Kind.AKS, Action.STOP).progress().failed(why, LATER)))
                .containsExactly("FAILED", "SKIPPED", "SKIPPED", "SKIPPED", "SKIPPED");
    }

    @Test
    void aSkippedStepStaysSkippedWhenTheRestSucceeds() {
        Progress over =
                waiting()
                        .attaching(LATER)
                        .notAttached(new Note("no right", Optional.of("az …")), LATER)
                        .succeeded(LATER);

        assertThat(states(over)).containsExactly("DONE", "DONE", "DONE", "SKIPPED", "DONE");
        assertThat(over.notes()).hasSize(1);
    }

    private static List<String> states(Progress progress) {
        return progress.steps().stream().map(step -> step.state().name()).toList();
    }

    @Test
    void onlyWhatAzureAbandonsCanBeCancelledOnceItRuns() {
        assertThat(queued(Kind.STORAGE, Action.CREATE).cancellable()).isTrue();
        assertThat(queued(Kind.AKS, Action.CREATE).with(waiting()).cancellable()).isTrue();
        assertThat(queued(Kind.AKS, Action.DELETE).with(waiting()).cancellable()).isFalse();
        assertThat(queued(Kind.STORAGE, Action.CREATE).with(waiting()).cancellable()).isFalse();
        assertThat(queued(Kind.AKS, Action.CREATE).with(waiting().succeeded(LATER)).cancellable())
                .isFalse();
    }

    @Test
    void nothingIsLostWhenItIsWrittenDown() {
        var why =
                Refusal.of(RefusalCode.CLAIMS_CHALLENGE, "more proof")
                        .with("azure_code", "X")
                        .with(new ClaimsChallenge("{}"));
        var note = new Note("detail", Optional.of("az …"));
        Operation operation =
                queued(Kind.AKS, Action.CREATE).with(waiting().noting(note).failed(why, LATER));

        assertThat(OperationDocument.read(OperationDocument.write(operation))).isEqualTo(operation);
    }

    @Test
    void anotherMomentAloneIsNoChange() {
        assertThat(waiting().waiting(50, "50 %", LATER.plusSeconds(1)).sameAs(waiting())).isTrue();
        assertThat(waiting().waiting(60, "60 %", LATER).sameAs(waiting())).isFalse();
    }
}
