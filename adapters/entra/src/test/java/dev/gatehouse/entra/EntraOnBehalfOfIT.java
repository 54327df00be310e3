package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.act.credentials.OnBehalfOf.Exchange;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntraOnBehalfOfIT extends EntraFixture {
    private static final Scope ARM = new Scope("https://management.azure.com/.default");

    @Test
    void exchangesTheAssertionAtTheCallersTenant() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, tokens("arm-token"));

        Exchange exchange = exchange("user-token", Optional.empty());

        assertThat(exchange)
                .isEqualTo(
                        new Exchange.Issued(
                                new AccessToken(
                                        "arm-token",
                                        TickingClock.START.plus(Duration.ofSeconds(3599)))));
        assertThat(entra.only().path()).isEqualTo("/" + TENANT + "/oauth2/v2.0/token");
        assertThat(entra.only().form())
                .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
                .containsEntry("requested_token_use", "on_behalf_of")
                .containsEntry("assertion", "user-token")
                .containsEntry("client_id", CLIENT)
                .containsEntry("client_secret", "app-secret")
                .containsEntry("claims", "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}");
        assertThat(entra.only().form().getOrDefault("scope", "").split(" ")).contains(ARM.value());
    }

    @Test
    void sendsAChallengeOnWithNothingLost() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, tokens("arm-token"));

        var _ =
                exchange(
                        "user-token",
                        Optional.of(
                                new ClaimsChallenge(
                                        "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1604106651\"},\"new\":{\"x\":[1]}}}")));

        var sent = Json.object(entra.only().form().getOrDefault("claims", "")).orElseThrow();
        assertThat(sent.at("/access_token/nbf/value").textValue()).isEqualTo("1604106651");
        assertThat(sent.at("/access_token/nbf/essential").booleanValue()).isTrue();
        assertThat(sent.at("/access_token/new/x/0").intValue()).isEqualTo(1);
        assertThat(sent.at("/access_token/xms_cc/values/0").textValue()).isEqualTo("cp1");
    }

    @Test
    void refusesAChallengeThatIsNoJsonObject() {
        Exchange exchange = exchange("user-token", Optional.of(new ClaimsChallenge("nbf")));

        assertThat(exchange).isInstanceOf(Exchange.Refused.class);
        assertThat(entra.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_grant, 65001, consent_required, CONSENT_REQUIRED",
        "400, invalid_grant, 50076, basic_action, STEP_UP_REQUIRED",
        "400, interaction_required, 50079, basic_action, STEP_UP_REQUIRED",
        "400, invalid_grant, 500133, '', ASSERTION_EXPIRED",
        "400, invalid_grant, 53003, message_only, BLOCKED_BY_POLICY",
        "400, invalid_grant, 70008, client_mismatch, GRANT_ENDED",
        "401, invalid_client, 7000215, '', CLIENT_CONFIGURATION",
        "400, unauthorized_client, 700016, '', CLIENT_CONFIGURATION",
    })
    void saysWhyEntraRefused(
            int status, String error, int number, String suberror, GrantRefusal.Kind kind) {
        String claims = "{\\\"access_token\\\":{\\\"capolids\\\":{\\\"essential\\\":true}}}";
        entra.script =
                _ ->
                        ScriptedEntra.Reply.of(
                                status,
                                error(
                                        error,
                                        number,
                                        ",\"suberror\":\"%s\",\"claims\":\"%s\""
                                                .formatted(suberror, claims)));

        assertThat(exchange("user-token", Optional.empty()))
                .isEqualTo(
                        new Exchange.Refused(
                                new GrantRefusal(
                                        kind,
                                        number,
                                        Optional.of(
                                                new ClaimsChallenge(
                                                        "{\"access_token\":{\"capolids\":{\"essential\":true}}}")),
                                        "corr-1")));
    }

    @Test
    void neverAnswersOneUsersRefusalToAnother() {
        entra.script =
                asked ->
                        "ada".equals(asked.form().get("assertion"))
                                ? new ScriptedEntra.Reply(429, "", Map.of("Retry-After", "600"))
                                : ScriptedEntra.Reply.of(200, tokens("for-ann"));
        assertThatThrownBy(() -> exchange("ada", Optional.empty()))
                .isInstanceOf(IdentityProviderUnavailable.class);

        assertThat(exchange("ann", Optional.empty())).isInstanceOf(Exchange.Issued.class);
    }

    @Test
    void remembersNoAnswer() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, tokens("arm-token"));
        var _ = exchange("ada", Optional.empty());
        var _ = exchange("ada", Optional.empty());

        assertThat(entra.asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void passesOnWhenToTryAgainAndDoesNotTryItself(int status) {
        entra.script = _ -> new ScriptedEntra.Reply(status, "busy", Map.of("Retry-After", "42"));

        IdentityProviderUnavailable outage =
                catchThrowableOfType(
                        IdentityProviderUnavailable.class,
                        () -> exchange("user-token", Optional.empty()));

        assertThat(outage.retryAfter()).isEqualTo(Duration.ofSeconds(42));
        assertThat(entra.asked).hasSize(1);
    }

    @Test
    void followsNoRedirect() {
        entra.script =
                _ ->
                        new ScriptedEntra.Reply(
                                307, "", Map.of("Location", cloud.authority() + "/elsewhere"));

        assertThatThrownBy(() -> exchange("user-token", Optional.empty()))
                .isInstanceOf(IdentityProviderUnavailable.class);
        assertThat(entra.asked).hasSize(1);
    }

    @Test
    void takesATokenThatMsalCannotDigestForAnOutage() {
        entra.script =
                _ ->
                        ScriptedEntra.Reply.of(
                                200,
                                "{\"access_token\":\"tok\",\"expires_in\":60,\"id_token\":\"rubbish\",\"client_info\":\"e30\"}");

        assertThatThrownBy(() -> exchange("user-token", Optional.empty()))
                .isInstanceOf(IdentityProviderUnavailable.class)
                .hasMessageNotContaining("rubbish")
                .hasRootCauseMessage("MSAL4J refused the answer");
    }

    @Test
    void doesNotTalkToAServerItHasNoReasonToTrust() {
        try (EntraHttp strict = new EntraHttp(Trust.of(Optional.empty()))) {
            var client =
                    new EntraClient(
                            cloud,
                            strict,
                            new dev.gatehouse.kernel.ClientId(CLIENT),
                            SECRET,
                            clock);

            assertThatThrownBy(
                            () ->
                                    new EntraOnBehalfOf(client)
                                            .exchange(
                                                    new Assertion("user-token"),
                                                    TenantId.parse(TENANT).orElseThrow(),
                                                    ARM,
                                                    Optional.empty()))
                    .isInstanceOf(IdentityProviderUnavailable.class);
        }
        assertThat(entra.asked).isEmpty();
    }

    @Test
    void asksOnlyTheAuthority() {
        assertThatThrownBy(
                        () ->
                                TokenEndpoint.requireAuthority(
                                        java.net.URI.create("https://localhost:1/token"),
                                        cloud.authority()))
                .isInstanceOf(java.io.IOException.class);
    }

    @Test
    void takesNoPathForATenant() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                client(SECRET)
                                        .ask(
                                                "contoso.com/../adfs",
                                                _ -> {
                                                    throw new AssertionError("asked");
                                                }));
    }

    private Exchange exchange(String assertion, Optional<ClaimsChallenge> claims) {
        return new EntraOnBehalfOf(client(SECRET))
                .exchange(
                        new Assertion(assertion),
                        TenantId.parse(TENANT).orElseThrow(),
                        ARM,
                        claims);
    }
}
