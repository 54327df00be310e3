package dev.gatehouse.authenticate.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.testkit.TestClock;
import dev.gatehouse.testkit.TestKey;
import dev.gatehouse.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each token differs from one that passes in one thing, and is refused for it. */
final class TokenRefusalTest {
    private static final TokenConfig CONFIG =
            TokenConfig.of(TestTokens.GATEHOUSE, Tenants.only(TestTokens.CONTOSO));

    private final TestClock clock = TestClock.standing();
    private final FakeKeys keys = new FakeKeys();
    private final TokenValidator validator = new TokenValidator(keys, CONFIG, clock);

    static Stream<Arguments> refused() {
        TestTokens valid = TestTokens.valid();
        Instant now = TestTokens.NOW;
        String issuer = "https://login.microsoftonline.com/" + TestTokens.CONTOSO;
        return Stream.of(
                arguments(TokenFault.TOO_LARGE, valid.claim("filler", "x".repeat(16 * 1024))),
                arguments(TokenFault.ALGORITHM, valid.algorithm("none")),
                arguments(TokenFault.ALGORITHM, valid.algorithm("HS256")),
                arguments(TokenFault.ALGORITHM, valid.algorithm("RS384")),
                arguments(TokenFault.ALGORITHM, valid.algorithm("RS512")),
                arguments(TokenFault.ALGORITHM, valid.algorithm("rs256")),
                arguments(TokenFault.ALGORITHM, valid.withoutHeader("alg")),
                arguments(TokenFault.TYPE, valid.header("typ", "at+jwt")),
                arguments(TokenFault.TYPE, valid.withoutHeader("typ")),
                arguments(TokenFault.EMBEDDED_KEY, valid.header("jwk", strangersKey())),
                arguments(TokenFault.EMBEDDED_KEY, valid.header("jku", "https://evil.example/k")),
                arguments(TokenFault.EMBEDDED_KEY, valid.header("x5u", "https://evil.example/c")),
                arguments(TokenFault.EMBEDDED_KEY, valid.header("x5c", List.of("MIIB"))),
                arguments(TokenFault.CRITICAL_HEADER, valid.header("crit", List.of("exp"))),
                arguments(TokenFault.HEADER_NONCE, valid.header("nonce", "AQABAAAA")),
                arguments(TokenFault.KEY_ID, valid.withoutHeader("kid")),
                arguments(TokenFault.KEY_ID, valid.kid("")),
                arguments(TokenFault.KEY_ID, valid.kid("../../keys")),
                arguments(TokenFault.KEY_ID, valid.kid("a b")),
                arguments(TokenFault.KEY_ID, valid.kid("k".repeat(129))),
                arguments(TokenFault.AUDIENCE, valid.audience("https://graph.microsoft.com")),
                arguments(TokenFault.AUDIENCE, valid.audience("https://management.azure.com/")),
                arguments(TokenFault.AUDIENCE, valid.audience("")),
                arguments(TokenFault.AUDIENCE, valid.without("aud")),
                arguments(
                        TokenFault.AUDIENCE,
                        valid.claim("aud", List.of(TestTokens.GATEHOUSE.value(), "other"))),
                arguments(TokenFault.TENANT, valid.without("tid")),
                arguments(TokenFault.TENANT, valid.claim("tid", "contoso.com")),
                arguments(TokenFault.TENANT, valid.claim("tid", 7)),
                arguments(TokenFault.VERSION, valid.without("ver")),
                arguments(TokenFault.VERSION, valid.claim("ver", "3.0")),
                arguments(TokenFault.ISSUER, valid.without("iss")),
                arguments(TokenFault.ISSUER, valid.issuer(issuer + "/v2.0/")),
                arguments(TokenFault.ISSUER, valid.issuer(issuer)),
                arguments(TokenFault.ISSUER, valid.issuer("https://evil.example/v2.0")),
                arguments(TokenFault.ISSUER, valid.claim("ver", "1.0")),
                arguments(TokenFault.ISSUER, TestTokens.v1().claim("ver", "2.0")),
                arguments(TokenFault.ISSUER, valid.claim("tid", TestTokens.FABRIKAM.toString())),
                arguments(TokenFault.WRONG_TENANT, valid.tenant(TestTokens.FABRIKAM)),
                arguments(TokenFault.WRONG_TENANT, TestTokens.v1().tenant(TestTokens.FABRIKAM)),
                arguments(TokenFault.TIMES, valid.without("exp")),
                arguments(TokenFault.TIMES, valid.without("iat")),
                arguments(TokenFault.TIMES, valid.claim("exp", "never")),
                arguments(TokenFault.TIMES, valid.claim("exp", -1)),
                arguments(TokenFault.TIMES, valid.claim("exp", 1e300)),
                arguments(TokenFault.TIMES, valid.claim("nbf", "now")),
                arguments(TokenFault.EXPIRED, valid.expiresAt(now.minusSeconds(60))),
                arguments(TokenFault.NOT_YET_VALID, valid.notBefore(now.plusSeconds(61))),
                arguments(TokenFault.UNKNOWN_KEY, valid.key(TestKey.STRANGER)),
                arguments(
                        TokenFault.SIGNATURE,
                        valid.key(TestKey.STRANGER).kid(TestKey.TRUSTED.id())),
                arguments(TokenFault.NO_OBJECT, valid.without("oid")),
                arguments(TokenFault.NO_OBJECT, valid.claim("oid", "ada")),
                arguments(TokenFault.ID_TOKEN, TestTokens.idToken("n").without("nonce")),
                arguments(TokenFault.ID_TOKEN, valid.claim("nonce", "n")),
                arguments(TokenFault.ID_TOKEN, valid.claim("c_hash", "h")),
                arguments(TokenFault.ID_TOKEN, valid.claim("at_hash", "h")),
                arguments(
                        TokenFault.ID_TOKEN, valid.without("scp").claim("roles", List.of("Admin"))),
                arguments(TokenFault.ID_TOKEN, TestTokens.appOnly().claim("idtyp", "user")),
                arguments(TokenFault.CLAIM_FORM, valid.claim("scp", List.of("access_as_user"))),
                arguments(TokenFault.CLAIM_FORM, valid.claim("roles", Map.of("Admin", true))),
                arguments(TokenFault.CLAIM_FORM, valid.claim("roles", List.of(1))),
                arguments(TokenFault.CLAIM_FORM, valid.claim("groups", 7)),
                arguments(TokenFault.NO_CLIENT, valid.without("azp")),
                arguments(TokenFault.NO_CLIENT, TestTokens.v1().without("appid")),
                arguments(TokenFault.SCOPE, valid.claim("scp", "User.Read openid")),
                arguments(TokenFault.NO_ROLE, TestTokens.appOnly().without("roles")),
                arguments(
                        TokenFault.NO_ROLE,
                        TestTokens.appOnly().claim("roles", List.of("Unknown"))));
    }

    @ParameterizedTest(name = "{0} [{index}]")
    @MethodSource("refused")
    void refuses(TokenFault fault, TestTokens token) {
        assertThat(faultOf(validator, token)).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a.b",
                "a.b.c",
                "e30.e30.",
                "e30.e30.AA.AA",
                "bnVsbA.bnVsbA.AAAA",
                "W10.W10.AAAA",
                "\u0000.\u0000.\u0000",
                "e30=.e30.AAAA",
                "Bearer e30.e30.AAAA"
            })
    void refusesWhatIsNoToken(String text) {
        assertThat(validator.validate(text)).isInstanceOf(Validation.Invalid.class);
    }

    @Test
    void refusesDeeplyNestedJson() {
        String nested = "[".repeat(9000) + "]".repeat(9000);
        String part =
                java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(nested.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(validator.validate("e30." + part.substring(0, 12000) + ".AAAA"))
                .isInstanceOf(Validation.Invalid.class);
    }

    @Test
    void givesEveryCryptographicFailureTheSameAnswer() {
        var answer = Refusal.of(RefusalCode.INVALID_TOKEN, "invalid token");

        assertThat(whyOf(TestTokens.valid().audience("other"))).isEqualTo(answer);
        assertThat(whyOf(TestTokens.valid().key(TestKey.STRANGER))).isEqualTo(answer);
        assertThat(whyOf(TestTokens.valid().expiresAt(TestTokens.NOW.minusSeconds(60))))
                .isEqualTo(answer);
    }

    @Test
    void saysWhatACallerCanMend() {
        assertThat(whyOf(TestTokens.valid().tenant(TestTokens.FABRIKAM)))
                .isEqualTo(
                        Refusal.of(
                                RefusalCode.WRONG_TENANT,
                                "token tenant_id does not match configured AZURE_TENANT_ID"));
        assertThat(whyOf(TestTokens.valid().without("oid")))
                .isEqualTo(Refusal.of(RefusalCode.INVALID_TOKEN, "token missing 'oid' claim"));
        assertThat(whyOf(TestTokens.valid().claim("scp", "other")).extras())
                .containsEntry("scope", "access_as_user user_impersonation");
        assertThat(whyOf(TestTokens.appOnly().without("roles")).code())
                .isEqualTo(RefusalCode.NO_ROLE);
    }

    @Test
    void refusesClientsThatAreNotListed() {
        var config =
                new TokenConfig(
                        CONFIG.client(),
                        CONFIG.audiences(),
                        CONFIG.tenants(),
                        CONFIG.issuers(),
                        CONFIG.acceptedScopes(),
                        Set.of(new ClientId("60000000-0000-4000-8000-000000000099")),
                        CONFIG.clockSkew(),
                        CONFIG.roles());
        var strict = new TokenValidator(keys, config, clock);

        assertThat(faultOf(strict, TestTokens.valid())).isEqualTo(TokenFault.CLIENT);
        assertThat(faultOf(strict, TestTokens.v1())).isEqualTo(TokenFault.CLIENT);
    }

    @Test
    void refusesAForeignProgramWhoseOnlyRoleIsAdmin() {
        var config =
                TokenConfig.of(
                        TestTokens.GATEHOUSE, new Tenants(TestTokens.CONTOSO, Set.of(), true));
        var open = new TokenValidator(keys, config, clock);
        TestTokens robot =
                TestTokens.appOnly().tenant(TestTokens.FABRIKAM).claim("roles", List.of("Admin"));

        assertThat(faultOf(open, robot)).isEqualTo(TokenFault.NO_ROLE);
    }

    @Test
    void looksForNoKeyBeforeAudienceTenantAndLifetimeAreRight() {
        validator.validate(TestTokens.valid().audience("other").sign());
        validator.validate(TestTokens.valid().tenant(TestTokens.FABRIKAM).sign());
        validator.validate(TestTokens.valid().expiresAt(TestTokens.NOW.minusSeconds(60)).sign());

        assertThat(keys.lookups()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.microsoftonline.com/f0000000-0000-4000-8000-000000000002/v2.0",
                "https://evil.example/{tenantid}/v2.0",
                ""
            })
    void refusesAKeyOfAnotherIssuer(String issuer) {
        var key = new SigningKey(TestKey.TRUSTED.publicKey(), Optional.of(issuer));
        var strict = new TokenValidator(new FakeKeys(key), CONFIG, clock);

        assertThat(faultOf(strict, TestTokens.valid())).isEqualTo(TokenFault.KEY_NOT_FOR_ISSUER);
    }

    @Test
    void remembersAForgeryForAMinuteWithoutLookingForItsKeyAgain() {
        String forged = TestTokens.valid().key(TestKey.STRANGER).kid(TestKey.TRUSTED.id()).sign();
        validator.validate(forged);
        validator.validate(forged);
        assertThat(keys.lookups()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(61));
        validator.validate(forged);
        assertThat(keys.lookups()).isEqualTo(2);
    }

    @Test
    void refusesIdTokensOfAnotherSignIn() {
        assertThat(idTokenFault(TestTokens.idToken("other"))).isEqualTo(TokenFault.NONCE);
        assertThat(idTokenFault(TestTokens.idToken("nonce").without("nonce")))
                .isEqualTo(TokenFault.NONCE);
        assertThat(idTokenFault(TestTokens.idToken("nonce").audience("other")))
                .isEqualTo(TokenFault.AUDIENCE);
        assertThat(idTokenFault(TestTokens.idToken("nonce").tenant(TestTokens.FABRIKAM)))
                .isEqualTo(TokenFault.WRONG_TENANT);
        assertThat(
                        idTokenFault(
                                TestTokens.idToken("nonce")
                                        .key(TestKey.STRANGER)
                                        .kid(TestKey.TRUSTED.id())))
                .isEqualTo(TokenFault.SIGNATURE);
        assertThat(idTokenFault(TestTokens.idToken("nonce").without("oid")))
                .isEqualTo(TokenFault.NO_OBJECT);
        assertThat(
                        idTokenFault(
                                TestTokens.idToken("nonce")
                                        .expiresAt(TestTokens.NOW.minusSeconds(60))))
                .isEqualTo(TokenFault.EXPIRED);
    }

    @ParameterizedTest
    @EnumSource(TokenFault.class)
    void spellsFaultsForLogs(TokenFault fault) {
        assertThat(fault.wire()).matches("[a-z_]+");
    }

    private TokenFault idTokenFault(TestTokens token) {
        return switch (validator.validateIdToken(token.sign(), "nonce")) {
            case IdTokenValidation.Valid _ -> throw new AssertionError("accepted");
            case IdTokenValidation.Invalid(_, TokenFault fault) -> fault;
        };
    }

    private Refusal whyOf(TestTokens token) {
        return switch (validator.validate(token.sign())) {
            case Validation.Valid _ -> throw new AssertionError("accepted");
            case Validation.Invalid(Refusal why, _) -> why;
        };
    }

    private static TokenFault faultOf(TokenValidator validator, TestTokens token) {
        return switch (validator.validate(token.sign())) {
            case Validation.Valid _ -> throw new AssertionError("accepted");
            case Validation.Invalid(_, TokenFault fault) -> fault;
        };
    }

    private static Map<String, Object> strangersKey() {
        return new com.nimbusds.jose.jwk.RSAKey.Builder(TestKey.STRANGER.publicKey())
                .build()
                .toJSONObject();
    }
}
