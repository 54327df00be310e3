package dev.gatehouse.operate.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.operate.arm.ArmTimes;
import dev.gatehouse.operate.arm.AzureCalls;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.LoopbackArm;
import dev.gatehouse.operate.arm.LoopbackArm.Said;
import dev.gatehouse.operate.arm.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Scope ARM = new Scope("https://management.azure.com/.default");
    private static final ArmTimes QUICK =
            new ArmTimes(Duration.ofSeconds(20), Duration.ofMillis(1), Duration.ZERO);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration HASTY = Duration.ofMillis(300);

    private final MovableClock clock = new MovableClock();
    private final LoopbackArm arm = new LoopbackArm();
    private final CountDownLatch end = new CountDownLatch(1);

    CardsIT() throws IOException {}

    @AfterEach
    void stop() {
        end.countDown();
        arm.close();
    }

    private Cards cards(Duration patience) {
        return new Cards(
                LoopbackArm.asked(arm.uri(), ARM, QUICK),
                new Degradations(new PlatformName(false, Optional.of("platform-client"))),
                new RegistryImages(
                        new RegistryAccess(
                                new LoginServers(List.of(".azurecr.io")),
                                Optional.empty(),
                                AzureCalls.UNTOLD)),
                clock,
                patience);
    }

    private static CardQuery query(Principal caller, String... names) {
        return query(caller, false, names);
    }

    private static CardQuery query(Principal caller, boolean fresh, String... names) {
        return new CardQuery(
                Target.of(caller, false).in(People.SUBSCRIPTION, "rg-shop"),
                List.of(names),
                List.of(),
                fresh);
    }

    private static JsonNode json(Card card) {
        return JSON.valueToTree(card.body());
    }

    private static String resource(String type, String name, String more) {
        return """
        {"id":"/subscriptions/%s/resourceGroups/rg-shop/providers/%s/%s","name":"%s",
        "location":"westeurope",%s}\
        """
                .formatted(People.SUBSCRIPTION, type, name, name, more);
    }

    private static String cluster(String name, String state) {
        return resource(
                Clusters.TYPE,
                name,
                """
                "sku":{"name":"Base","tier":"Standard"},"properties":{"provisioningState":"Succeeded",
                "kubernetesVersion":"1.33","currentKubernetesVersion":"1.33.2",
                "powerState":{"code":"%s"},"agentPoolProfiles":[{"name":"system","mode":"System",
                "count":3,"vmSize":"Standard_D4s_v5","powerState":{"code":"Running"}}],
                "identityProfile":{"kubeletidentity":{"clientId":"c","objectId":"o",
                "resourceId":"/r"}}}\
                """
                        .formatted(state));
    }

    private static String account(String name) {
        return resource(
                StorageAccounts.TYPE,
                name,
                """
                "sku":{"name":"Standard_ZRS"},"kind":"StorageV2","properties":{
                "publicNetworkAccess":"Enabled","isHnsEnabled":true}\
                """);
    }

    private static final String CONTAINERS =
            """
            {"value":[{"name":"orders","properties":{"publicAccess":"None"}},
            {"name":"images","properties":{"publicAccess":"Blob"}}]}\
            """;

    private static String list(String... items) {
        return "{\"value\":[" + String.join(",", items) + "]}";
    }

    private static Said error(int status, String code, String message) {
        return new Said(
                status,
                Map.of(),
                "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}");
    }

    private void waitForTheEnd() {
        try {
            end.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void showsAClusterAsAzureDescribesIt() throws IOException {
        arm.answer = _ -> Said.ok(cluster("aks-shop", "Running"));

        Card card = cards(PATIENT).aks(People.user(People.ADA), query(People.ADA, "aks-shop"));

        assertThat(json(card))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"clusters":[{"id":"/subscriptions/50000000-0000-4000-8000-000000000001/resourceGroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/aks-shop",
                                "name":"aks-shop","resource_group":"rg-shop","location":"westeurope",
                                "power_state":"Running","provisioning_state":"Succeeded",
                                "kubernetes_version":"1.33.2","sku":"Base","sku_tier":"Standard",
                                "node_pools":[{"name":"system","mode":"System","count":3,
                                "vm_size":"Standard_D4s_v5","power_state":"Running"}],
                                "kubelet_identity":{"client_id":"c","object_id":"o","resource_id":"/r"}}],
                                "fetched_at":"2026-03-01T12:00:00Z"}\
                                """));
        assertThat(card.used()).isEqualTo(DownstreamIdentity.USER);
        assertThat(card.degradations()).isEmpty();
    }

    @Test
    void saysOfAStoppedClusterHowToStartIt() {
        arm.answer = _ -> Said.ok(list(cluster("aks-lab", "Stopped")));

        JsonNode card = json(cards(PATIENT).aks(People.user(People.ADA), query(People.ADA)));

        assertThat(card.has("degraded")).isFalse();
        JsonNode cluster = card.path("clusters").path(0);
        assertThat(cluster.path("degraded_reason").asText()).isEqualTo("cluster_stopped");
        assertThat(cluster.path("degraded_command").asText())
                .startsWith("az aks start")
                .endsWith("--name aks-lab");
    }

    @Test
    void takesSeveralClustersFromOneListAndNamesTheMissing() {
        arm.answer =
                _ -> Said.ok(list(cluster("aks-shop", "Running"), cluster("other", "Running")));

        JsonNode card =
                json(
                        cards(PATIENT)
                                .aks(
                                        People.user(People.ADA),
                                        query(People.ADA, "AKS-SHOP", "aks-gone")));

        assertThat(arm.asked).hasSize(1);
        assertThat(card.path("clusters")).hasSize(1);
        assertThat(card.path("missing_clusters").path(0).asText()).isEqualTo("aks-gone");
        assertThat(card.path("degraded_reason").asText()).isEqualTo("cluster_not_found");
    }

    @Test
    void asksOneByOneWhereTheListIsDenied() {
        arm.answer =
                target ->
                        target.contains("managedClusters/aks-shop")
                                ? Said.ok(cluster("aks-shop", "Running"))
                                : error(403, "AuthorizationFailed", "No.");

        JsonNode card =
                json(
                        cards(PATIENT)
                                .aks(
                                        People.user(People.ADA),
                                        query(People.ADA, "aks-shop", "aks-lab")));

        assertThat(card.path("clusters")).hasSize(1);
        assertThat(card.path("degraded_reason").asText()).isEqualTo("forbidden");
    }

    @Test
    void staleNamesAreNotFoundAndNotBlank() {
        arm.answer =
                target ->
                        target.contains("stgone01")
                                ? error(404, "ResourceNotFound", "Nicht gefunden.")
                                : Said.ok(list());

        JsonNode one =
                json(
                        cards(PATIENT)
                                .storage(People.user(People.ADA), query(People.ADA, "stgone01")));
        JsonNode all =
                json(cards(PATIENT).aks(People.user(People.ADA), query(People.ADA, "a1", "a2")));

        assertThat(one.path("degraded_reason").asText()).isEqualTo("not_found");
        assertThat(one.path("name").asText()).isEqualTo("stgone01");
        assertThat(one.path("region").asText()).isEmpty();
        assertThat(one.path("sku").isNull()).isTrue();
        assertThat(one.path("is_hns_enabled").isNull()).isTrue();
        assertThat(one.path("containers")).isEmpty();
        assertThat(all.path("degraded_reason").asText()).isEqualTo("not_found");
        assertThat(all.path("clusters")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "403, AuthorizationFailed, Der Client hat keine Berechtigung., forbidden",
        "401, InvalidAuthenticationTokenTenant, 访问令牌的颁发者不正确。, auth_wrong_tenant",
        "404, SubscriptionNotFound, The subscription was not found., subscription_not_found",
        "429, TooManyRequests, Zu viele Anforderungen., throttled",
        "500, InternalServerError, 内部服务器错误。, http_500"
    })
    void showsTheEmptyCardWithItsReason(int status, String code, String text, String reason) {
        arm.answer = _ -> error(status, code, text);

        Card card = cards(PATIENT).aks(People.user(People.ADA), query(People.ADA));

        assertThat(json(card).path("clusters")).isEmpty();
        assertThat(json(card).path("degraded").asBoolean()).isTrue();
        assertThat(json(card).path("degraded_reason").asText()).isEqualTo(reason);
        assertThat(card.used()).isEqualTo(DownstreamIdentity.USER);
    }

    @Test
    void showsWhyThereIsNoTokenWithoutAskingAzure() {
        var refused =
                People.refused(People.ADA, Refusal.of(RefusalCode.CONSENT_REQUIRED, "No consent."));

        Card card = cards(PATIENT).resourceGroups(refused, query(People.ADA));

        assertThat(json(card).path("degraded_reason").asText()).isEqualTo("consent_required");
        assertThat(json(card).path("resource_groups").isArray()).isTrue();
        assertThat(card.used()).isEqualTo(DownstreamIdentity.NONE);
        assertThat(arm.asked).isEmpty();
    }

    @Test
    void showsAnAccountWithoutItsContainers() {
        arm.answer =
                target ->
                        target.contains("/containers")
                                ? error(403, "AuthorizationFailed", "Nein.")
                                : Said.ok(account("stshop001"));

        Card card = cards(PATIENT).storage(People.user(People.ADA), query(People.ADA, "stshop001"));

        assertThat(json(card).path("sku").asText()).isEqualTo("Standard_ZRS");
        assertThat(json(card).path("is_hns_enabled").asBoolean()).isTrue();
        assertThat(json(card).has("degraded")).isFalse();
        assertThat(json(card).path("containers_degraded").asBoolean()).isTrue();
        assertThat(json(card).path("containers_degraded_reason").asText()).isEqualTo("forbidden");
        assertThat(card.degradations()).hasSize(1);
    }

    @Test
    void accountForFilesHasNoContainersAndLacksNothing() {
        arm.answer =
                target ->
                        target.contains("/containers")
                                ? error(400, "FeatureNotSupportedForAccount", "Blob.")
                                : Said.ok(account("stfiles1"));

        Card card = cards(PATIENT).storage(People.user(People.ADA), query(People.ADA, "stfiles1"));

        assertThat(card.degradations()).isEmpty();
        assertThat(json(card).path("containers")).isEmpty();
    }

    /** Every question is held back until the last of them has come. */
    @Test
    void asksSideBySide() {
        String[] names =
                IntStream.range(0, 50).mapToObj("stshop%03d"::formatted).toArray(String[]::new);
        var everybodyIsHere = new CountDownLatch(1 + names.length);
        arm.answer =
                target -> {
                    everybodyIsHere.countDown();
                    try {
                        everybodyIsHere.await();
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    }
                    return Said.ok(
                            target.contains("/containers")
                                    ? CONTAINERS
                                    : list(
                                            IntStream.range(0, names.length)
                                                    .mapToObj(i -> account(names[i]))
                                                    .toArray(String[]::new)));
                };

        Card card = cards(PATIENT).storage(People.user(People.ADA), query(People.ADA, names));

        assertThat(card.degradations()).isEmpty();
        assertThat(json(card).path("items")).hasSize(50);
        assertThat(json(card).path("items").path(49).path("containers")).hasSize(2);
    }

    @Test
    void slowPartIsATimeoutAndTheRestIsShown() {
        arm.answer =
                target -> {
                    if (target.contains("stslow01") && target.contains("/containers")) {
                        waitForTheEnd();
                    }
                    return Said.ok(
                            target.contains("/containers")
                                    ? CONTAINERS
                                    : list(account("stslow01"), account("stquick1")));
                };

        JsonNode card =
                json(
                        cards(Duration.ofSeconds(2))
                                .storage(
                                        People.user(People.ADA),
                                        query(People.ADA, "stslow01", "stquick1")));

        JsonNode slow = card.path("items").path(0);
        assertThat(slow.path("sku").asText()).isEqualTo("Standard_ZRS");
        assertThat(slow.path("containers_degraded_reason").asText()).isEqualTo("timeout");
        assertThat(card.path("items").path(1).path("containers")).hasSize(2);
    }

    @Test
    void cardThatNeverComesIsATimeout() {
        arm.answer =
                _ -> {
                    waitForTheEnd();
                    return Said.ok(list());
                };

        Card card = cards(HASTY).aks(People.user(People.ADA), query(People.ADA));

        assertThat(json(card).path("degraded_reason").asText()).isEqualTo("timeout");
    }

    @Test
    void isKeptForTenSecondsUnlessAskedAfresh() {
        arm.answer = _ -> Said.ok(list());
        Cards cards = cards(PATIENT);
        Identity ada = People.user(People.ADA);

        cards.aks(ada, query(People.ADA));
        clock.advance(Duration.ofMillis(9_999));
        cards.aks(ada, query(People.ADA));
        assertThat(arm.asked).hasSize(1);
        cards.aks(ada, query(People.ADA, true));
        assertThat(arm.asked).hasSize(2);
        clock.advance(Duration.ofSeconds(10));
        cards.aks(ada, query(People.ADA));
        assertThat(arm.asked).hasSize(3);
    }

    @Test
    void failureIsKeptForTwoSeconds() {
        arm.answer = _ -> error(403, "AuthorizationFailed", "No.");
        Cards cards = cards(PATIENT);
        Identity ada = People.user(People.ADA);

        cards.aks(ada, query(People.ADA));
        clock.advance(Duration.ofMillis(1_999));
        cards.aks(ada, query(People.ADA));
        assertThat(arm.asked).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        cards.aks(ada, query(People.ADA));
        assertThat(arm.asked).hasSize(2);
    }

    @Test
    void whatOneIdentitySawIsNotShownToAnother() {
        arm.answer = _ -> Said.ok(list(cluster("aks-shop", "Running")));
        Cards cards = cards(PATIENT);
        cards.aks(People.user(People.ADA), query(People.ADA));
        cards.aks(People.platform(People.ADA), query(People.ADA));
        arm.answer = _ -> error(403, "AuthorizationFailed", "No.");

        JsonNode vic = json(cards.aks(People.user(People.VIC), query(People.VIC)));
        JsonNode others = json(cards.aks(People.platform(People.VIC), query(People.VIC)));

        assertThat(vic.path("degraded_reason").asText()).isEqualTo("forbidden");
        assertThat(others.path("clusters")).as("the platform's own view is shared").hasSize(1);
        arm.answer = _ -> Said.ok(list());
        Cards after = cards(PATIENT);
        after.aks(People.user(People.VIC), query(People.VIC));
        assertThat(json(cards.aks(People.user(People.ADA), query(People.ADA))).path("clusters"))
                .as("nor is one's failure another's")
                .hasSize(1);
    }

    @Test
    void manyPollersOfOneIdentityCostOneQuestion() throws Exception {
        int pollers = 200;
        var everybodyIsHere = new CountDownLatch(pollers);
        arm.answer =
                _ -> {
                    try {
                        everybodyIsHere.await();
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    }
                    return Said.ok(list());
                };
        Cards cards = cards(PATIENT);
        List<Future<Card>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < pollers; i++) {
                answers.add(
                        threads.submit(
                                () -> {
                                    everybodyIsHere.countDown();
                                    return cards.aks(People.user(People.ADA), query(People.ADA));
                                }));
            }
        }
        for (Future<Card> answer : answers) {
            assertThat(answer.get().degradations()).isEmpty();
        }
        assertThat(arm.asked).hasSize(1);
    }

    @Test
    void listsGroupsByName() {
        arm.answer =
                _ ->
                        Said.ok(
                                list(
                                        "{\"id\":\"/g/b\",\"name\":\"b\",\"location\":\"l\","
                                                + "\"properties\":{\"provisioningState\":\"S\"}}",
                                        "{\"id\":\"/g/A\",\"name\":\"A\"}"));

        JsonNode groups =
                json(cards(PATIENT).resourceGroups(People.user(People.ADA), query(People.ADA)))
                        .path("resource_groups");

        assertThat(groups.findValuesAsText("name")).containsExactly("A", "b");
        assertThat(groups.path(1).path("provisioning_state").asText()).isEqualTo("S");
        assertThat(arm.asked.stream().collect(Collectors.joining()))
                .contains("/resourcegroups?api-version=2025-04-01");
    }

    @Test
    void commandsOfASharedViewNameThePlatformAndNobodyElse() {
        arm.answer = _ -> error(403, "AuthorizationFailed", "No.");
        JsonNode card = json(cards(PATIENT).aks(People.platform(People.ADA), query(People.ADA)));
        assertThat(card.path("degraded_command").asText())
                .contains("platform-client")
                .doesNotContain(People.ADA.object().toString());
    }
}
