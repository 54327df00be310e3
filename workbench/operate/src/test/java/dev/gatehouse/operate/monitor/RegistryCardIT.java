package dev.gatehouse.operate.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.operate.arm.ArmTimes;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.LoopbackArm;
import dev.gatehouse.operate.arm.LoopbackArm.Said;
import dev.gatehouse.operate.arm.MovableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryCardIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Scope ARM = new Scope("https://management.azure.com/.default");
    private static final ArmTimes QUICK =
            new ArmTimes(Duration.ofSeconds(20), Duration.ofMillis(1), Duration.ZERO);
    private static final List<CardQuery.Image> EXPECTED =
            List.of(
                    new CardQuery.Image("shop/web", "1.1"),
                    new CardQuery.Image("shop/web", "9.9"),
                    new CardQuery.Image("shop/gone", "1.0"));
    private static final String RUN =
            """
            {"value":[{"properties":{"runId":"ca1","status":"Running","createTime":"t",
            "outputImages":[{"registry":"r","repository":"shop/web","tag":"1.2"}]}},
            {"properties":{"runId":"ca0","status":"Succeeded","outputImages":[
            {"repository":"shop/web","tag":"1.1"}]}}]}\
            """;

    @TempDir static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static HttpsRegistry registry;

    private final LoopbackArm arm = new LoopbackArm();
    private final MovableClock clock = new MovableClock();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    RegistryCardIT() throws IOException {}

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException, InterruptedException {
        registry = new HttpsRegistry(folder);
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    @BeforeEach
    void forget() {
        registry.asked.clear();
        registry.sent.clear();
        registry.answer = HttpsRegistry::shop;
        answerWith(registry.loginServer(), "");
    }

    @AfterEach
    void stop() {
        arm.close();
    }

    private void answerWith(String loginServer, String more) {
        arm.answer =
                target ->
                        Said.ok(
                                target.contains("/runs")
                                        ? RUN
                                        : """
                                        {"id":"/r","name":"acrshop","sku":{"name":"Standard"},
                                        "properties":{%s"loginServer":"%s"}}\
                                        """
                                                .formatted(more, loginServer));
    }

    private Card card(Identity who) {
        var cards =
                new Cards(
                        LoopbackArm.asked(arm.uri(), ARM, QUICK),
                        new Degradations(new PlatformName(false, Optional.empty())),
                        new RegistryImages(
                                new RegistryAccess(
                                        new LoginServers(List.of("localhost")),
                                        Optional.of(registry.tls()),
                                        (service, method, result, _) ->
                                                calls.add(
                                                        service.wire()
                                                                + " "
                                                                + method
                                                                + " "
                                                                + result.wire()))),
                        clock,
                        Duration.ofSeconds(20));
        var target = Target.of(who.caller(), false).in(People.SUBSCRIPTION, "rg-shop");
        return cards.acr(who, new CardQuery(target, List.of("acrshop"), EXPECTED, false));
    }

    private JsonNode shown() {
        return JSON.valueToTree(card(People.user(People.ADA)).body());
    }

    private static Said denied(int status, String code) {
        return new Said(
                status,
                Map.of(),
                "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"nein\"}]}");
    }

    @Test
    void comparesExpectedWithActualImages() throws IOException {
        JsonNode card = shown();

        assertThat(card)
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"name":"acrshop","id":"/r","login_server":"%s","sku":"Standard",
                                "expected_image_tags":{"shop/web":["1.1","9.9"],"shop/gone":["1.0"]},
                                "actual_tags":{"shop/web":["1.0","1.1"],"shop/orders":["2.3"]},
                                "missing_tags":{"shop/web":["9.9"],"shop/gone":["1.0"]},
                                "building_images":["shop/web:1.2"],
                                "build_details":[{"run_id":"ca1","status":"Running","created_at":"t"}],
                                "fetched_at":"2026-03-01T12:00:00Z"}\
                                """
                                        .formatted(registry.loginServer())));
    }

    @Test
    void exchangesTheCallersTokenAndAsksForNoMoreThanItReads() {
        shown();

        assertThat(registry.sent.getFirst())
                .contains("grant_type=access_token")
                .contains("tenant=" + People.TENANT)
                .contains("access_token=token-of-" + People.ADA.object());
        assertThat(registry.sent)
                .anyMatch(body -> body.contains("scope=registry%3Acatalog%3A*"))
                .anyMatch(body -> body.contains("scope=repository%3Ashop%2Fweb%3Ametadata_read"))
                .noneMatch(body -> body.contains("pull"));
        assertThat(registry.sent.subList(1, registry.sent.size()))
                .noneMatch(body -> body.contains("token-of-"));
    }

    @ParameterizedTest
    @CsvSource({"evil.example", "localhost.evil.example", "127.0.0.1:1", "localhost:1/path", "''"})
    void sendsNoTokenToAnotherHost(String loginServer) {
        answerWith(loginServer, "");

        JsonNode card = shown();

        assertThat(card.path("images_degraded_reason").asText()).isEqualTo("untrusted_link");
        assertThat(card.path("sku").asText()).isEqualTo("Standard");
        assertThat(registry.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED, '', access_denied",
        "403, DENIED, '', access_denied",
        "403, DENIED, 'publicNetworkAccess:Disabled', network_blocked",
        "403, DENIED, 'defaultAction:Deny', firewall_blocked",
        "401, UNAUTHORIZED, 'defaultAction:Deny', access_denied",
        "429, TOOMANYREQUESTS, '', throttled",
        "500, UNKNOWN, '', http_500"
    })
    void saysWhyThereAreNoImages(int status, String code, String setting, String reason) {
        String more =
                switch (setting) {
                    case "publicNetworkAccess:Disabled" -> "\"publicNetworkAccess\":\"Disabled\",";
                    case "defaultAction:Deny" -> "\"networkRuleSet\":{\"defaultAction\":\"Deny\"},";
                    default -> "";
                };
        answerWith(registry.loginServer(), more);
        registry.answer = (_, _) -> denied(status, code);

        JsonNode card = shown();

        assertThat(card.path("images_degraded_reason").asText()).isEqualTo(reason);
        assertThat(card.path("login_server").asText()).isEqualTo(registry.loginServer());
        assertThat(card.path("building_images")).hasSize(1);
    }

    @Test
    void readsWhatIsExpectedWhereTheCatalogueIsDenied() {
        registry.answer =
                (target, body) ->
                        target.startsWith("/acr/v1/_catalog")
                                ? denied(403, "DENIED")
                                : HttpsRegistry.shop(target, body);

        JsonNode card = shown();

        assertThat(card.path("actual_tags").path("shop/web")).hasSize(2);
        assertThat(card.path("images_degraded_reason").asText()).isEqualTo("access_denied");
    }

    @Test
    void followsPagesOnTheSameRegistryAlone() {
        registry.answer =
                (target, body) -> {
                    if (target.equals("/acr/v1/_catalog?n=100")) {
                        return Said.ok("{\"repositories\":[\"shop/web\"]}")
                                .header("Link", "</acr/v1/_catalog?last=x&n=100>; rel=\"next\"");
                    }
                    if (target.startsWith("/acr/v1/_catalog?last=x")) {
                        return Said.ok("{\"repositories\":[\"shop/orders\",\"../evil\"]}")
                                .header("Link", "<//evil.example/v1>; rel=\"next\"");
                    }
                    return HttpsRegistry.shop(target, body);
                };

        JsonNode card = shown();

        assertThat(card.path("actual_tags").path("shop/orders")).hasSize(1);
        assertThat(card.has("images_degraded")).isFalse();
        assertThat(registry.asked).noneMatch(target -> target.contains("evil"));
    }

    @Test
    void tellsOfEachCallToTheRegistry() {
        registry.answer =
                (target, body) ->
                        target.startsWith("/acr/v1/_catalog")
                                ? denied(403, "DENIED")
                                : HttpsRegistry.shop(target, body);

        shown();

        assertThat(calls)
                .contains(
                        "registry POST success",
                        "registry GET success",
                        "registry GET forbidden",
                        "registry GET not_found");
    }

    @Test
    void cloudWithoutBuildsLacksNothing() {
        var answer = arm.answer;
        arm.answer = target -> target.contains("/runs") ? Said.status(404) : answer.apply(target);

        assertThat(card(People.user(People.ADA)).degradations()).isEmpty();
    }
}
