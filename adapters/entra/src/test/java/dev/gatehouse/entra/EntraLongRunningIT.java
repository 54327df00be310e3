package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.act.credentials.LongRunning.Exchange;
import dev.gatehouse.act.credentials.RefreshToken;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntraLongRunningIT extends EntraFixture {
    private static final Scope ARM = new Scope("https://management.azure.com/.default");
    private static final TenantId HOME = TenantId.parse(TENANT).orElseThrow();

    private EntraLongRunning grants() {
        return new EntraLongRunning(client(SECRET));
    }

    private static Exchange issued(String token) {
        return new Exchange.Issued(
                new AccessToken(token, TickingClock.START.plus(Duration.ofSeconds(3599))),
                Optional.of(new RefreshToken("refresh-" + token)));
    }

    @Test
    void asksForARefreshTokenWithTheExchangeAndKeepsIt() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, tokens("first"));

        assertThat(grants().begin(new Assertion("user-token"), HOME, ARM, Optional.empty()))
                .isEqualTo(issued("first"));
        assertThat(entra.only().form())
                .containsEntry("requested_token_use", "on_behalf_of")
                .containsEntry("assertion", "user-token");
        assertThat(entra.only().form().getOrDefault("scope", "")).contains("offline_access");
    }

    @Test
    void renewsAtTheSameTenantForTheSameApi() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, tokens("second"));

        assertThat(grants().renew(new RefreshToken("kept"), HOME, ARM, Optional.empty()))
                .isEqualTo(issued("second"));
        assertThat(entra.only().path()).isEqualTo("/" + TENANT + "/oauth2/v2.0/token");
        assertThat(entra.only().form())
                .containsEntry("grant_type", "refresh_token")
                .containsEntry("refresh_token", "kept");
        assertThat(entra.only().form().getOrDefault("scope", "")).contains(ARM.value());
    }

    @Test
    void sendsAChallengeOn() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, tokens("third"));
        var claims =
                new ClaimsChallenge(
                        "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"16\"}}}");

        var _ = grants().renew(new RefreshToken("kept"), HOME, ARM, Optional.of(claims));

        var sent = Json.object(entra.only().form().getOrDefault("claims", "")).orElseThrow();
        assertThat(sent.at("/access_token/nbf/value").textValue()).isEqualTo("16");
    }

    @Test
    void sendsAChallengeWithAnExchangeMadeAnew() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, tokens("fourth"));
        var claims =
                new ClaimsChallenge(
                        "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"16\"}}}");

        var _ = grants().begin(new Assertion("user-token"), HOME, ARM, Optional.of(claims));

        var sent = Json.object(entra.only().form().getOrDefault("claims", "")).orElseThrow();
        assertThat(sent.at("/access_token/nbf/value").textValue()).isEqualTo("16");
    }

    @Test
    void saysThatTheGrantEnded() {
        entra.script =
                _ ->
                        ScriptedEntra.Reply.of(
                                400, error("invalid_grant", 50173, ",\"suberror\":\"bad_token\""));

        assertThat(grants().renew(new RefreshToken("kept"), HOME, ARM, Optional.empty()))
                .isInstanceOfSatisfying(
                        Exchange.Refused.class,
                        refused ->
                                assertThat(refused.why().kind())
                                        .isEqualTo(GrantRefusal.Kind.GRANT_ENDED));
    }

    @Test
    void printsNoSecret() {
        assertThat(new RefreshToken("kept").toString()).doesNotContain("kept");
    }
}
