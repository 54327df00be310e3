package dev.gatehouse.authenticate.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.authenticate.sessions.IdentityProvider.Redemption;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.ShortLivedState.Space;
import dev.gatehouse.testkit.TestKey;
import dev.gatehouse.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignInTest {
    private final Desk desk = new Desk();

    @Test
    void signsAPersonIn() {
        Callback.SignedIn done = Desk.signedIn(desk.finish(desk.start()));

        assertThat(done.session().principal().object()).isEqualTo(TestTokens.ADA);
        assertThat(done.returnTo()).isEqualTo("/home");
        assertThat(desk.sessions.find(done.ticket())).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void asksEntraWithFreshStateNonceAndAnS256Challenge() {
        desk.start();
        desk.start();
        var first = desk.entra.asked.get(0);
        var second = desk.entra.asked.get(1);

        assertThat(first.authority()).isEqualTo("organizations");
        assertThat(first.prompt()).isEqualTo("select_account");
        assertThat(Set.of(first.state(), first.nonce(), first.codeChallenge())).hasSize(3);
        assertThat(first.state()).hasSizeLessThan(1024).isNotEqualTo(second.state());
        assertThat(first.nonce()).hasSize(43).isNotEqualTo(second.nonce());
        assertThat(first.codeChallenge()).hasSize(43).isNotEqualTo(second.codeChallenge());
    }

    @ParameterizedTest
    @CsvSource({
        "contoso.com,contoso.com",
        "' Contoso.COM ',contoso.com",
        "C0000000-0000-4000-8000-000000000001,c0000000-0000-4000-8000-000000000001",
        "'  ',organizations"
    })
    void signsInToTheTenantOfTheField(String field, String authority) {
        desk.signIn.start(new StartRequest(Optional.of(field), false, "/", Optional.empty()));

        assertThat(desk.entra.asked.getFirst().authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "common", "organizations", "consumers", "contoso", "../contoso.com", "a.com/b",
                "a.com?b", "a..com", "-a.com", "a.com#", "javascript:alert(1)", "a.com'",
                "c0000000-0000-4000-8000-00000000000", "127.0.0.1", "\u212a.com\u0000"
            })
    void refusesATenantFieldThatIsNoTenant(String field) {
        Started started =
                desk.signIn.start(
                        new StartRequest(Optional.of(field), false, "/", Optional.empty()));

        assertThat(started).isInstanceOf(Started.InvalidTenant.class);
        if (started instanceof Started.InvalidTenant(var why)) {
            assertThat(why.code()).isEqualTo(RefusalCode.INVALID_TENANT);
            assertThat(why.detail()).doesNotContain(field);
        }
        assertThat(desk.entra.asked).isEmpty();
    }

    @Test
    void signsAdministratorsInToTheHomeTenant() {
        desk.signIn.start(
                new StartRequest(Optional.of("fabrikam.com"), true, "/", Optional.empty()));

        assertThat(desk.entra.asked.getFirst().authority())
                .isEqualTo(TestTokens.CONTOSO.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "home",
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "/a//evil.example",
                "/a\nb",
                "/a b",
                "\\\\evil",
                "javascript:alert(1)",
                "/\t/evil",
                "/\"onload",
                "/<script>"
            })
    void goesToTheRootInsteadOfAnyPlaceThatIsNotALocalPath(String returnTo) {
        var started =
                Desk.redirect(
                        desk.signIn.start(
                                new StartRequest(
                                        Optional.empty(), false, returnTo, Optional.empty())));

        assertThat(Desk.signedIn(desk.finish(started)).returnTo()).isEqualTo("/");
    }

    @Test
    void goesBackToALocalPathWithItsQuery() {
        var request =
                new StartRequest(
                        Optional.empty(), false, "/cards?link=https://x//y", Optional.empty());
        var started = Desk.redirect(desk.signIn.start(request));

        assertThat(Desk.signedIn(desk.finish(started)).returnTo())
                .isEqualTo("/cards?link=https://x//y");
    }

    @Test
    void beginningASignInKeepsNothing() {
        var request = new StartRequest(Optional.empty(), false, "/", Optional.empty());
        for (int i = 0; i < 100; i++) {
            assertThat(desk.signIn.start(request)).isInstanceOf(Started.Redirect.class);
        }
        assertThat(desk.state.count(Space.SIGN_IN)).isZero();
    }

    @Test
    void usesAStateOnce() {
        var started = desk.start();
        desk.finish(started);

        assertThat(Desk.failed(desk.finish(started)).reason())
                .isEqualTo(SignInFailure.INVALID_STATE);
    }

    @Test
    void refusesTheStateOfAnotherBrowser() {
        var attacker = desk.start();
        var victim = desk.start();

        assertThat(
                        Desk.failed(
                                        desk.finish(
                                                victim,
                                                Map.of(
                                                        "state",
                                                        Desk.stateOf(attacker),
                                                        "code",
                                                        "code")))
                                .reason())
                .isEqualTo(SignInFailure.INVALID_STATE);
    }

    @Test
    void refusesAStateWithoutItsCookie() {
        var started = desk.start();
        var request =
                new CallbackRequest(
                        Map.of("state", Desk.stateOf(started), "code", "code"),
                        Optional.empty(),
                        Optional.empty());

        assertThat(Desk.failed(desk.signIn.finish(request)).reason())
                .isEqualTo(SignInFailure.INVALID_STATE);
    }

    @Test
    void refusesAStateAfterTenMinutes() {
        var started = desk.start();
        desk.clock.advance(Duration.ofMinutes(10));

        assertThat(Desk.failed(desk.finish(started)).reason())
                .isEqualTo(SignInFailure.INVALID_STATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesAnUnknownState(String state) {
        assertThat(
                        Desk.failed(
                                        desk.finish(
                                                desk.start(),
                                                Map.of("state", state, "code", "code")))
                                .reason())
                .isEqualTo(SignInFailure.INVALID_STATE);
    }

    @Test
    void looksAtTheStateBeforeTheError() {
        assertThat(
                        Desk.failed(desk.finish(desk.start(), Map.of("error", "access_denied")))
                                .reason())
                .isEqualTo(SignInFailure.INVALID_STATE);
    }

    @Test
    void tellsThatEntraEndedTheSignInWithoutRepeatingItsText() {
        var started = desk.start();
        var parameters =
                Map.of(
                        "state", Desk.stateOf(started),
                        "error", "<script>",
                        "error_description", "<script>",
                        "code", "code");
        Callback.Failed failed = Desk.failed(desk.finish(started, parameters));

        assertThat(failed.reason()).isEqualTo(SignInFailure.AUTH_FAILED);
        assertThat(failed.toString()).doesNotContain("script");
    }

    @Test
    void startsOverWithoutACode() {
        var started = desk.start();

        assertThat(desk.finish(started, Map.of("state", Desk.stateOf(started))))
                .isInstanceOf(Callback.StartOver.class);
        assertThat(desk.finish(started, Map.of())).isInstanceOf(Callback.StartOver.class);
    }

    @Test
    void keepsASignInOfAnotherTabAlive() {
        var first = desk.start();
        var request =
                new StartRequest(
                        Optional.empty(),
                        false,
                        "/",
                        Optional.empty(),
                        Optional.of(first.stateCookieValue()));
        var second = Desk.redirect(desk.signIn.start(request));

        assertThat(second.stateCookieValue()).isEqualTo(first.stateCookieValue());
        assertThat(Desk.stateOf(second)).isNotEqualTo(Desk.stateOf(first));
        Desk.signedIn(desk.finish(first));
        Desk.signedIn(desk.finish(second));
    }

    @Test
    void refusesAnIdTokenWithAnotherNonce() {
        desk.entra.idToken = token -> token.claim("nonce", "other");

        assertExchangeFails("ID token: nonce");
    }

    @Test
    void refusesAnIdTokenForAnotherClient() {
        desk.entra.idToken = token -> token.audience(TestTokens.DAEMON.value());

        assertExchangeFails("ID token: audience");
    }

    @Test
    void refusesAForgedIdToken() {
        desk.entra.idToken = token -> token.key(TestKey.STRANGER).kid(TestKey.TRUSTED.id());

        assertExchangeFails("ID token: signature");
    }

    @Test
    void refusesAnAccessTokenForSomethingElse() {
        desk.entra.accessToken = token -> token.audience("https://graph.microsoft.com");

        assertExchangeFails("access token: audience");
    }

    @Test
    void refusesAnAccessTokenOfSomebodyElse() {
        desk.entra.accessToken = token -> token.object(TestTokens.ANN);

        assertExchangeFails("ID token and access token differ");
    }

    @Test
    void refusesAnAccessTokenOfAProgram() {
        desk.entra.accessToken =
                token ->
                        TestTokens.appOnly()
                                .object(TestTokens.ADA)
                                .claim("sub", TestTokens.ADA.toString());

        assertExchangeFails("ID token and access token differ");
    }

    @Test
    void tellsAWrongTenant() {
        desk.entra.idToken = token -> token.tenant(TestTokens.FABRIKAM);
        desk.entra.accessToken = token -> token.tenant(TestTokens.FABRIKAM);

        assertThat(Desk.failed(desk.finish(desk.start())).reason())
                .isEqualTo(SignInFailure.WRONG_TENANT);
    }

    @Test
    void tellsThatTheCodeWasRefused() {
        desk.entra.answer = Optional.of(new Redemption.Refused(refusal("GRANT_ENDED", "")));
        Callback.Failed failed = Desk.failed(desk.finish(desk.start()));

        assertThat(failed.reason()).isEqualTo(SignInFailure.TOKEN_EXCHANGE_FAILED);
        assertThat(failed.cause()).contains("AADSTS99").contains("correlation");
    }

    @Test
    void tellsTheOperatorsFaultFromThePersons() {
        desk.entra.answer =
                Optional.of(new Redemption.Refused(refusal("CLIENT_CONFIGURATION", "")));
        Callback.Failed failed = Desk.failed(desk.finish(desk.start()));

        assertThat(failed.reason()).isEqualTo(SignInFailure.CLIENT_CREDENTIAL_REJECTED);
        assertThat(failed.refusal().code()).isEqualTo(RefusalCode.CLIENT_CREDENTIAL_REJECTED);
        assertThat(failed.refusal().extras()).containsEntry("aadsts", "99");
    }

    @Test
    void passesOnThatEntraCannotBeReached() {
        var started = desk.start();
        desk.entra.down = true;

        assertThatThrownBy(() -> desk.finish(started))
                .isInstanceOf(IdentityProviderUnavailable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "CONSENT_REQUIRED,consent_required",
        "STEP_UP_REQUIRED,mfa_required",
        "NOT_IN_TENANT,user_not_in_tenant",
        "ASSERTION_EXPIRED,token_expired",
        "BLOCKED_BY_POLICY,blocked_by_policy",
        "ASSERTION_INVALID,obo_failed",
        "GRANT_ENDED,obo_failed",
        "CLIENT_CONFIGURATION,client_credential_rejected",
        "OTHER,obo_failed"
    })
    void opensNoSessionUnlessActingForThePersonIsProven(String kind, String wire) {
        desk.unproven = Optional.of(refusal(kind, ""));
        Callback.Failed failed = Desk.failed(desk.finish(desk.start()));

        assertThat(failed.reason().wire()).isEqualTo(wire);
        assertThat(failed.tenant()).hasValue(TestTokens.CONTOSO.toString());
        assertThat(desk.state.count(Space.SESSION)).isZero();
    }

    @Test
    void keepsTheClaimsSoThatThePersonCanSignInWithThem() {
        desk.unproven = Optional.of(refusal("STEP_UP_REQUIRED", "{\"access_token\":{}}"));
        Callback.Failed failed = Desk.failed(desk.finish(desk.start()));
        assertThat(failed.challenge()).hasValue(new ClaimsChallenge("{\"access_token\":{}}"));
        assertThat(failed.refusal().challenge()).isEqualTo(failed.challenge());

        desk.signIn.start(new StartRequest(failed.tenant(), false, "/", failed.challenge()));
        assertThat(desk.entra.asked.getLast().claims()).isEqualTo(failed.challenge());
    }

    @Test
    void endsTheOldSessionWhenANewOneBegins() {
        String old = desk.signedIn();
        var started = desk.start();
        var request =
                new CallbackRequest(
                        Map.of("state", Desk.stateOf(started), "code", "code"),
                        Optional.of(started.stateCookieValue()),
                        Optional.of(old));
        String fresh = Desk.signedIn(desk.signIn.finish(request)).ticket();

        assertThat(fresh).isNotEqualTo(old);
        assertThat(desk.sessions.find(old)).isInstanceOf(Lookup.Ended.class);
        assertThat(desk.sessions.find(fresh)).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void theStateTellsNeitherNonceNorVerifierNorCookie() {
        var started = desk.start();
        var asked = desk.entra.asked.getFirst();
        String sealed =
                new String(
                        java.util.Base64.getUrlDecoder().decode(asked.state()),
                        StandardCharsets.ISO_8859_1);

        assertThat(sealed)
                .doesNotContain(asked.nonce(), started.stateCookieValue(), "verifier", "nonce");
        assertThat(desk.state.dump()).isEmpty();
    }

    @Test
    void printsNoSecret() {
        var started = desk.start();
        var done = Desk.signedIn(desk.finish(started));

        assertThat(started.toString()).doesNotContain(started.stateCookieValue());
        assertThat(done.toString()).doesNotContain(done.ticket()).doesNotContain("Ada");
    }

    private void assertExchangeFails(String cause) {
        Callback.Failed failed = Desk.failed(desk.finish(desk.start()));

        assertThat(failed.reason()).isEqualTo(SignInFailure.TOKEN_EXCHANGE_FAILED);
        assertThat(failed.cause()).isEqualTo(cause);
        assertThat(desk.state.count(Space.SESSION)).isZero();
    }

    private static GrantRefusal refusal(String kind, String claims) {
        return new GrantRefusal(
                GrantRefusal.Kind.valueOf(kind),
                99,
                claims.isEmpty() ? Optional.empty() : Optional.of(new ClaimsChallenge(claims)),
                "correlation");
    }
}
