package dev.gatehouse.server.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.authenticate.Authentication.Authenticated;
import dev.gatehouse.authenticate.Via;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.rights.AccessReview;
import dev.gatehouse.operate.rights.Permissions;
import dev.gatehouse.server.config.EntryGateConfig;
import dev.gatehouse.server.desk.EntryGate;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.Call;
import dev.gatehouse.server.http.ErrorAnswers;
import dev.gatehouse.testkit.TestClock;
import dev.gatehouse.testkit.TestTokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where nobody can be asked: hints open, decisions closed (C17). */
final class RightsDoorsTest {
    private static final String SUBSCRIPTION = "50000000-0000-4000-8000-000000000001";
    private static final Principal ADA =
            new Principal(
                    TestTokens.CONTOSO,
                    TestTokens.ADA,
                    Principal.Kind.USER,
                    new ClientId("60000000-0000-4000-8000-000000000001"),
                    "Ada",
                    "ada@contoso.com",
                    Set.of(Role.VIEWER),
                    Set.of(),
                    Groups.NONE,
                    false);

    private final TestClock clock = TestClock.standing();
    private final Authenticated known =
            new Authenticated(
                    ADA,
                    Optional.empty(),
                    clock.instant().plus(Duration.ofHours(1)),
                    Via.BEARER,
                    Optional.empty());
    private final Arm arm =
            new Arm(
                    URI.create("http://127.0.0.1:1"),
                    new Scope("https://management.azure.com/.default"),
                    Optional.empty());
    private final Permissions permissions = new Permissions(arm, TestTokens.CONTOSO, clock);

    private static Identity refused(RefusalCode code) {
        return new Identity() {
            @Override
            public Principal caller() {
                return ADA;
            }

            @Override
            public Authorization authorize(Scope scope, Optional<ClaimsChallenge> demanded) {
                return new Authorization.Refused(Refusal.of(code, "why"), "reason");
            }
        };
    }

    private RightsDoors doors(Optional<ObjectId> platform) {
        return doors(platform, TestTokens.CONTOSO, EntryGate.NONE);
    }

    private RightsDoors doors(Optional<ObjectId> platform, TenantId home, EntryGate gate) {
        return new RightsDoors(
                permissions,
                new AccessReview(arm, clock),
                () -> platform,
                new RightsDoors.Insiders(home, gate),
                _ -> refused(RefusalCode.IDENTITY_PROVIDER_UNAVAILABLE),
                new ErrorAnswers("https://login.example/authorize"));
    }

    private Call call(Map<String, List<String>> query) {
        return call(query, known);
    }

    private Call call(Map<String, List<String>> query, Authenticated caller) {
        var path = (RequestPath.Normalized) RequestPath.normalize("/api/me");
        return new Call(
                new Route("GET", path.path()),
                query,
                _ -> Optional.empty(),
                Map.of(),
                new byte[0],
                false,
                "id-1",
                Instant.EPOCH,
                caller);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> query(String target) {
        return Map.of(
                "subscription_id", List.of(SUBSCRIPTION),
                "resource_group", List.of("rg-shop"),
                "target", List.of(target));
    }

    @Test
    void hintsDegradeOpenWithTheirReason() {
        String said = text(doors(Optional.empty()).permissions(call(query("me"))));
        assertThat(said)
                .contains("\"can_read\":true", "\"can_delete\":true", "\"can_grant_rbac\":true")
                .contains("\"degraded\":true", "\"reason\":\"identity_provider_unavailable\"");
    }

    @Test
    void theReviewNeverDegradesOpen() {
        String said = text(doors(Optional.empty()).accessReview(call(query("me"))));
        assertThat(said)
                .contains("\"assignments\":[]", "\"degraded\":true", "\"kind\":\"user\"")
                .contains("\"reason\":\"identity_provider_unavailable\"");
    }

    @Test
    void anUnknownPlatformIdentityIsNotAvailable() {
        String said = text(doors(Optional.empty()).accessReview(call(query("dashboard"))));
        assertThat(said).contains("\"object_id\":null", "\"available\":false", "\"groups\":[]");
    }

    private static final EntryGate SHUT =
            _ ->
                    new EntryGate.Closed(
                            Refusal.of(RefusalCode.DASHBOARD_ACCESS_DENIED, "No."),
                            Duration.ofSeconds(5));
    private static final TenantId ELSEWHERE =
            new TenantId(UUID.fromString("b0000000-0000-4000-8000-000000000009"));

    private String platformAs(Authenticated caller, TenantId home, EntryGate gate) {
        return text(
                doors(Optional.of(TestTokens.ADA), home, gate)
                        .accessReview(call(query("dashboard"), caller)));
    }

    @Test
    void whoEntersTheWorkbenchMayReviewThePlatform() {
        assertThat(platformAs(known, TestTokens.CONTOSO, EntryGate.NONE))
                .contains("\"available\":true", TestTokens.ADA.toString());
        assertThat(platformAs(known, TestTokens.CONTOSO, _ -> new EntryGate.Open(Instant.MAX)))
                .contains("\"available\":true");
    }

    @Test
    void nobodyElseLearnsWhoThePlatformIs() {
        for (String said :
                List.of(
                        platformAs(known, TestTokens.CONTOSO, SHUT),
                        platformAs(known, ELSEWHERE, EntryGate.NONE),
                        platformAs(known, ELSEWHERE, _ -> new EntryGate.Open(Instant.MAX)),
                        platformAs(withoutRole(), TestTokens.CONTOSO, EntryGate.NONE))) {
            assertThat(said)
                    .contains("\"object_id\":null", "\"available\":false", "\"groups\":[]")
                    .doesNotContain(TestTokens.ADA.toString());
        }
    }

    private Authenticated withoutRole() {
        var principal =
                new Principal(
                        ADA.tenant(),
                        ADA.object(),
                        ADA.kind(),
                        new ClientId("60000000-0000-4000-8000-000000000001"),
                        "Ada",
                        "ada@contoso.com",
                        Set.of(),
                        Set.of(),
                        Groups.NONE,
                        false);
        return new Authenticated(
                principal, Optional.empty(), known.endsAt(), Via.BEARER, Optional.empty());
    }

    private EntryGate.Entry entry(EntryGateConfig.OnError onError, RefusalCode code) {
        var config = new EntryGateConfig(SUBSCRIPTION, "rg-shop", onError);
        return WorkbenchGate.of(Optional.of(config), arm, permissions, _ -> refused(code), clock)
                .admits(known);
    }

    @Test
    void theGateIsClosedToWhomNobodyCanTellAbout() {
        assertThat(entry(EntryGateConfig.OnError.CLOSED, RefusalCode.IDENTITY_PROVIDER_UNAVAILABLE))
                .isInstanceOfSatisfying(
                        EntryGate.Closed.class,
                        closed -> {
                            assertThat(closed.why().code())
                                    .isEqualTo(RefusalCode.DASHBOARD_ACCESS_INDETERMINATE);
                            assertThat(closed.why().extras())
                                    .containsEntry("resource_group", "rg-shop")
                                    .containsEntry("subscription_id", SUBSCRIPTION);
                        });
    }

    @Test
    void theGateOpensForOneRequestWhereThatIsSaid() {
        assertThat(entry(EntryGateConfig.OnError.OPEN, RefusalCode.IDENTITY_PROVIDER_UNAVAILABLE))
                .isEqualTo(new EntryGate.Open(clock.instant()));
    }

    @Test
    void whatTheCallerCanMendIsSaidEvenByAnOpenGate() {
        assertThat(entry(EntryGateConfig.OnError.OPEN, RefusalCode.CONSENT_REQUIRED))
                .isInstanceOfSatisfying(
                        EntryGate.Closed.class,
                        closed ->
                                assertThat(closed.why().code())
                                        .isEqualTo(RefusalCode.CONSENT_REQUIRED));
    }

    @Test
    void withoutConfigurationThereIsNoGate() {
        assertThat(
                        WorkbenchGate.of(
                                Optional.empty(),
                                arm,
                                permissions,
                                _ -> refused(RefusalCode.NO_ROLE),
                                clock))
                .isSameAs(EntryGate.NONE);
    }
}
