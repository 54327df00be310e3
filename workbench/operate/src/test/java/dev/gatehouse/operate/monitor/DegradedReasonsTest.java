package dev.gatehouse.operate.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.Asked;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DegradedReasonsTest {
    /** What Azure says besides the code; each text names another reason than the code does. */
    private static final List<String> TEXTS =
            List.of(
                    "The access token is from the wrong issuer. AADSTS50020"
                            + " InvalidAuthenticationTokenTenant",
                    "Der Client ist nicht berechtigt, die Aktion auszuführen"
                            + " (AuthorizationFailed).",
                    "找不到订阅。访问令牌已过期。ExpiredAuthenticationToken",
                    "");

    @ParameterizedTest
    @CsvSource({
        "401, InvalidAuthenticationTokenTenant,   auth_wrong_tenant",
        "401, invalidauthenticationtokentenant,   auth_wrong_tenant",
        "401, ExpiredAuthenticationToken,         token_expired",
        "401, InvalidAuthenticationToken,         unauthorized",
        "401, AuthenticationFailed,               unauthorized",
        "401, '',                                 unauthorized",
        "401, InsufficientClaims,                 blocked_by_policy",
        "403, AuthorizationFailed,                forbidden",
        "403, LinkedAuthorizationFailed,          forbidden",
        "403, '',                                 forbidden",
        "403, DenyAssignmentAuthorizationFailed,  deny_assignment",
        "403, RequestDisallowedByPolicy,          azure_policy",
        "403, ReadOnlyDisabledSubscription,       subscription_disabled",
        "409, ReadOnlyDisabledSubscription,       subscription_disabled",
        "409, DisabledSubscription,               subscription_disabled",
        "409, SubscriptionDisabled,               subscription_disabled",
        "409, MissingSubscriptionRegistration,    provider_not_registered",
        "409, SubscriptionNotRegistered,          provider_not_registered",
        "409, ScopeLocked,                        resource_locked",
        "409, PublicAccessNotPermitted,           network_blocked",
        "404, SubscriptionNotFound,               subscription_not_found",
        "400, InvalidSubscriptionId,              subscription_not_found",
        "404, ResourceNotFound,                   not_found",
        "404, ResourceGroupNotFound,              not_found",
        "404, '',                                 not_found",
        "404, SomethingNew,                       not_found",
        "408, '',                                 timeout",
        "504, GatewayTimeout,                     timeout",
        "429, TooManyRequests,                    throttled",
        "429, '',                                 throttled",
        "429, SubscriptionRequestsThrottled,      throttled",
        "409, Conflict,                           http_409",
        "500, InternalServerError,                http_500",
        "503, ServerBusy,                         http_503",
        "400, BadRequest,                         http_400",
        "307, '',                                 http_307",
        "206, '',                                 azure_error"
    })
    void azuresCodeAndStatusDecideWhateverTheTextSays(int status, String code, String reason) {
        for (String text : TEXTS) {
            var fault = new ArmFault(status, code, text, Optional.empty());
            assertThat(DegradedReasons.of(fault).code()).as(text).isEqualTo(reason);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONSENT_REQUIRED,              consent_required",
        "STEP_UP_REQUIRED,              mfa_required",
        "CLAIMS_CHALLENGE,              mfa_required",
        "BLOCKED_BY_POLICY,             blocked_by_policy",
        "NOT_IN_TENANT,                 auth_wrong_tenant",
        "WRONG_TENANT,                  auth_wrong_tenant",
        "AUTHENTICATION_REQUIRED,       unauthorized",
        "INVALID_TOKEN,                 unauthorized",
        "SESSION_EXPIRED,               token_expired",
        "USER_REQUIRED,                 user_required",
        "CREDENTIAL_UNAVAILABLE,        credential_unavailable",
        "CLIENT_CREDENTIAL_REJECTED,    client_credential_rejected",
        "IDENTITY_PROVIDER_UNAVAILABLE, identity_provider_unavailable",
        "UNTRUSTED_LINK,                untrusted_link",
        "UPSTREAM_TIMEOUT,              timeout",
        "UPSTREAM_UNAVAILABLE,          unreachable",
        "OVERLOADED,                    throttled",
        "RATE_LIMITED,                  throttled",
        "INTERNAL_ERROR,                azure_error"
    })
    void refusalsCodeDecides(RefusalCode code, String reason) {
        for (String text : TEXTS) {
            assertThat(DegradedReasons.of(Refusal.of(code, text)).code()).isEqualTo(reason);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500133, token_expired",
        "50173,  token_expired",
        "70043,  token_expired",
        "700082, token_expired",
        "700084, token_expired",
        "70008,  token_expired",
        "54005,  token_expired",
        "50013,  unauthorized",
        "500131, unauthorized"
    })
    void entrasNumberTellsAnExpiredTokenFromAnUnacceptableOne(String aadsts, String reason) {
        var refusal = Refusal.of(RefusalCode.INVALID_TOKEN, "text").with("aadsts", aadsts);
        assertThat(DegradedReasons.of(refusal).code()).isEqualTo(reason);
    }

    @Test
    void answerThatCannotBeReadIsAnErrorOfAzure() {
        var refusal =
                Refusal.of(RefusalCode.UPSTREAM_UNAVAILABLE, "text")
                        .with(ArmFault.UNREADABLE, "list");
        assertThat(DegradedReasons.of(refusal)).isEqualTo(DegradedReason.AZURE_ERROR);
    }

    @Test
    void goodAnswerHasNoReason() {
        var answer = new Asked.Answered<>("x", DownstreamIdentity.USER, "test");
        assertThat(DegradedReasons.of(answer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "auth_wrong_tenant, Wrong tenant,  danger",
        "unauthorized,      Auth required, danger",
        "forbidden,         No access,     warning",
        "not_found,         Not found,     muted",
        "azure_error,       Azure error,   warning"
    })
    void pinnedChipsKeepTheirLabelAndTone(String code, String label, String tone) {
        DegradedReason reason = DegradedReason.byCode(code).orElseThrow();
        assertThat(reason.label()).isEqualTo(label);
        assertThat(reason.tone().wire()).isEqualTo(tone);
    }

    @Test
    void otherStatusesAreAWarningThatSaysDegraded() {
        var status = new Degraded.HttpStatus(418);
        assertThat(status.code()).isEqualTo("http_418");
        assertThat(status.label()).isEqualTo("Degraded");
        assertThat(status.tone()).isEqualTo(Degraded.Tone.WARNING);
        assertThat(DegradedReason.byCode("http_418")).isEmpty();
    }

    @Test
    void noChipSaysThatAllIsWell() {
        assertThat(Arrays.stream(DegradedReason.values()).map(DegradedReason::label))
                .noneMatch(label -> label.matches("(?i).*\\b(ok|ready|healthy)\\b.*"));
    }

    @Test
    void codesAndLabelsAreDistinctAndFilled() {
        Set<String> labels = new HashSet<>();
        for (DegradedReason reason : DegradedReason.values()) {
            assertThat(labels.add(reason.label())).as(reason.label()).isTrue();
            assertThat(reason.cause()).isNotBlank().endsWith(".");
            assertThat(reason.remedy()).isNotBlank().endsWith(".");
            assertThat(reason.platformRemedy()).isNotBlank().endsWith(".");
            assertThat(DegradedReason.byCode(reason.code())).contains(reason);
        }
    }

    /** S1.24, without the store that this program does not have. */
    @Test
    void severityFollowsThePinnedOrder() {
        List<DegradedReason> pinned =
                List.of(
                        DegradedReason.SUBSCRIPTIONS_UNAVAILABLE,
                        DegradedReason.INVISIBLE_SUBSCRIPTION,
                        DegradedReason.AUTH_WRONG_TENANT,
                        DegradedReason.UNAUTHORIZED,
                        DegradedReason.FORBIDDEN,
                        DegradedReason.NOT_FOUND,
                        DegradedReason.NETWORK_BLOCKED,
                        DegradedReason.FIREWALL_BLOCKED,
                        DegradedReason.ACCESS_DENIED,
                        DegradedReason.AZURE_ERROR);
        assertThat(pinned.stream().map(Degraded::severity)).isSorted();
        assertThat(new Degraded.HttpStatus(500).severity())
                .isGreaterThan(DegradedReason.CLUSTER_STOPPED.severity());
    }

    @Test
    void pinnedAuthIssuesAreAuthIssues() {
        Set<String> issues = new TreeSet<>();
        for (DegradedReason reason : DegradedReason.values()) {
            if (reason.authIssue()) {
                issues.add(reason.code());
            }
        }
        assertThat(issues)
                .contains(
                        "subscriptions_unavailable",
                        "invisible_subscription",
                        "auth_wrong_tenant",
                        "unauthorized",
                        "forbidden",
                        "access_denied")
                .doesNotContain("not_found", "azure_error", "throttled", "timeout", "unreachable");
    }
}
