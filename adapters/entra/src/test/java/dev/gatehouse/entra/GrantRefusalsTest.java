package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.GrantRefusal.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantRefusalsTest {
    private static final String CLAIMS =
            "{\\\"access_token\\\":{\\\"capolids\\\":{\\\"essential\\\":true,\\\"values\\\":[\\\"p\\\"]}}}";

    @ParameterizedTest
    @CsvSource({
        "65001, invalid_grant, consent_required, CONSENT_REQUIRED",
        "65004, access_denied, '', CONSENT_REQUIRED",
        "90094, invalid_grant, '', CONSENT_REQUIRED",
        "90095, invalid_grant, '', CONSENT_REQUIRED",
        "50013, invalid_grant, '', ASSERTION_INVALID",
        "500131, invalid_grant, '', ASSERTION_INVALID",
        "500133, invalid_grant, '', ASSERTION_EXPIRED",
        "50076, invalid_grant, basic_action, STEP_UP_REQUIRED",
        "50076, interaction_required, '', STEP_UP_REQUIRED",
        "50079, interaction_required, basic_action, STEP_UP_REQUIRED",
        "50158, invalid_grant, basic_action, STEP_UP_REQUIRED",
        "53000, invalid_grant, message_only, BLOCKED_BY_POLICY",
        "53001, invalid_grant, message_only, BLOCKED_BY_POLICY",
        "53003, interaction_required, message_only, BLOCKED_BY_POLICY",
        "530003, invalid_grant, '', BLOCKED_BY_POLICY",
        "530032, invalid_grant, '', BLOCKED_BY_POLICY",
        "50020, invalid_grant, '', NOT_IN_TENANT",
        "16000, interaction_required, '', NOT_IN_TENANT",
        "90072, invalid_grant, '', NOT_IN_TENANT",
        "50034, invalid_grant, '', NOT_IN_TENANT",
        "50173, invalid_grant, bad_token, GRANT_ENDED",
        "70043, invalid_grant, message_only, GRANT_ENDED",
        "700082, invalid_grant, bad_token, GRANT_ENDED",
        "700084, invalid_grant, bad_token, GRANT_ENDED",
        "70008, invalid_grant, '', GRANT_ENDED",
        "54005, invalid_grant, '', GRANT_ENDED",
        "7000215, invalid_client, '', CLIENT_CONFIGURATION",
        "7000222, invalid_client, '', CLIENT_CONFIGURATION",
        "7000218, invalid_client, '', CLIENT_CONFIGURATION",
        "700027, invalid_client, '', CLIENT_CONFIGURATION",
        "700025, invalid_client, '', CLIENT_CONFIGURATION",
        "700016, unauthorized_client, '', CLIENT_CONFIGURATION",
        "700038, unauthorized_client, '', CLIENT_CONFIGURATION",
        "700213, invalid_client, '', CLIENT_CONFIGURATION",
        "7000114, unauthorized_client, '', CLIENT_CONFIGURATION",
        "650057, invalid_client, '', CLIENT_CONFIGURATION",
        "50194, unauthorized_client, '', CLIENT_CONFIGURATION",
        "50105, invalid_grant, '', OTHER",
        "50057, invalid_grant, '', OTHER",
        "70011, invalid_scope, '', OTHER",
        "500011, invalid_resource, '', OTHER",
        "70003, unsupported_grant_type, '', OTHER",
        "501481, invalid_grant, '', OTHER",
        "53200, invalid_grant, '', OTHER",
    })
    void readsTheNumber(int number, String error, String suberror, Kind kind) {
        GrantRefusal refusal = refusal(body(number, error, suberror, "Any text. Trace ID: G"));

        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.aadsts()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_grant, consent_required, CONSENT_REQUIRED",
        "invalid_grant, basic_action, STEP_UP_REQUIRED",
        "invalid_grant, additional_action, STEP_UP_REQUIRED",
        "invalid_grant, bad_token, GRANT_ENDED",
        "invalid_grant, user_password_expired, GRANT_ENDED",
        "invalid_grant, '', OTHER",
        "interaction_required, '', STEP_UP_REQUIRED",
        "login_required, '', STEP_UP_REQUIRED",
        "consent_required, '', CONSENT_REQUIRED",
        "invalid_client, '', CLIENT_CONFIGURATION",
        "unauthorized_client, '', CLIENT_CONFIGURATION",
        "a_new_error, a_new_suberror, OTHER",
    })
    void readsSuberrorAndErrorOfAnUnknownNumber(String error, String suberror, Kind kind) {
        assertThat(refusal(body(999_999, error, suberror, "?")).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "65001, invalid_grant, consent_required, CONSENT_REQUIRED",
        "53003, invalid_grant, message_only, BLOCKED_BY_POLICY",
        "7000218, invalid_client, '', CLIENT_CONFIGURATION",
        "999999, invalid_client, '', CLIENT_CONFIGURATION",
        "500133, invalid_grant, '', ASSERTION_EXPIRED",
        "999999, invalid_grant, '', STEP_UP_REQUIRED",
        "999999, interaction_required, '', STEP_UP_REQUIRED",
    })
    void letsClaimsDecideLast(int number, String error, String suberror, Kind kind) {
        GrantRefusal refusal =
                refusal(
                        body(number, error, suberror, "?")
                                .replace("}", ",\"claims\":\"" + CLAIMS + "\"}"));

        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.challenge())
                .hasValueSatisfying(
                        it ->
                                assertThat(it.json())
                                        .isEqualTo(
                                                "{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":[\"p\"]}}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AADSTS65001: Der Benutzer oder Administrator hat der Verwendung der Anwendung nicht zugestimmt.|CONSENT_REQUIRED",
                "AADSTS50076: 由于管理员进行了配置更改，必须使用多重身份验证才能访问。|STEP_UP_REQUIRED",
                "AADSTS50020: Das Benutzerkonto ist im Mandanten nicht vorhanden. AADSTS65001|NOT_IN_TENANT",
                "AADSTS500133: 断言不在其有效时间范围内。|ASSERTION_EXPIRED",
                "Der Fehler AADSTS65001 steht nicht am Anfang.|OTHER",
                "User has not consented: consent_required.|OTHER",
            })
    void readsTheNumberThatLeadsAnyLanguage(String description, Kind kind) {
        assertThat(
                        refusal(
                                        "{\"error\":\"invalid_grant\",\"error_description\":\""
                                                + description
                                                + "\"}")
                                .kind())
                .isEqualTo(kind);
    }

    @Test
    void prefersTheNumbersToTheDescription() {
        GrantRefusal refusal =
                refusal(body(50076, "invalid_grant", "", "AADSTS65001: something else"));

        assertThat(refusal.kind()).isEqualTo(Kind.STEP_UP_REQUIRED);
    }

    @Test
    void takesTheFirstNumberThatItKnows() {
        GrantRefusal refusal =
                refusal("{\"error\":\"invalid_grant\",\"error_codes\":[999999,65001]}");

        assertThat(refusal.kind()).isEqualTo(Kind.CONSENT_REQUIRED);
        assertThat(refusal.aadsts()).isEqualTo(65001);
    }

    @Test
    void dropsClaimsThatAreNoJsonObject() {
        GrantRefusal refusal =
                refusal("{\"error\":\"invalid_grant\",\"claims\":\"capolids required\"}");

        assertThat(refusal.challenge()).isEmpty();
        assertThat(refusal.kind()).isEqualTo(Kind.OTHER);
    }

    @Test
    void keepsTheCorrelationIdAndNothingElseInItsPlace() {
        assertThat(refusal(body(65001, "invalid_grant", "", "?")).correlationId())
                .isEqualTo("3f1e9a34-7c6b-4b7e-8f0e-3ad0b1a3c001");
        assertThat(refusal("{\"error\":\"x\",\"correlation_id\":\"<script>\"}").correlationId())
                .isEmpty();
    }

    private static GrantRefusal refusal(String body) {
        return GrantRefusals.of(TokenError.read(body).orElseThrow());
    }

    private static String body(int number, String error, String suberror, String text) {
        return """
        {"error":"%s","error_description":"%s","error_codes":[%d],"suberror":"%s",\
        "timestamp":"2026-03-01 13:08:48Z","trace_id":"G",\
        "correlation_id":"3f1e9a34-7c6b-4b7e-8f0e-3ad0b1a3c001"}"""
                .formatted(error, text, number, suberror);
    }
}
