package dev.gatehouse.operate.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.resources.ScriptedArm.Said;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations against a scripted Azure, from the request to the end. */
final class OperationsIT {
    private static final String POLL = "/subscriptions/1/providers/p/operations/1";
    private final Azure azure = new Azure();
    private final AtomicInteger looks = new AtomicInteger();

    OperationsIT() throws IOException {}

    @AfterEach
    void stop() {
        azure.close();
    }

    private Task power(Action action) {
        return valid(
                azure.templates.act(Kind.AKS, action, Azure.SUBSCRIPTION, "rg-shop", "aks-shop"));
    }

    private Task delete(Kind kind, String name) {
        return valid(azure.templates.act(kind, Action.DELETE, Azure.SUBSCRIPTION, "rg-shop", name));
    }

    private Task create(Kind kind, String more) throws IOException {
        return valid(
                azure.templates.create(
                        kind,
                        JsonMapper.builder()
                                .build()
                                .readTree(
                                        """
                                        {"subscription_id":"%s","resource_group":"rg-shop",%s}\
                                        """
                                                .formatted(Azure.SUBSCRIPTION, more))));
    }

    private static Task valid(Templated made) {
        assertThat(made).isInstanceOf(Templated.Valid.class);
        return ((Templated.Valid) made).task();
    }

    private Operation accepted(Operations operations, Task task) throws InterruptedException {
        Submission made = operations.submit(azure.order(task));
        assertThat(made).isInstanceOf(Submission.Accepted.class);
        return ((Submission.Accepted) made).operation();
    }

    /** One that may be over before who asked for it is answered. */
    private Operation begun(Operations operations, Task task) throws InterruptedException {
        return switch (operations.submit(azure.order(task))) {
            case Submission.Accepted(Operation operation) -> operation;
            case Submission.Failed(Operation operation, _) -> operation;
            case Submission.Known(Operation operation) -> operation;
            case Submission.Refused(Refusal why, _) -> throw new AssertionError(why);
        };
    }

    private static Refusal error(Operation operation) {
        assertThat(operation.status()).isEqualTo(Status.FAILED);
        return operation.progress().error().orElseThrow();
    }

    /** Azure takes a change and tells of it at a link, which ends at the third look. */
    private Said following(ScriptedArm.Asked asked, String last) {
        if (asked.path().equals(POLL)) {
            int look = looks.incrementAndGet();
            return Said.of(
                            200,
                            look < 3 ? "{\"status\":\"InProgress\",\"percentComplete\":40}" : last)
                    .with("Retry-After", "0");
        }
        return asked.method().equals("GET")
                ? Said.error(404, "ResourceNotFound")
                : Said.of(202).with("Azure-AsyncOperation", azure.arm.link(POLL));
    }

    @Test
    void stopsAClusterAndFollowsItToItsEnd() throws Exception {
        azure.arm.script = asked -> following(asked, "{\"status\":\"Succeeded\"}");
        Operations operations = azure.start();
        Operation begun = accepted(operations, power(Action.STOP));

        Operation ended = Azure.ended(operations, begun);
        assertThat(ended.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(ended.progress().percent()).isEqualTo(100);
        assertThat(ended.progress().steps())
                .extracting(Step::name, Step::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("submitted", Step.State.DONE),
                        org.assertj.core.groups.Tuple.tuple("accepted", Step.State.DONE),
                        org.assertj.core.groups.Tuple.tuple("waiting", Step.State.DONE),
                        org.assertj.core.groups.Tuple.tuple("done", Step.State.DONE));
        assertThat(azure.arm.changes())
                .extracting(ScriptedArm.Asked::toString)
                .containsExactly("POST " + Azure.CLUSTER + "/stop");
        assertThat(azure.arm.changes().getFirst().requestId())
                .isEqualTo(begun.terms().requestId().toString());
        assertThat(azure.arm.changes().getFirst().token()).isEqualTo("obo-ada");
        assertThat(azure.ledger).containsExactly("intend POST as user", "complete good");
        assertThat(azure.records.find(begun.id()).orElseThrow().credential()).isEmpty();
    }

    @Test
    void followsALocationUntilItAnswersOtherwiseThan202() throws Exception {
        azure.arm.script =
                asked ->
                        switch (asked.method()) {
                            case "DELETE" -> Said.of(202).with("Location", azure.arm.link(POLL));
                            default -> Said.of(looks.incrementAndGet() < 3 ? 202 : 204);
                        };
        Operations operations = azure.start();

        Operation ended =
                Azure.ended(operations, accepted(operations, delete(Kind.STORAGE, "stshop001")));
        assertThat(ended.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(looks).hasValue(3);
    }

    @Test
    void looksAtTheResourceWhereAzureNamesNoLink() throws Exception {
        azure.arm.script =
                asked ->
                        asked.method().equals("PUT")
                                ? Said.of(201, state("Creating"))
                                : switch (looks.incrementAndGet()) {
                                    case 1 -> Said.error(404, "ResourceNotFound");
                                    case 2 -> Said.of(200, state("Creating"));
                                    default -> Said.of(200, state("Succeeded"));
                                };
        Operations operations = azure.start();
        Task task =
                create(
                        Kind.ACR,
                        "\"name\":\"acrnew1\",\"location\":\"westeurope\",\"sku\":\"Basic\"");

        Operation ended = Azure.ended(operations, accepted(operations, task));
        assertThat(ended.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(azure.arm.changes()).hasSize(1);
    }

    private static String state(String state) {
        return "{\"properties\":{\"provisioningState\":\"" + state + "\"}}";
    }

    private static String power(String state, String power) {
        return "{\"properties\":{\"provisioningState\":\"%s\",\"powerState\":{\"code\":\"%s\"}}}"
                .formatted(state, power);
    }

    @Test
    void tellsTheCallersOwn403AtOnce() throws Exception {
        azure.arm.script = _ -> Said.error(403, "AuthorizationFailed");

        Submission made = azure.start().submit(azure.order(power(Action.START)));

        assertThat(made).isInstanceOf(Submission.Failed.class);
        Refusal why = ((Submission.Failed) made).why();
        assertThat(why.code()).isEqualTo(RefusalCode.FORBIDDEN);
        assertThat(why.extras()).containsEntry("azure_code", "AuthorizationFailed");
        assertThat(azure.platformTokens).hasValue(0);
        assertThat(azure.arm.changes()).hasSize(1);
    }

    @Test
    void a403OfMissingRightsSaysWhichRoleHelps() throws Exception {
        azure.arm.script = _ -> Said.error(403, "AuthorizationFailed");

        Submission made = azure.start().submit(azure.order(power(Action.START)));

        assertThat(((Submission.Failed) made).why().extras())
                .containsEntry(
                        "command",
                        "az role assignment create --assignee "
                                + Azure.ADA.object()
                                + " --role \"Azure Kubernetes Service Contributor Role\" --scope "
                                + power(Action.START).resource());
    }

    @Test
    void thePlatformIdentityIsTheAssigneeWhereItIsKnown() throws Exception {
        azure.mode = DownstreamMode.MANAGED_IDENTITY;
        azure.arm.script = _ -> Said.error(403, "AuthorizationFailed");

        assertThat(failed(azure.start(), power(Action.START)).extras())
                .doesNotContainKey("command");

        azure.platform = Optional.of("the-client");
        assertThat(failed(azure.start(), power(Action.STOP)).extras().get("command"))
                .contains("--assignee the-client ");
    }

    private Refusal failed(Operations operations, Task task) throws InterruptedException {
        return ((Submission.Failed) operations.submit(azure.order(task))).why();
    }

    @Test
    void noRoleHelpsAgainstADenyAssignment() throws Exception {
        azure.arm.script = _ -> Said.error(403, "DenyAssignmentAuthorizationFailed");

        Submission made = azure.start().submit(azure.order(power(Action.START)));

        assertThat(((Submission.Failed) made).why().extras()).doesNotContainKey("command");
    }

    @Test
    void oneOperationWorksOnAResourceAtATime() throws Exception {
        azure.arm.script = asked -> following(asked, "{\"status\":\"InProgress\"}");
        Operations operations = azure.start();
        Operation first = accepted(operations, power(Action.STOP));

        Submission second = operations.submit(azure.order(power(Action.START)));

        assertThat(second)
                .isEqualTo(
                        new Submission.Refused(
                                Refusal.of(
                                                RefusalCode.OPERATION_IN_PROGRESS,
                                                "Another operation works on this resource.")
                                        .with("operation", first.id()),
                                ""));
        assertThat(azure.arm.changes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void passingFailuresOfAzureFailNothing(int status) throws Exception {
        var refused = new AtomicInteger();
        azure.arm.script =
                asked -> {
                    if (asked.path().endsWith("aks-shop")) {
                        return Said.of(200, power("Succeeded", "Running"));
                    }
                    return refused.incrementAndGet() % 5 != 0
                            ? Said.error(status, "TooBusy").with("Retry-After", "0")
                            : following(asked, "{\"status\":\"Succeeded\"}");
                };
        Operations operations = azure.start();

        Operation ended = Azure.ended(operations, accepted(operations, power(Action.STOP)));
        assertThat(ended.status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void tellsWhyAzureDidNotBringItToItsEnd() throws Exception {
        azure.arm.script =
                asked ->
                        following(
                                asked,
                                "{\"status\":\"Failed\",\"error\":{\"code\":\"QuotaExceeded\",\"message\":\"for"
                                        + " 50000000-0000-4000-8000-000000000001\"}}");
        Operations operations = azure.start();

        Refusal why = error(Azure.ended(operations, begun(operations, power(Action.START))));

        assertThat(why.code()).isEqualTo(RefusalCode.AZURE_FAILED);
        assertThat(why.extras()).containsEntry("azure_code", "QuotaExceeded");
        assertThat(why.detail()).contains("50000000…").doesNotContain("-0000-");
        assertThat(azure.ledger).endsWith("complete azure_failed");
    }

    @Test
    void givesUpWhenItsTimeIsOver() throws Exception {
        azure.arm.script =
                asked -> {
                    azure.clock.advance(Duration.ofMinutes(21));
                    looks.set(0);
                    return following(asked, "");
                };
        azure.lifetime = Duration.ofDays(1);
        Operations operations = azure.start();

        Refusal why = error(Azure.ended(operations, begun(operations, power(Action.START))));

        assertThat(why.code()).isEqualTo(RefusalCode.UPSTREAM_TIMEOUT);
        assertThat(why.detail()).contains("60 minutes");
    }

    @Test
    void sendsNothingThatCannotBeRecorded() throws Exception {
        azure.audited = false;

        Submission made = azure.start().submit(azure.order(power(Action.START)));

        assertThat(((Submission.Failed) made).why().code())
                .isEqualTo(RefusalCode.AUDIT_UNAVAILABLE);
        assertThat(azure.arm.changes()).isEmpty();
    }

    @Test
    void overwritesNothingThatIsThere() throws Exception {
        azure.arm.script = _ -> Said.of(200, state("Succeeded"));
        Task task = create(Kind.STORAGE, "\"name\":\"stshop001\",\"location\":\"westeurope\"");

        Submission made = azure.start().submit(azure.order(task));

        assertThat(((Submission.Failed) made).why().code()).isEqualTo(RefusalCode.CONFLICT);
        assertThat(azure.arm.changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void waitsUntilItIsSeenThatNothingIsThere(int status) throws Exception {
        azure.arm.script =
                _ ->
                        looks.incrementAndGet() < 7
                                ? Said.error(status, "TooBusy").with("Retry-After", "0")
                                : Said.of(200, state("Succeeded"));
        Task task = create(Kind.STORAGE, "\"name\":\"stshop001\",\"location\":\"westeurope\"");
        Operations operations = azure.start();

        Submission made = operations.submit(azure.order(task));

        assertThat(((Submission.Failed) made).why().code()).isEqualTo(RefusalCode.CONFLICT);
        assertThat(azure.arm.changes()).isEmpty();
    }

    @Test
    void sendsNoTemplateForWhatItMayNotSee() throws Exception {
        azure.arm.script =
                asked ->
                        asked.method().equals("GET")
                                ? Said.error(403, "AuthorizationFailed")
                                : Said.of(200, state("Succeeded"));
        Task task = create(Kind.STORAGE, "\"name\":\"stshop001\",\"location\":\"westeurope\"");

        Submission made = azure.start().submit(azure.order(task));

        Refusal why = ((Submission.Failed) made).why();
        assertThat(why.code()).isEqualTo(RefusalCode.FORBIDDEN);
        assertThat(why.extras().get("command"))
                .contains("Storage Account Contributor")
                .endsWith("/resourceGroups/rg-shop");
        assertThat(azure.arm.changes()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotDeleted() throws Exception {
        Submission made = azure.start().submit(azure.order(delete(Kind.STORAGE, "stshop001")));

        assertThat(((Submission.Failed) made).why().code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(azure.arm.changes()).isEmpty();
        assertThat(azure.ledger).isEmpty();
    }

    @Test
    void noSecretOfAzuresWordsGetsOut() throws Exception {
        String said =
                "AccountKey=Zm9vYmFyYmF6 at https://st.example/a?sv=1&sig=c2lnbmF0dXJl with"
                        + " Bearer abcdefgh12345";
        azure.arm.script =
                asked ->
                        following(
                                asked,
                                "{\"status\":\"Failed\",\"error\":{\"code\":\"AccountKey=Zm9vYmFyYmF6\","
                                        + "\"message\":\""
                                        + said
                                        + "\"}}");
        Operations operations = azure.start();

        Refusal why = error(Azure.ended(operations, begun(operations, power(Action.START))));

        assertThat(why.detail() + why.extras())
                .contains("AccountKey=***")
                .doesNotContain("Zm9v", "c2ln", "abcdefgh");
    }

    @Test
    void aLinkToAnotherHostIsNotFollowed() throws Exception {
        azure.arm.script =
                asked ->
                        asked.method().equals("POST")
                                ? Said.of(202)
                                        .with("Azure-AsyncOperation", "https://evil.example/1")
                                : Said.of(200, power("Succeeded", "Stopped"));
        Operations operations = azure.start();

        Operation ended = Azure.ended(operations, accepted(operations, power(Action.STOP)));

        assertThat(ended.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(azure.arm.changes()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = DownstreamMode.class,
            names = {"OBO", "OBO_WITH_FALLBACK"})
    void thePlatformNeverStandsInForACaller(DownstreamMode mode) throws Exception {
        azure.mode = mode;
        azure.refusal =
                Optional.of(
                        new GrantRefusal(
                                GrantRefusal.Kind.CONSENT_REQUIRED, 65001, Optional.empty(), ""));

        Submission made = azure.start().submit(azure.order(power(Action.START)));

        assertThat(((Submission.Refused) made).why().code())
                .isEqualTo(RefusalCode.CONSENT_REQUIRED);
        assertThat(azure.platformTokens).hasValue(0);
        assertThat(azure.arm.asked).isEmpty();
    }

    @Test
    void thePlatformActsWhereTheModeSaysSo() throws Exception {
        azure.mode = DownstreamMode.MANAGED_IDENTITY;
        azure.arm.script = asked -> following(asked, "{\"status\":\"Succeeded\"}");
        Operations operations = azure.start();

        Operation ended = Azure.ended(operations, accepted(operations, power(Action.STOP)));

        assertThat(ended.terms().identity()).isEqualTo(DownstreamIdentity.PLATFORM);
        assertThat(azure.arm.asked).allMatch(one -> one.token().equals("platform"));
        assertThat(azure.ledger).first().isEqualTo("intend POST as managed-identity");
    }

    @Test
    void outlivesTheCallersTokenAsTheSamePerson() throws Exception {
        azure.arm.script =
                asked -> {
                    azure.clock.advance(Duration.ofMinutes(10));
                    return following(asked, "{\"status\":\"Succeeded\"}");
                };
        azure.lifetime = Duration.ofMinutes(10);
        Operations operations = azure.start();

        Operation ended = Azure.ended(operations, accepted(operations, power(Action.STOP)));

        assertThat(ended.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(azure.arm.asked)
                .extracting(ScriptedArm.Asked::token)
                .containsExactly("obo-ada", "renewed-1", "renewed-2", "renewed-3");
        assertThat(azure.renewals).isEqualTo(List.of("refresh-1", "refresh-2", "refresh-3"));
    }

    @Test
    void aRevokedSignInIsToldAndNobodyElseActs() throws Exception {
        azure.arm.script =
                asked -> {
                    azure.clock.advance(Duration.ofMinutes(10));
                    azure.refusal =
                            Optional.of(
                                    new GrantRefusal(
                                            GrantRefusal.Kind.GRANT_ENDED,
                                            50173,
                                            Optional.empty(),
                                            ""));
                    return following(asked, "{\"status\":\"Succeeded\"}");
                };
        azure.lifetime = Duration.ofMinutes(10);
        Operations operations = azure.start();

        Refusal why = error(Azure.ended(operations, begun(operations, power(Action.STOP))));

        assertThat(why.code()).isEqualTo(RefusalCode.SESSION_EXPIRED);
        assertThat(azure.arm.asked).hasSize(1);
        assertThat(azure.platformTokens).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(
            value = GrantRefusal.Kind.class,
            names = {"OTHER", "ASSERTION_INVALID", "GRANT_ENDED"})
    void whatEntraRefusesForGoodIsNotWaitedFor(GrantRefusal.Kind kind) throws Exception {
        azure.arm.script =
                asked -> {
                    azure.clock.advance(Duration.ofMinutes(10));
                    azure.refusal = Optional.of(new GrantRefusal(kind, 0, Optional.empty(), ""));
                    return following(asked, "{\"status\":\"Succeeded\"}");
                };
        azure.lifetime = Duration.ofMinutes(10);
        Operations operations = azure.start();

        Refusal why = error(Azure.ended(operations, begun(operations, power(Action.STOP))));

        assertThat(why.code()).isEqualTo(RefusalCode.SESSION_EXPIRED);
        assertThat(azure.renewals).hasSize(1);
    }

    @Test
    void azureAbandonsWhatItCan() throws Exception {
        var aborted = new AtomicBoolean();
        azure.arm.script =
                asked -> {
                    if (asked.path().endsWith("/abort")) {
                        aborted.set(true);
                        return Said.of(204);
                    }
                    looks.set(aborted.get() ? 3 : 0);
                    return following(asked, "{\"status\":\"Canceled\"}");
                };
        Operations operations = azure.start();
        Operation begun = accepted(operations, power(Action.START));
        assertThat(begun.cancellable()).isTrue();

        Cancellation asked = operations.cancel(begun, azure.canceller(), Owner.of(Azure.ADA));

        assertThat(asked).isInstanceOf(Cancellation.Taken.class);
        assertThat(Azure.ended(operations, begun).status()).isEqualTo(Status.CANCELLED);
        assertThat(azure.arm.changes().getLast().token()).isEqualTo("obo-canceller");
    }

    @Test
    void whatAzureCannotAbandonIsNotCancelled() throws Exception {
        azure.arm.script =
                asked -> {
                    looks.set(0);
                    return asked.path().endsWith("stshop001") && asked.method().equals("GET")
                            ? Said.of(200, state("Succeeded"))
                            : following(asked, "");
                };
        Operations operations = azure.start();
        Operation begun = accepted(operations, delete(Kind.STORAGE, "stshop001"));

        Cancellation asked = operations.cancel(begun, azure.canceller(), Owner.of(Azure.ADA));

        assertThat(begun.cancellable()).isFalse();
        assertThat(((Cancellation.Refused) asked).why().code()).isEqualTo(RefusalCode.CONFLICT);
        assertThat(azure.arm.changes()).hasSize(1);
    }

    @Test
    void aClusterIsThereEvenWhereItsRegistryCannotBeAttached() throws Exception {
        String kubelet = "d0000000-0000-4000-8000-000000000009";
        azure.arm.script =
                asked -> {
                    if (asked.path().contains("roleAssignments")) {
                        return Said.error(403, "AuthorizationFailed");
                    }
                    if (asked.path().endsWith("aks-new") && azure.arm.changes().isEmpty()) {
                        return Said.error(404, "ResourceNotFound");
                    }
                    return Said.of(
                            200,
                            "{\"properties\":{\"provisioningState\":\"Succeeded\",\"identityProfile\":"
                                    + "{\"kubeletidentity\":{\"objectId\":\""
                                    + kubelet
                                    + "\"}}}}");
                };
        Operations operations = azure.start();
        Task task =
                create(
                        Kind.AKS,
                        "\"name\":\"aks-new\",\"location\":\"westeurope\",\"attach_registry\":\"acrshop\"");

        Operation ended = Azure.ended(operations, accepted(operations, task));
        assertThat(ended.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(ended.progress().is(Step.ATTACH, Step.State.SKIPPED)).isTrue();
        assertThat(ended.progress().notes().getFirst().command())
                .contains(
                        "az role assignment create --assignee-object-id "
                                + kubelet
                                + " --assignee-principal-type ServicePrincipal --role AcrPull"
                                + " --scope "
                                + Azure.GROUP
                                + "/providers/Microsoft.ContainerRegistry/registries/acrshop");
        assertThat(azure.ledger).contains("complete forbidden").endsWith("complete good");
    }
}
