package dev.gatehouse.operate.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.operate.arm.ArmTimes;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.LoopbackArm;
import dev.gatehouse.operate.arm.LoopbackArm.Said;
import dev.gatehouse.operate.arm.MovableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        assertThat(card.path("missing_tags")).isEmpty();
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
        assertThat(card.path("missing_tags").path("shop/web").path(0).asText()).isEqualTo("9.9");
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
        assertThat(card.path("truncated").asBoolean()).isTrue();
        assertThat(registry.asked).noneMatch(target -> target.contains("evil"));
    }

    /** A registry of three pages, whose links are a path, or an address of the same host. */
    private Said paged(String target, String body) {
        if (!target.startsWith("/acr/v1/_catalog")) {
            return target.startsWith("/acr/v1/app")
                    ? Said.ok("{\"tags\":[{\"name\":\"1.0\"}]}")
                    : HttpsRegistry.shop(target, body);
        }
        int first =
                target.contains("last=") ? Integer.parseInt(target.replaceAll(".*last=", "")) : 0;
        String names =
                IntStream.range(first, Math.min(first + 100, 250))
                        .mapToObj(number -> "\"app" + number + "\"")
                        .collect(Collectors.joining(","));
        Said page = Said.ok("{\"repositories\":[" + names + "]}");
        String next = "/acr/v1/_catalog?n=100&last=" + (first + 100);
        return switch (first) {
            case 0 -> page.header("Link", "<" + next + ">; rel=\"next\"");
            case 100 ->
                    page.header(
                            "Link",
                            "<https://" + registry.loginServer() + next + ">; rel=\"next\"");
            default -> page;
        };
    }

    @Test
    void readsAllPagesOfTheCatalogue() {
        registry.answer = this::paged;

        JsonNode card = shown();

        assertThat(card.path("actual_tags")).hasSize(250 + 1);
        assertThat(card.has("truncated")).isFalse();
        assertThat(card.has("images_degraded")).isFalse();
    }

    @Test
    void showsThePagesBeforeTheOneThatFailed() {
        registry.answer =
                (target, body) ->
                        target.contains("last=100")
                                ? denied(429, "TOOMANYREQUESTS")
                                : paged(target, body);

        JsonNode card = shown();

        assertThat(card.path("actual_tags")).hasSize(100 + 1);
        assertThat(card.path("truncated").asBoolean()).isTrue();
        assertThat(card.path("images_degraded_reason").asText()).isEqualTo("throttled");
    }

    @Test
    void saysThatTagsCouldNotBeReadRatherThanThatThereAreNone() {
        registry.answer =
                (target, body) ->
                        target.contains("shop/web/_tags")
                                ? denied(500, "UNKNOWN")
                                : HttpsRegistry.shop(target, body);

        JsonNode card = shown();

        assertThat(card.path("actual_tags").has("shop/web")).isFalse();
        assertThat(card.path("images_degraded_reason").asText()).isEqualTo("http_500");
    }

    private static RegistryImages.Names listed(IntFunction<List<String>> page) {
        var asked = new AtomicInteger();
        return RegistryImages.names(
                URI.create("https://localhost"),
                "/first",
                at ->
                        new Asked.Answered<>(
                                new RegistryPages.Page(
                                        page.apply(asked.getAndIncrement()),
                                        Optional.of(at.resolve("/next")),
                                        false),
                                DownstreamIdentity.USER,
                                ""),
                _ -> {});
    }

    @Test
    void readsSoManyNamesAndPagesAndNoMore() {
        var full =
                listed(
                        number ->
                                IntStream.range(0, 150)
                                        .mapToObj(name -> "app" + number + "-" + name)
                                        .toList());
        var thin = listed(number -> List.of("app" + number));

        assertThat(full.names()).hasSize(1_000);
        assertThat(full.cut()).isTrue();
        assertThat(thin.names()).hasSize(20);
        assertThat(thin.cut()).isTrue();
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
