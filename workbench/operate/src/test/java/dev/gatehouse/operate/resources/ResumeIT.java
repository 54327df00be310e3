package dev.gatehouse.operate.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.OperationRecords.Row;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.resources.ScriptedArm.Said;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process is dropped in the middle, and another one takes its operations up. */
final class ResumeIT {
    private static final String POLL = "/subscriptions/1/providers/p/operations/1";
    private final Azure azure = new Azure();
    private final AtomicBoolean over = new AtomicBoolean();

    ResumeIT() throws IOException {}

    @AfterEach
    void stop() {
        azure.close();
    }

    private Task power(Action action) {
        return ((Templated.Valid)
                        azure.templates.act(
                                Kind.AKS, action, Azure.SUBSCRIPTION, "rg-shop", "aks-shop"))
                .task();
    }

    private Task assignment() throws IOException {
        var body =
                JsonMapper.builder()
                        .build()
                        .readTree(
                                """
                                {"subscription_id":"%s","resource_group":"rg-shop","role":"Reader",
                                "principal_id":"a0000000-0000-4000-8000-000000000002",
                                "principal_type":"User"}"""
                                        .formatted(Azure.SUBSCRIPTION));
        return ((Templated.Valid) azure.templates.create(Kind.ROLE_ASSIGNMENTS, body)).task();
    }

    /** Begins, waits until {@code reached}, and drops the process. */
    private Operation dropped(Task task, CountDownLatch reached) throws InterruptedException {
        azure.pace =
                new Pace(
                        Duration.ofMillis(2),
                        Duration.ofMillis(1),
                        Duration.ofMillis(200),
                        Duration.ofMinutes(60));
        Operations first = azure.start();
        Submission made = first.submit(azure.order(task));
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        first.close();
        Operation left = ((Submission.Accepted) made).operation();
        assertThat(azure.records.active()).extracting(Row::id).containsExactly(left.id());
        return left;
    }

    private Operation resumed(Operation left) throws InterruptedException {
        return Azure.ended(azure.start(), left);
    }

    @Test
    void followsTheLinkItHadWithoutSendingAgain() throws Exception {
        var polled = new CountDownLatch(2);
        azure.arm.script =
                asked -> {
                    if (asked.path().equals(POLL)) {
                        polled.countDown();
                        return Said.of(
                                200,
                                over.get()
                                        ? "{\"status\":\"Succeeded\"}"
                                        : "{\"status\":\"InProgress\"}");
                    }
                    return Said.of(202).with("Azure-AsyncOperation", azure.arm.link(POLL));
                };
        Operation left = dropped(power(Action.STOP), polled);
        over.set(true);
        azure.arm.asked.removeIf(asked -> asked.method().equals("GET"));

        Operation ended = resumed(left);

        assertThat(ended.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(azure.arm.changes()).hasSize(1);
        assertThat(azure.arm.asked.getLast().token()).startsWith("renewed-");
        assertThat(azure.records.find(left.id()).orElseThrow().credential()).isEmpty();
    }

    /** The request left, and the process ended before it had the answer. */
    @ParameterizedTest
    @CsvSource({"Stopping,Running,1", "Succeeded,Stopped,1", "Succeeded,Running,2"})
    void withoutAnAnswerTheResourceDecidesWhetherItIsSentAgain(
            String state, String power, int requests) throws Exception {
        var arrived = new CountDownLatch(1);
        azure.arm.script =
                asked -> {
                    if (asked.method().equals("POST") && !over.get()) {
                        arrived.countDown();
                        hang();
                    }
                    if (asked.method().equals("POST")) {
                        return Said.of(202).with("Location", azure.arm.link(POLL));
                    }
                    return asked.path().equals(POLL)
                            ? Said.of(204)
                            : Said.of(200, seen(state, power));
                };
        Operation left = dropped(power(Action.STOP), arrived);
        over.set(true);

        Operations second = azure.start();
        Operation ended =
                state.equals("Stopping") ? stoppedAtLast(second, left) : Azure.ended(second, left);

        assertThat(ended.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(azure.arm.changes()).hasSize(requests);
        assertThat(azure.arm.changes())
                .allMatch(one -> one.requestId().equals(left.terms().requestId().toString()));
        assertThat(azure.ledger.stream().filter(line -> line.startsWith("intend")))
                .hasSize(requests);
    }

    private Operation stoppedAtLast(Operations operations, Operation left)
            throws InterruptedException {
        azure.arm.script = _ -> Said.of(200, seen("Succeeded", "Stopped"));
        return Azure.ended(operations, left);
    }

    private static String seen(String state, String power) {
        return "{\"properties\":{\"provisioningState\":\"%s\",\"powerState\":{\"code\":\"%s\"}}}"
                .formatted(state, power);
    }

    private static void hang() {
        try {
            Thread.sleep(1_500);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRoleAssignmentKeepsItsNameWhenItIsSentAgain() throws Exception {
        var arrived = new CountDownLatch(1);
        azure.arm.script =
                asked -> {
                    if (asked.method().equals("GET")) {
                        return Said.error(404, "RoleAssignmentNotFound");
                    }
                    if (!over.get()) {
                        arrived.countDown();
                        hang();
                    }
                    return Said.of(201, "{}");
                };
        Operation left = dropped(assignment(), arrived);
        over.set(true);

        assertThat(resumed(left).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(azure.arm.changes())
                .extracting(ScriptedArm.Asked::path)
                .containsOnly(left.task().resource());
    }

    @Test
    void aSignInThatWasRevokedMeanwhileIsTold() throws Exception {
        var polled = new CountDownLatch(1);
        azure.arm.script =
                asked -> {
                    if (asked.path().equals(POLL)) {
                        polled.countDown();
                        return Said.of(200, "{\"status\":\"InProgress\"}");
                    }
                    return Said.of(202).with("Azure-AsyncOperation", azure.arm.link(POLL));
                };
        Operation left = dropped(power(Action.STOP), polled);
        azure.refusal =
                Optional.of(
                        new GrantRefusal(
                                GrantRefusal.Kind.GRANT_ENDED, 50173, Optional.empty(), ""));

        Operation ended = resumed(left);

        assertThat(ended.progress().error().orElseThrow().code())
                .isEqualTo(RefusalCode.SESSION_EXPIRED);
        assertThat(azure.platformTokens).hasValue(0);
        assertThat(azure.records.active()).isEmpty();
    }

    @Test
    void whatCannotBeReadHoldsItsResourceNoLonger() throws Exception {
        var polled = new CountDownLatch(1);
        azure.arm.script =
                asked -> {
                    if (asked.path().equals(POLL)) {
                        polled.countDown();
                        return Said.of(200, "{\"status\":\"InProgress\"}");
                    }
                    return Said.of(202).with("Azure-AsyncOperation", azure.arm.link(POLL));
                };
        Operation left = dropped(power(Action.STOP), polled);
        Row row = azure.records.find(left.id()).orElseThrow();
        azure.records.update(
                new Row(
                        row.id(),
                        row.owner(),
                        row.resource(),
                        row.idempotency(),
                        true,
                        row.createdAt(),
                        row.document(),
                        Optional.empty()));

        Operation ended = resumed(left);

        assertThat(ended.progress().error().orElseThrow().detail())
                .contains("look at the resource");
        assertThat(azure.records.active()).isEmpty();
    }
}
