package dev.gatehouse.act.credentials;

import static dev.gatehouse.act.credentials.Callers.ADAS_TOKEN;
import static dev.gatehouse.act.credentials.Callers.ARM;
import static dev.gatehouse.act.credentials.Callers.ada;
import static dev.gatehouse.act.credentials.Callers.adaWithCp1;
import static dev.gatehouse.act.credentials.Callers.daemon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.act.credentials.Authorization.Refused;
import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.GrantRefusal.Kind;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CredentialsTest {
    private static final ClaimsChallenge MFA =
            new ClaimsChallenge("{\"access_token\":{\"capolids\":{\"essential\":true}}}");

    private final MovableClock clock = new MovableClock();
    private final FakeEntra entra = new FakeEntra(clock);
    private final FakePlatform platform = new FakePlatform(clock);
    private final Set<TenantId> named = new HashSet<>(Set.of(ada().tenant()));

    private Credentials in(DownstreamMode mode) {
        return new Credentials(
                mode,
                named::contains,
                entra,
                platform,
                new MemoryState(clock),
                new FakeSealing(),
                clock);
    }

    private Authorization ask(DownstreamMode mode, ActAs as) {
        return ask(mode, as, Fallback.ALLOWED, ada());
    }

    private Authorization ask(DownstreamMode mode, ActAs as, Fallback fallback, Principal caller) {
        return in(mode).authorize(caller, Optional.of(ADAS_TOKEN), as, ARM, fallback);
    }

    @ParameterizedTest
    @CsvSource({
        "MANAGED_IDENTITY,  PLATFORM",
        "MANAGED_IDENTITY,  USER_ELSE_PLATFORM",
        "OBO_WITH_FALLBACK, PLATFORM",
        "OBO_WITH_FALLBACK, USER_ELSE_PLATFORM"
    })
    void thePlatformNeverActsForATenantThatNobodyNamed(DownstreamMode mode, ActAs as) {
        named.clear();
        entra.refuse(Kind.CONSENT_REQUIRED, 65001);

        assertThat(ask(mode, as)).isInstanceOf(Refused.class);
        assertThat(platform.asked).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "MANAGED_IDENTITY,   USER,               refused",
        "MANAGED_IDENTITY,   PLATFORM,           PLATFORM",
        "MANAGED_IDENTITY,   USER_ELSE_PLATFORM, PLATFORM",
        "MANAGED_IDENTITY,   NONE,               NONE",
        "OBO,                USER,               USER",
        "OBO,                PLATFORM,           refused",
        "OBO,                USER_ELSE_PLATFORM, USER",
        "OBO,                NONE,               NONE",
        "OBO_WITH_FALLBACK,  USER,               USER",
        "OBO_WITH_FALLBACK,  PLATFORM,           PLATFORM",
        "OBO_WITH_FALLBACK,  USER_ELSE_PLATFORM, USER",
        "OBO_WITH_FALLBACK,  NONE,               NONE",
    })
    void actsAsModeAndRouteSay(DownstreamMode mode, ActAs as, String expected) {
        String used =
                switch (ask(mode, as)) {
                    case Granted granted -> granted.used().name();
                    case Refused _ -> "refused";
                };

        assertThat(used).isEqualTo(expected);
        assertThat(mode.permits(as)).isEqualTo(!expected.equals("refused"));
    }

    @Test
    void neverExchangesTheAssertionInManagedIdentityMode() {
        for (ActAs as : ActAs.values()) {
            ask(DownstreamMode.MANAGED_IDENTITY, as);
        }
        in(DownstreamMode.MANAGED_IDENTITY).prove(ada(), ADAS_TOKEN, ARM);

        assertThat(entra.exchanges).hasValue(0);
    }

    @Test
    void needsNoAssertionInManagedIdentityMode() {
        Authorization answer =
                in(DownstreamMode.MANAGED_IDENTITY)
                        .authorize(
                                daemon(),
                                Optional.empty(),
                                ActAs.USER_ELSE_PLATFORM,
                                ARM,
                                Fallback.FORBIDDEN);

        assertThat(answer).isInstanceOf(Granted.class);
        assertThat(answer.reason()).isEqualTo("mode managed-identity");
    }

    @Test
    void neverAsksThePlatformInStrictObo() {
        entra.refuse(Kind.CONSENT_REQUIRED, 65001);
        for (ActAs as : ActAs.values()) {
            ask(DownstreamMode.OBO, as);
        }

        assertThat(platform.asked).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fallsBackOnlyAfterConsentOrClientConfiguration(Kind kind) {
        entra.refuse(kind, 65001);

        Authorization answer = ask(DownstreamMode.OBO_WITH_FALLBACK, ActAs.USER_ELSE_PLATFORM);

        boolean covered = kind == Kind.CONSENT_REQUIRED || kind == Kind.CLIENT_CONFIGURATION;
        assertThat(answer).isInstanceOf(covered ? Granted.class : Refused.class);
        assertThat(platform.asked).hasValue(covered ? 1 : 0);
    }

    @Test
    void writesDownWhyItFellBack() {
        entra.refuse(Kind.CONSENT_REQUIRED, 65001);

        var granted = (Granted) ask(DownstreamMode.OBO_WITH_FALLBACK, ActAs.USER_ELSE_PLATFORM);

        assertThat(granted.used()).isEqualTo(DownstreamIdentity.PLATFORM);
        assertThat(granted.reason()).isEqualTo("fallback: consent_required AADSTS65001");
    }

    @ParameterizedTest
    @CsvSource({
        "OBO_WITH_FALLBACK, USER, ALLOWED",
        "OBO_WITH_FALLBACK, USER_ELSE_PLATFORM, FORBIDDEN",
        "OBO, USER_ELSE_PLATFORM, ALLOWED"
    })
    void doesNotFallBackUnlessModeAndRouteBothSaySo(
            DownstreamMode mode, ActAs as, Fallback fallback) {
        entra.refuse(Kind.CONSENT_REQUIRED, 65001);

        assertThat(ask(mode, as, fallback, ada())).isInstanceOf(Refused.class);
        assertThat(platform.asked).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONSENT_REQUIRED", "CLIENT_CONFIGURATION"})
    void doesNotFallBackWhenEntraNamesClaims(Kind kind) {
        entra.refuse(kind, 65001, Optional.of(MFA));

        assertThat(ask(DownstreamMode.OBO_WITH_FALLBACK, ActAs.USER_ELSE_PLATFORM))
                .isInstanceOf(Refused.class);
    }

    @Test
    void doesNotFallBackAfterTheUpstreamDemandedClaims() {
        entra.refuse(Kind.CONSENT_REQUIRED, 65001);
        var request =
                new DownstreamRequest(
                        ada(),
                        Optional.of(ADAS_TOKEN),
                        ActAs.USER_ELSE_PLATFORM,
                        ARM,
                        Fallback.ALLOWED,
                        Optional.empty());

        assertThat(in(DownstreamMode.OBO_WITH_FALLBACK).authorize(request.with(MFA)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void passesNetworkFaultsOnWithoutActingAsThePlatform() {
        entra.answer =
                () -> {
                    throw new IdentityProviderUnavailable(
                            "no route", Duration.ofSeconds(5), new IOException());
                };

        assertThatThrownBy(() -> ask(DownstreamMode.OBO_WITH_FALLBACK, ActAs.USER_ELSE_PLATFORM))
                .isInstanceOf(IdentityProviderUnavailable.class);
        assertThat(platform.asked).hasValue(0);
    }

    @Test
    void asksForAPersonWhenAnApplicationWouldBeExchanged() {
        var refused =
                (Refused)
                        ask(
                                DownstreamMode.OBO_WITH_FALLBACK,
                                ActAs.USER_ELSE_PLATFORM,
                                Fallback.ALLOWED,
                                daemon());

        assertThat(refused.why().code()).isEqualTo(RefusalCode.USER_REQUIRED);
        assertThat(entra.exchanges).hasValue(0);
        assertThat(platform.asked).hasValue(0);
    }

    @Test
    void asksForAuthenticationWhenThereIsNothingToExchange() {
        var refused =
                (Refused)
                        in(DownstreamMode.OBO_WITH_FALLBACK)
                                .authorize(
                                        ada(),
                                        Optional.empty(),
                                        ActAs.USER_ELSE_PLATFORM,
                                        ARM,
                                        Fallback.ALLOWED);

        assertThat(refused.why().code()).isEqualTo(RefusalCode.AUTHENTICATION_REQUIRED);
        assertThat(platform.asked).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "CONSENT_REQUIRED, CONSENT_REQUIRED",
        "STEP_UP_REQUIRED, STEP_UP_REQUIRED",
        "ASSERTION_EXPIRED, INVALID_TOKEN",
        "ASSERTION_INVALID, INVALID_TOKEN",
        "GRANT_ENDED, INVALID_TOKEN",
        "NOT_IN_TENANT, NOT_IN_TENANT",
        "BLOCKED_BY_POLICY, BLOCKED_BY_POLICY",
        "CLIENT_CONFIGURATION, CLIENT_CREDENTIAL_REJECTED",
        "OTHER, IDENTITY_PROVIDER_UNAVAILABLE",
    })
    void namesWhatEntraRefused(Kind kind, RefusalCode code) {
        entra.refuse(kind, 12345);

        var refused = (Refused) ask(DownstreamMode.OBO, ActAs.USER);

        assertThat(refused.why().code()).isEqualTo(code);
        assertThat(refused.why().extras())
                .containsEntry("aadsts", "12345")
                .containsEntry("correlation_id", "corr-1");
    }

    @Test
    void tellsWhereAnAdministratorConsents() {
        entra.refuse(Kind.CONSENT_REQUIRED, 65001);

        var refused = (Refused) ask(DownstreamMode.OBO, ActAs.USER);

        assertThat(refused.why().extras())
                .containsEntry("tenant", Callers.CONTOSO.toString())
                .containsEntry(
                        "admin_consent",
                        "/auth/login?error=consent_required&tenant=" + Callers.CONTOSO);
    }

    @Test
    void challengesTheClientThatAnswersChallenges() {
        entra.refuse(Kind.STEP_UP_REQUIRED, 50076, Optional.of(MFA));

        var refused =
                (Refused) ask(DownstreamMode.OBO, ActAs.USER, Fallback.FORBIDDEN, adaWithCp1());

        assertThat(refused.why().code()).isEqualTo(RefusalCode.CLAIMS_CHALLENGE);
        assertThat(refused.why().challenge()).contains(MFA);
    }

    @Test
    void carriesTheClaimsForABrowserToo() {
        entra.refuse(Kind.STEP_UP_REQUIRED, 50076, Optional.of(MFA));

        var refused = (Refused) ask(DownstreamMode.OBO, ActAs.USER);

        assertThat(refused.why().code()).isEqualTo(RefusalCode.STEP_UP_REQUIRED);
        assertThat(refused.why().challenge()).contains(MFA);
    }

    @Test
    void doesNotSendTheCallerToSignInAgainstABlockingPolicy() {
        entra.refuse(Kind.BLOCKED_BY_POLICY, 53003, Optional.of(MFA));

        var refused =
                (Refused) ask(DownstreamMode.OBO, ActAs.USER, Fallback.FORBIDDEN, adaWithCp1());

        assertThat(refused.why().challenge()).isEmpty();
    }

    @Test
    void provesThatTheCallerCanBeActedFor() {
        assertThat(in(DownstreamMode.OBO).prove(ada(), ADAS_TOKEN, ARM)).isEmpty();

        entra.refuse(Kind.CONSENT_REQUIRED, 65001);
        assertThat(in(DownstreamMode.OBO).prove(ada(), ADAS_TOKEN, ARM)).isPresent();
        assertThat(in(DownstreamMode.OBO_WITH_FALLBACK).prove(ada(), ADAS_TOKEN, ARM)).isEmpty();

        entra.refuse(Kind.STEP_UP_REQUIRED, 50076);
        assertThat(in(DownstreamMode.OBO_WITH_FALLBACK).prove(ada(), ADAS_TOKEN, ARM)).isPresent();
    }
}
