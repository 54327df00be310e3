package dev.gatehouse.operate.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.resources.ScriptedArm.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entra demands more proof of an operation's owner while it goes on. */
final class SigningInIT {
    private static final String POLL = "/subscriptions/1/providers/p/operations/1";
    private static final String CLAIMS = "{\"access_token\":{\"capolids\":{\"essential\":true}}}";
    private static final Principal PIA = Azure.person("a0000000-0000-4000-8000-000000000003");
    private final Azure azure = new Azure();
    private final AtomicBoolean challenging = new AtomicBoolean(true);

    SigningInIT() throws IOException {}

    @AfterEach
    void stop() {
        azure.close();
    }

    /** The same token does no longer, and Entra gives no other without more proof. */
    private Said challenge() {
        azure.refusal =
                Optional.of(
                        new GrantRefusal(
                                GrantRefusal.Kind.STEP_UP_REQUIRED,
                                50076,
                                Optional.of(new ClaimsChallenge(CLAIMS)),
                                ""));
        return insufficient("{\"access_token\":{\"nbf\":{\"essential\":true}}}");
    }

    private static Said insufficient(String claims) {
        String coded = Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return Said.of(401)
                .with(
                        "WWW-Authenticate",
                        "Bearer realm=\"\", error=\"insufficient_claims\", claims=\""
                                + coded
                                + "\"");
    }

    private void proved() {
        azure.refusal = Optional.empty();
        challenging.set(false);
    }

    private Said polled(ScriptedArm.Asked asked) {
        if (asked.method().equals("POST")) {
            return Said.of(202).with("Azure-AsyncOperation", azure.arm.link(POLL));
        }
        return challenging.get() ? challenge() : Said.of(200, "{\"status\":\"Succeeded\"}");
    }

    private Task stopping() {
        return ((Templated.Valid)
                        azure.templates.act(
                                Kind.AKS, Action.STOP, Azure.SUBSCRIPTION, "rg-shop", "aks-shop"))
                .task();
    }

    private Operation waiting(Operations operations) throws InterruptedException {
        azure.arm.script = this::polled;
        return until(
                operations,
                ((Submission.Accepted) operations.submit(azure.order(stopping()))).operation());
    }

    private static Operation until(Operations operations, Operation begun)
            throws InterruptedException {
        try (Watch watch = operations.watch(begun.id()).orElseThrow()) {
            Operation last = begun;
            for (int looks = 0; looks < 100 && last.status() != Status.NEEDS_SIGN_IN; looks++) {
                last = watch.next(Duration.ofSeconds(1)).orElse(last);
            }
            assertThat(last.status()).isEqualTo(Status.NEEDS_SIGN_IN);
            return last;
        }
    }

    private static Resumption resume(Operations operations, Operation asked, Principal who) {
        return operations.resume(asked, who, Optional.of(new Assertion("fresh")));
    }

    private static RefusalCode refused(Resumption answer) {
        return ((Resumption.Refused) answer).why().code();
    }

    private static RefusalCode codeOf(Operation ended) {
        return ended.progress().error().orElseThrow().code();
    }

    @Test
    void waitsAndGoesOnAsTheSamePerson() throws Exception {
        Operations operations = azure.start();
        Operation waiting = waiting(operations);
        Refusal why = waiting.progress().proof().wanted().orElseThrow().why();
        assertThat(why.code()).isEqualTo(RefusalCode.STEP_UP_REQUIRED);
        assertThat(why.challenge()).contains(new ClaimsChallenge(CLAIMS));
        assertThat(waiting.terminal()).isFalse();
        proved();

        Resumption answer = resume(operations, waiting, Azure.ADA);

        assertThat(((Resumption.Taken) answer).operation().id()).isEqualTo(waiting.id());
        Operation ended = Azure.ended(operations, waiting);
        assertThat(ended.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(ended.progress().proof().wanted()).isEmpty();
        assertThat(azure.demanded).isEqualTo(List.of(CLAIMS));
        assertThat(azure.arm.asked.getLast().token()).isEqualTo("obo-fresh");
        assertThat(azure.arm.changes()).hasSize(1);
        assertThat(azure.ledger).containsExactly("intend POST as user", "complete good");
    }

    @Test
    void nobodyElseLetsItGoOn() throws Exception {
        Operations operations = azure.start();
        Operation waiting = waiting(operations);
        proved();

        assertThat(refused(resume(operations, waiting, PIA))).isEqualTo(RefusalCode.OWNER_REQUIRED);

        assertThat(operations.find(waiting.id()).orElseThrow().status())
                .isEqualTo(Status.NEEDS_SIGN_IN);
        assertThat(azure.arm.asked).noneMatch(one -> one.token().equals("obo-fresh"));
    }

    @Test
    void proofThatDoesNotDoLeavesItWaiting() throws Exception {
        Operations operations = azure.start();
        Operation waiting = waiting(operations);

        var answer = (Resumption.Refused) resume(operations, waiting, Azure.ADA);

        assertThat(answer.why().code()).isEqualTo(RefusalCode.STEP_UP_REQUIRED);
        assertThat(answer.why().challenge()).contains(new ClaimsChallenge(CLAIMS));
        assertThat(operations.find(waiting.id()).orElseThrow().status())
                .isEqualTo(Status.NEEDS_SIGN_IN);
    }

    @Test
    void proofHandedInTwiceChangesNothing() throws Exception {
        Operations operations = azure.start();
        Operation waiting = waiting(operations);
        proved();
        azure.arm.script = _ -> Said.of(200, "{\"status\":\"InProgress\"}");

        resume(operations, waiting, Azure.ADA);
        Operation now = operations.find(waiting.id()).orElseThrow();
        azure.exchanging =
                () -> {
                    throw new AssertionError("exchanged again");
                };

        assertThat(resume(operations, now, Azure.ADA)).isInstanceOf(Resumption.Taken.class);
        assertThat(now.status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void waitsOnInTheNextProcess() throws Exception {
        Operations first = azure.start();
        Operation waiting = waiting(first);
        first.close();
        proved();
        azure.arm.asked.clear();

        Operations second = azure.start();
        Operation still = second.find(waiting.id()).orElseThrow();
        assertThat(still.progress().proof()).isEqualTo(waiting.progress().proof());
        assertThat(azure.arm.asked).isEmpty();
        resume(second, still, Azure.ADA);

        assertThat(Azure.ended(second, still).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(azure.arm.asked).allMatch(one -> one.token().equals("obo-fresh"));
    }

    /** The freshly stored grant, not the old one, is what the next process goes on with. */
    @Test
    void theFreshGrantIsKept() throws Exception {
        Operations first = azure.start();
        Operation waiting = waiting(first);
        byte[] before = azure.records.find(waiting.id()).orElseThrow().credential().orElseThrow();
        proved();
        azure.arm.script = _ -> Said.of(200, "{\"status\":\"InProgress\"}");

        resume(first, waiting, Azure.ADA);

        assertThat(azure.records.find(waiting.id()).orElseThrow().credential().orElseThrow())
                .isNotEqualTo(before);
    }

    @Test
    void givesUpAfterItsTime() throws Exception {
        Operations operations = azure.start();
        Operation waiting = waiting(operations);

        azure.clock.advance(Duration.ofMinutes(61));

        Operation ended = Azure.ended(operations, waiting);
        assertThat(codeOf(ended)).isEqualTo(RefusalCode.SIGN_IN_TIMEOUT);
        assertThat(ended.progress().error().orElseThrow().detail()).contains("may finish");
        assertThat(ended.progress().notes()).hasSize(1);
        assertThat(azure.records.active()).isEmpty();
        assertThat(azure.ledger).endsWith("complete sign_in_timeout");
        assertThat(refused(resume(operations, ended, Azure.ADA))).isEqualTo(RefusalCode.CONFLICT);
    }

    @Test
    void theWaitForItsOwnerIsNotTakenFromTheWaitForAzure() throws Exception {
        azure.lifetime = Duration.ofDays(1);
        Operations operations = azure.start();
        Operation waiting = waiting(operations);
        azure.clock.advance(Duration.ofMinutes(59));
        proved();
        resume(operations, waiting, Azure.ADA);
        assertThat(Azure.ended(operations, waiting).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(operations.find(waiting.id()).orElseThrow().deadline())
                .isEqualTo(waiting.terms().deadline().plus(Duration.ofMinutes(59)));
    }

    @Test
    void goesOnAsNobodyElseWhereTheModeHasChanged() throws Exception {
        Operations first = azure.start();
        Operation waiting = waiting(first);
        first.close();
        proved();
        azure.mode = DownstreamMode.MANAGED_IDENTITY;
        Operations second = azure.start();

        assertThat(refused(resume(second, waiting, Azure.ADA))).isEqualTo(RefusalCode.CONFLICT);

        assertThat(azure.platformTokens).hasValue(0);
        assertThat(second.find(waiting.id()).orElseThrow().status())
                .isEqualTo(Status.NEEDS_SIGN_IN);
    }

    @Test
    void aRevocationEndsItsWaitToo() throws Exception {
        Operations operations = azure.start();
        Operation waiting = waiting(operations);
        proved();

        operations.revoke(Azure.ADA.tenant(), Azure.ADA.object());

        assertThat(codeOf(operations.find(waiting.id()).orElseThrow()))
                .isEqualTo(RefusalCode.ACCESS_REVOKED);
        assertThat(refused(resume(operations, waiting, Azure.ADA))).isEqualTo(RefusalCode.CONFLICT);
        assertThat(azure.records.active()).isEmpty();
    }

    /** Azure is throttling when it is asked for; its first real answer is the challenge. */
    @Test
    void whatWasNotSentIsCancelledWhileItWaits() throws Exception {
        azure.pace =
                new Pace(
                        Duration.ofMillis(2),
                        Duration.ofMillis(1),
                        Duration.ofMillis(1),
                        Duration.ofMinutes(60));
        azure.arm.script = _ -> Said.error(429, "TooManyRequests").with("Retry-After", "0");
        Operations operations = azure.start();
        Templated made =
                azure.templates.act(
                        Kind.ACR, Action.DELETE, Azure.SUBSCRIPTION, "rg-shop", "acrshop");
        Submission begun = operations.submit(azure.order(((Templated.Valid) made).task()));
        azure.arm.script = _ -> challenge();
        Operation waiting = until(operations, ((Submission.Accepted) begun).operation());
        assertThat(waiting.cancellable()).isTrue();

        Cancellation answer = operations.cancel(waiting, azure.canceller(), Owner.of(Azure.ADA));

        assertThat(((Cancellation.Taken) answer).operation().status()).isEqualTo(Status.CANCELLED);
        assertThat(azure.arm.changes()).isEmpty();
    }

    /** Whoever still waits for the first answer is told at once, as ever. */
    @Test
    void aDemandAtTheFirstRequestIsAnsweredAtOnce() throws Exception {
        azure.arm.script = _ -> challenge();

        Submission made = azure.start().submit(azure.order(stopping()));

        assertThat(((Submission.Failed) made).why().code()).isEqualTo(RefusalCode.STEP_UP_REQUIRED);
    }

    @Test
    void theStepAfterAzureWaitsToo() throws Exception {
        String cluster =
                "{\"properties\":{\"provisioningState\":\"Succeeded\",\"identityProfile\":"
                        + "{\"kubeletidentity\":{\"objectId\":"
                        + "\"d0000000-0000-4000-8000-000000000009\"}}}}";
        azure.arm.script =
                asked -> {
                    if (asked.path().contains("roleAssignments")) {
                        return challenging.get() ? challenge() : Said.of(201, "{}");
                    }
                    return asked.path().endsWith("aks-new") && azure.arm.changes().isEmpty()
                            ? Said.error(404, "ResourceNotFound")
                            : Said.of(200, cluster);
                };
        var body =
                JsonMapper.builder()
                        .build()
                        .readTree(
                                """
                                {"subscription_id":"%s","resource_group":"rg-shop",
                                "name":"aks-new","location":"westeurope",
                                "attach_registry":"acrshop"}\
                                """
                                        .formatted(Azure.SUBSCRIPTION));
        Task task = ((Templated.Valid) azure.templates.create(Kind.AKS, body)).task();
        Operations operations = azure.start();
        Submission made = operations.submit(azure.order(task));
        Operation waiting = until(operations, ((Submission.Accepted) made).operation());
        proved();

        resume(operations, waiting, Azure.ADA);

        Operation ended = Azure.ended(operations, waiting);
        assertThat(ended.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(ended.progress().is(Step.ATTACH, Step.State.DONE)).isTrue();
        assertThat(azure.arm.changes().stream().filter(one -> one.path().endsWith("aks-new")))
                .hasSize(1);
    }
}
