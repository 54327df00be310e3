package dev.gatehouse.operate.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.operate.resources.ScriptedArm.Said;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a request for long work: once for one key, and so many for one caller. */
final class SubmissionsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String POLL = "/subscriptions/1/providers/p/operations/1";
    private final Azure azure = new Azure();

    SubmissionsIT() throws IOException {}

    @AfterEach
    void stop() {
        azure.close();
    }

    /** Azure takes everything and brings nothing to its end. */
    private Operations waiting() {
        azure.pace =
                new Pace(
                        Duration.ofHours(1),
                        Duration.ofMillis(1),
                        Duration.ofSeconds(5),
                        Duration.ofHours(2));
        azure.arm.script = _ -> Said.of(202).with("Location", azure.arm.link(POLL));
        return azure.start();
    }

    @Test
    void aKeySentTwiceIsOneOperation() throws Exception {
        Operations operations = waiting();
        Optional<String> key = Optional.of("key-1");
        var made = (Submission.Accepted) operations.submit(order(1, 1, key, "same"));

        Submission again = operations.submit(order(1, 1, key, "same"));
        Submission other = operations.submit(order(1, 2, key, "other"));

        assertThat(((Submission.Known) again).operation().id()).isEqualTo(made.operation().id());
        assertThat(((Submission.Refused) other).why().code())
                .isEqualTo(RefusalCode.IDEMPOTENCY_KEY_REUSED);
        assertThat(azure.arm.changes()).hasSize(1);
    }

    @Test
    void aKeyFindsItsOperationEvenAtTheLimit() throws Exception {
        Operations operations = waiting();
        Optional<String> key = Optional.of("key-1");
        var made = (Submission.Accepted) operations.submit(order(1, 0, key, "same"));
        for (int one = 1; one < Operations.MOST_OWN; one++) {
            assertThat(operations.submit(order(1, one))).isInstanceOf(Submission.Accepted.class);
        }

        Submission again = operations.submit(order(1, 0, key, "same"));
        Submission reused = operations.submit(order(1, 0, key, "other"));
        Submission more = operations.submit(order(1, 99, Optional.of("key-2"), "digest"));

        assertThat(((Submission.Known) again).operation().id()).isEqualTo(made.operation().id());
        assertThat(((Submission.Refused) reused).why().code())
                .isEqualTo(RefusalCode.IDEMPOTENCY_KEY_REUSED);
        assertThat(((Submission.Refused) more).why().code()).isEqualTo(RefusalCode.RATE_LIMITED);
    }

    @Test
    void aKeyIsForgottenWithItsOperation() throws Exception {
        azure.arm.script = _ -> Said.of(204);
        Operations operations = azure.start();
        Optional<String> key = Optional.of("key-1");
        var made = (Submission.Accepted) operations.submit(order(1, 0, key, "same"));
        Azure.ended(operations, made.operation());
        azure.clock.advance(Duration.ofDays(31));

        Submission again = operations.submit(order(1, 0, key, "same"));

        assertThat(again).isInstanceOf(Submission.Accepted.class);
        assertThat(azure.arm.changes()).hasSize(2);
    }

    private Order order(int person, int cluster) {
        return order(person, cluster, Optional.empty(), "digest");
    }

    private Order order(int person, int cluster, Optional<String> key, String digest) {
        Templated made =
                azure.templates.act(
                        Kind.AKS,
                        Action.STOP,
                        Azure.SUBSCRIPTION,
                        "rg-shop",
                        "aks-" + person + "-" + cluster);
        return new Order(
                ((Templated.Valid) made).task(),
                Azure.person("a0000000-0000-4000-8000-00000000000" + person),
                Optional.of(new Assertion("person-" + person)),
                key,
                digest,
                azure.clock.instant());
    }

    @Test
    void onlyAnAdminGivesARoleWithThePlatformsRights() throws Exception {
        Operations operations = waiting();
        azure.mode = DownstreamMode.MANAGED_IDENTITY;
        Operations asPlatform = azure.start();

        assertThat(operations.submit(attaching(Role.PM))).isNotInstanceOf(Submission.Refused.class);
        assertThat(asPlatform.submit(attaching(Role.PM)))
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        made -> assertThat(made.why().code()).isEqualTo(RefusalCode.ROLE_REQUIRED));
        assertThat(asPlatform.submit(attaching(Role.ADMIN)))
                .isNotInstanceOf(Submission.Refused.class);
    }

    private Order attaching(Role role) {
        Principal ada = Azure.ADA;
        var caller =
                new Principal(
                        ada.tenant(),
                        ada.object(),
                        ada.kind(),
                        ada.client(),
                        ada.name(),
                        ada.username(),
                        Set.of(role),
                        ada.scopes(),
                        ada.groups(),
                        false);
        JsonNode asked =
                JSON.createObjectNode()
                        .put("subscription_id", Azure.SUBSCRIPTION)
                        .put("resource_group", "rg-shop")
                        .put("name", "aks-" + azure.names.incrementAndGet())
                        .put("location", "westeurope")
                        .put("attach_registry", "acrshop");
        Templated made = azure.templates.create(Kind.AKS, asked);
        return new Order(
                ((Templated.Valid) made).task(),
                caller,
                Optional.of(new Assertion("ada")),
                Optional.empty(),
                "digest",
                azure.clock.instant());
    }

    @Test
    void whoWaitsForAzureKeepsNobodyFromWorking() throws Exception {
        Operations operations = waiting();

        for (int one = 0; one < 65; one++) {
            Submission made = operations.submit(order(one / Operations.MOST_OWN, one));
            assertThat(((Submission.Accepted) made).operation().status()).isEqualTo(Status.RUNNING);
        }

        assertThat(azure.arm.changes()).hasSize(65);
    }

    @Test
    void oneCallerCannotHaveAllOperations() throws Exception {
        Operations operations = waiting();
        for (int one = 0; one < Operations.MOST_OWN; one++) {
            assertThat(operations.submit(order(1, one))).isInstanceOf(Submission.Accepted.class);
        }

        Submission more = operations.submit(order(1, 99));
        Submission others = operations.submit(order(2, 99));

        assertThat(((Submission.Refused) more).why().code()).isEqualTo(RefusalCode.RATE_LIMITED);
        assertThat(others).isInstanceOf(Submission.Accepted.class);
    }
}
