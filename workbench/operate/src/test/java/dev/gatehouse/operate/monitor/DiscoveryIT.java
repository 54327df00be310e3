package dev.gatehouse.operate.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.act.credentials.Credentials;
import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.act.credentials.Fallback;
import dev.gatehouse.act.credentials.OnBehalfOf;
import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.ArmTimes;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.Caller;
import dev.gatehouse.operate.arm.LoopbackArm;
import dev.gatehouse.operate.arm.LoopbackArm.Said;
import dev.gatehouse.operate.arm.MovableClock;
import dev.gatehouse.operate.arm.NoSealing;
import dev.gatehouse.operate.arm.OpenState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryIT {
    private static final Scope ARM = new Scope("https://management.azure.com/.default");
    private static final String CONTOSO = "c0000000-0000-4000-8000-000000000001";
    private static final String CLAIMS = "{\"access_token\":{\"acrs\":{\"value\":\"c1\"}}}";
    private static final ArmTimes QUICK =
            new ArmTimes(Duration.ofSeconds(20), Duration.ofMillis(1));

    private final MovableClock clock = new MovableClock();
    private final LoopbackArm arm = new LoopbackArm();

    private volatile Function<Optional<ClaimsChallenge>, Optional<GrantRefusal>> entra =
            _ -> Optional.empty();

    DiscoveryIT() throws IOException {}

    @AfterEach
    void stop() {
        arm.close();
    }

    private Asking in(DownstreamMode mode) {
        return in(mode, QUICK);
    }

    private Asking in(DownstreamMode mode, ArmTimes times) {
        Instant end = clock.instant().plus(Duration.ofDays(1));
        OnBehalfOf obo =
                (assertion, _, _, claims) ->
                        entra.apply(claims)
                                .<OnBehalfOf.Exchange>map(OnBehalfOf.Exchange.Refused::new)
                                .orElseGet(
                                        () ->
                                                new OnBehalfOf.Exchange.Issued(
                                                        new AccessToken(
                                                                "obo-"
                                                                        + assertion.value()
                                                                        + (claims.isPresent()
                                                                                ? "-claims"
                                                                                : ""),
                                                                end)));
        PlatformCredential platform =
                new PlatformCredential() {
                    @Override
                    public AccessToken token(Scope scope) {
                        return new AccessToken("platform", end);
                    }

                    @Override
                    public String describe() {
                        return "fake";
                    }
                };
        var credentials =
                new Credentials(
                        mode, _ -> true, obo, platform, new OpenState(), new NoSealing(), clock);
        var azure = LoopbackArm.asked(arm.uri(), ARM, times);
        return new Asking(new Discovery(azure, clock), credentials);
    }

    /** A discovery, and the credentials by which callers ask it. */
    private record Asking(Discovery discovery, Credentials credentials) {
        Asked<Tenants> tenants(Caller caller) {
            return discovery.tenants(caller.through(credentials));
        }

        Asked<Subscriptions> subscriptions(Caller caller) {
            return discovery.subscriptions(caller.through(credentials));
        }
    }

    private static ArmFault failedWith(Asked<?> answer) {
        assertThat(answer).isInstanceOf(Asked.Failed.class);
        return ((Asked.Failed<?>) answer).fault();
    }

    private static Caller caller(String name, int number, boolean cp1) {
        var principal =
                new Principal(
                        new TenantId(UUID.fromString(CONTOSO)),
                        new ObjectId(new UUID(0xa000000000004000L, 0x8000000000000000L + number)),
                        Principal.Kind.USER,
                        new ClientId("60000000-0000-4000-8000-000000000001"),
                        name,
                        name + "@contoso.com",
                        Set.of(Role.VIEWER),
                        Set.of(),
                        Groups.NONE,
                        cp1);
        return new Caller(principal, Optional.of(new Assertion(name)), Fallback.ALLOWED);
    }

    private static final Caller ADA = caller("ada", 10, true);
    private static final Caller VIC = caller("vic", 13, false);

    private static String subscription(String name, String state) {
        return """
               {"subscriptionId":"id-%1$s","displayName":"%1$s","tenantId":"t","state":"%2$s"}"""
                .formatted(name, state);
    }

    private static String list(String... items) {
        return "{\"value\":[" + String.join(",", items) + "]}";
    }

    private static Said error(int status, String code) {
        return new Said(
                status,
                Map.of(),
                "{\"error\":{\"code\":\"" + code + "\",\"message\":\"Because.\"}}");
    }

    private static Said challenge() {
        String claims = Base64.getEncoder().encodeToString(CLAIMS.getBytes(StandardCharsets.UTF_8));
        return Said.status(401)
                .header(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=\"https://login.example/\","
                                + " error=\"insufficient_claims\", claims=\""
                                + claims
                                + "\"");
    }

    private static <T> T listed(Asked<T> answer) {
        assertThat(answer).isInstanceOf(Asked.Answered.class);
        return ((Asked.Answered<T>) answer).value();
    }

    private static RefusalCode refusedWith(Asked<?> answer) {
        assertThat(answer).isInstanceOf(Asked.Refused.class);
        return ((Asked.Refused<?>) answer).why().code();
    }

    private List<String> names(Asked<Subscriptions> answer) {
        return listed(answer).list().stream().map(Subscriptions.Subscription::displayName).toList();
    }

    @Test
    void listsEnabledSubscriptionsSortedByName() {
        arm.answer =
                _ ->
                        Said.ok(
                                list(
                                        subscription("beta", "Enabled"),
                                        subscription("Gamma", "Disabled"),
                                        subscription("Alpha", "Enabled")));

        var answer = in(DownstreamMode.OBO).subscriptions(ADA);

        assertThat(names(answer)).containsExactly("Alpha", "beta");
        assertThat(((Asked.Answered<?>) answer).used()).isEqualTo(DownstreamIdentity.USER);
        assertThat(arm.asked).containsExactly("/subscriptions?api-version=2022-12-01");
        assertThat(arm.tokens).containsExactly("Bearer obo-ada");
    }

    @Test
    void sendsOnlyThePlatformsTokenInManagedIdentityMode() {
        var answer = in(DownstreamMode.MANAGED_IDENTITY).subscriptions(ADA);

        assertThat(((Asked.Answered<?>) answer).used()).isEqualTo(DownstreamIdentity.PLATFORM);
        assertThat(arm.tokens).containsExactly("Bearer platform");
    }

    @Test
    void answersAnEmptyListToWhoSeesNothing() {
        assertThat(names(in(DownstreamMode.OBO).subscriptions(VIC))).isEmpty();
    }

    @Test
    void followsPagesOnItsOwnOrigin() {
        arm.answer =
                target ->
                        target.contains("skip")
                                ? Said.ok(list(subscription("two", "Enabled")))
                                : Said.ok(
                                        "{\"value\":["
                                                + subscription("one", "Enabled")
                                                + "],\"nextLink\":\""
                                                + arm.uri()
                                                + "/subscriptions?skip=1\"}");

        assertThat(names(in(DownstreamMode.OBO).subscriptions(ADA))).containsExactly("one", "two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OTHER/subscriptions",
                "//127.0.0.1/x",
                "/subscriptions",
                "not a uri",
                "https://127.0.0.1/subscriptions"
            })
    void doesNotFollowALinkToAnotherOrigin(String link) throws IOException {
        try (var elsewhere = new LoopbackArm()) {
            arm.answer =
                    _ ->
                            Said.ok(
                                    "{\"value\":[],\"nextLink\":\""
                                            + link.replace("OTHER", elsewhere.uri().toString())
                                            + "\"}");

            assertThat(refusedWith(in(DownstreamMode.OBO).subscriptions(ADA)))
                    .isEqualTo(RefusalCode.UNTRUSTED_LINK);
            assertThat(elsewhere.asked).isEmpty();
        }
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (var elsewhere = new LoopbackArm()) {
            arm.answer =
                    _ -> Said.status(307).header("Location", elsewhere.uri() + "/subscriptions");

            assertThat(failedWith(in(DownstreamMode.OBO).subscriptions(ADA)).status())
                    .isEqualTo(307);
            assertThat(elsewhere.asked).isEmpty();
        }
    }

    @Test
    void stopsReadingPagesThatNeverEnd() {
        arm.answer =
                _ ->
                        Said.ok(
                                "{\"value\":["
                                        + subscription("one", "Enabled")
                                        + "],\"nextLink\":\""
                                        + arm.uri()
                                        + "/subscriptions\"}");

        assertThat(listed(in(DownstreamMode.OBO).subscriptions(ADA)).truncated()).isTrue();
        assertThat(arm.asked).hasSize(Arm.MOST_PAGES);
    }

    @Test
    void showsAtMostAHundred() {
        String many =
                IntStream.range(0, 101)
                        .mapToObj(i -> subscription("s%03d".formatted(i), "Enabled"))
                        .collect(Collectors.joining(","));
        arm.answer = _ -> Said.ok("{\"value\":[" + many + "]}");

        Subscriptions found = listed(in(DownstreamMode.OBO).subscriptions(ADA));

        assertThat(found.list()).hasSize(100);
        assertThat(found.json()).containsEntry("subscriptions_error", "subscriptions_truncated");
    }

    @Test
    void triesAgainWhenThrottled() {
        arm.answer =
                _ ->
                        arm.asked.size() == 1
                                ? Said.status(429).header("Retry-After", "1")
                                : Said.ok(list(subscription("one", "Enabled")));

        assertThat(names(in(DownstreamMode.OBO).subscriptions(ADA))).containsExactly("one");
        assertThat(arm.asked).hasSize(2);
    }

    @Test
    void tellsTheCallerToComeBackWhenTheWaitIsLong() {
        arm.answer = _ -> Said.status(429).header("Retry-After", "31");

        ArmFault fault = failedWith(in(DownstreamMode.OBO).subscriptions(ADA));

        assertThat(fault.status()).isEqualTo(429);
        assertThat(fault.retryAfter()).contains(Duration.ofSeconds(31));
        assertThat(arm.asked).hasSize(1);
    }

    @Test
    void givesUpAfterThreeTries() {
        arm.answer = _ -> Said.status(503);

        assertThat(failedWith(in(DownstreamMode.OBO).subscriptions(ADA)).status()).isEqualTo(503);
        assertThat(arm.asked).hasSize(3);
    }

    @Test
    void saysWhenAzureIsTooSlow() {
        var never = new CountDownLatch(1);
        arm.answer =
                _ -> {
                    try {
                        never.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                    return Said.status(200);
                };
        var hurried = new ArmTimes(Duration.ofMillis(200), Duration.ofMillis(1));

        assertThat(refusedWith(in(DownstreamMode.OBO, hurried).subscriptions(ADA)))
                .isEqualTo(RefusalCode.UPSTREAM_TIMEOUT);
        never.countDown();
        assertThat(arm.asked).hasSize(3);
    }

    @Test
    void saysWhenAzureCannotBeReached() {
        Asking discovery = in(DownstreamMode.OBO);
        arm.close();

        assertThat(refusedWith(discovery.subscriptions(ADA)))
                .isEqualTo(RefusalCode.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void refusesAnAnswerThatIsNoList() {
        arm.answer = _ -> Said.ok("<html>");

        assertThat(refusedWith(in(DownstreamMode.OBO).subscriptions(ADA)))
                .isEqualTo(RefusalCode.UPSTREAM_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "401, ExpiredAuthenticationToken",
        "403, AuthorizationFailed",
        "404, SubscriptionNotFound"
    })
    void tellsWhatAzureSaidAndTriesItOnce(int status, String code) {
        arm.answer = _ -> error(status, code);

        assertThat(failedWith(in(DownstreamMode.OBO_WITH_FALLBACK).subscriptions(ADA)))
                .isEqualTo(new ArmFault(status, code, "Because.", Optional.empty()));
        assertThat(arm.tokens).containsExactly("Bearer obo-ada");
    }

    @Test
    void answersAzuresClaimsWithANewExchange() {
        arm.answer =
                _ ->
                        arm.tokens.getLast().endsWith("-claims")
                                ? Said.ok(list(subscription("one", "Enabled")))
                                : challenge();

        assertThat(names(in(DownstreamMode.OBO).subscriptions(ADA))).containsExactly("one");
    }

    @Test
    void passesAzuresClaimsOnToTheCaller() {
        arm.answer = _ -> challenge();
        entra =
                claims ->
                        claims.map(
                                asked ->
                                        new GrantRefusal(
                                                GrantRefusal.Kind.STEP_UP_REQUIRED,
                                                50076,
                                                Optional.of(asked),
                                                ""));

        var refused = (Asked.Refused<?>) in(DownstreamMode.OBO).subscriptions(ADA);

        assertThat(refused.why().code()).isEqualTo(RefusalCode.CLAIMS_CHALLENGE);
        assertThat(refused.why().challenge()).contains(new ClaimsChallenge(CLAIMS));
    }

    @Test
    void passesClaimsOnThatANewExchangeDidNotSatisfy() {
        arm.answer = _ -> challenge();

        var refused = (Asked.Refused<?>) in(DownstreamMode.OBO).subscriptions(VIC);

        assertThat(refused.why().code()).isEqualTo(RefusalCode.STEP_UP_REQUIRED);
        assertThat(refused.why().challenge()).contains(new ClaimsChallenge(CLAIMS));
        assertThat(arm.asked).hasSize(2);
    }

    @Test
    void doesNotAskAzureWithoutAToken() {
        entra =
                _ ->
                        Optional.of(
                                new GrantRefusal(
                                        GrantRefusal.Kind.CONSENT_REQUIRED,
                                        65001,
                                        Optional.empty(),
                                        ""));

        assertThat(refusedWith(in(DownstreamMode.OBO).subscriptions(ADA)))
                .isEqualTo(RefusalCode.CONSENT_REQUIRED);
        assertThat(arm.asked).isEmpty();

        var fallback = in(DownstreamMode.OBO_WITH_FALLBACK).subscriptions(ADA);
        assertThat(((Asked.Answered<?>) fallback).reason())
                .isEqualTo("fallback: consent_required AADSTS65001");
        assertThat(arm.tokens).containsExactly("Bearer platform");
    }

    @Test
    void keepsAnAnswerFiveMinutesForItsCallerAlone() {
        arm.answer = _ -> Said.ok(list(subscription(arm.tokens.getLast().substring(7), "Enabled")));
        Asking discovery = in(DownstreamMode.OBO);

        assertThat(names(discovery.subscriptions(ADA))).containsExactly("obo-ada");
        assertThat(names(discovery.subscriptions(VIC))).containsExactly("obo-vic");
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(names(discovery.subscriptions(ADA))).containsExactly("obo-ada");
        assertThat(arm.asked).hasSize(2);

        clock.advance(Duration.ofMillis(1));
        discovery.subscriptions(ADA);
        assertThat(arm.asked).hasSize(3);
    }

    @Test
    void doesNotKeepFailures() {
        Asking discovery = in(DownstreamMode.OBO);
        arm.answer = _ -> error(403, "AuthorizationFailed");
        discovery.subscriptions(ADA);
        arm.answer = _ -> Said.ok(list(subscription("one", "Enabled")));

        assertThat(names(discovery.subscriptions(ADA))).containsExactly("one");
    }

    @Test
    void asksOnceForManyConcurrentCalls() throws Exception {
        var everybodyIsHere = new CountDownLatch(50);
        arm.answer =
                _ -> {
                    try {
                        everybodyIsHere.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                    return Said.ok(list(subscription("one", "Enabled")));
                };
        Asking discovery = in(DownstreamMode.OBO);
        var answers = new ArrayList<Future<Asked<Subscriptions>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(
                        threads.submit(
                                () -> {
                                    everybodyIsHere.countDown();
                                    return discovery.subscriptions(ADA);
                                }));
            }
        }

        for (var answer : answers) {
            assertThat(names(answer.get())).containsExactly("one");
        }
        assertThat(arm.asked).hasSize(1);
    }

    @Test
    void namesOnlyTheCallersTenant() {
        arm.answer =
                _ ->
                        Said.ok(
                                """
                                {"value":[{"tenantId":"other","displayName":"Fabrikam"},
                                {"tenantId":"%s","displayName":"Contoso"}]}"""
                                        .formatted(CONTOSO));

        assertThat(listed(in(DownstreamMode.OBO).tenants(ADA)).json())
                .isEqualTo(
                        Map.of(
                                "tenants",
                                List.of(
                                        Map.of(
                                                "id",
                                                CONTOSO,
                                                "name",
                                                "Contoso",
                                                "authenticated",
                                                true)),
                                "defaultTenantId",
                                CONTOSO));
        assertThat(arm.asked).containsExactly("/tenants?api-version=2022-12-01");
    }

    @Test
    void namesTheTenantByItsIdWhereAzureDoesNotTell() {
        assertThat(listed(in(DownstreamMode.OBO).tenants(ADA)))
                .isEqualTo(new Tenants(CONTOSO, CONTOSO));
    }
}
