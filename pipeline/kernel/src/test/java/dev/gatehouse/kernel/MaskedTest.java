package dev.gatehouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTest {
    private static final String JWT =
            "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer s3cr3t-value",
                "authorization: bearer s3cr3t-value",
                "Authorization: Basic s3cr3t-value",
                "client_secret=s3cr3t-value&grant_type=x",
                "{\"client_secret\":\"s3cr3t-value\"}",
                "{\"event\":\"{\\\"password\\\":\\\"s3cr3t-value\\\"}\"}",
                "password: s3cr3t-value",
                "\"refresh_token\" : \"s3cr3t-value\"",
                "/auth/callback?code=s3cr3t-value&state=x",
                "https://x.blob.core.windows.net/c?se=2026&sig=s3cr3t-value",
                "DefaultEndpointsProtocol=https;AccountKey=s3cr3t-value;EndpointSuffix=x",
                "Endpoint=sb://x/;SharedAccessKey=s3cr3t-value",
                "set-cookie: gatehouse=s3cr3t-value",
                "X-Api-Key: s3cr3t-value",
                "code_verifier=s3cr3t-value"
            })
    void takesOutWhatIsNamedSecret(String line) {
        assertThat(Masked.text(line)).doesNotContain("s3cr3t-value").contains("***");
    }

    @Test
    void takesOutTokensWhereverTheyStand() {
        assertThat(Masked.text("rejected " + JWT + " from caller"))
                .isEqualTo("rejected *** from caller");
        assertThat(Masked.text("/x/" + JWT)).doesNotContain("eyJ");
        assertThat(Masked.text("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.")).doesNotContain("eyJ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
                "q83vEjRWeJCr/e8SNFZ4kKvN+xI0VniQq83vEjRWeJA=",
                "q83vEjRWeJCr_e8SNFZ4kKvN-xI0VniQq83vEjRWeJA",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            })
    void takesOutLongRunsOfBase64(String run) {
        assertThat(Masked.text("key " + run + " end")).isEqualTo("key *** end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/monitor/storage/accounts/list/of/things/2026 200",
                "dev.gatehouse.authenticate.tokens.TokenValidator",
                "code=wrong_tenant status=401 rule=arm-reads",
                "tokens=1000 sessions=20",
                "Pneumonoultramicroscopicsilicovolcanoconiosis"
            })
    void keepsOrdinaryLines(String line) {
        assertThat(Masked.text(line)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InvalidAuthenticationToken: The access token is invalid.",
                "The access token is invalid.",
                "InvalidAuthenticationToken: Authentication failed.",
                "ExpiredAuthenticationToken: AADSTS700082: The refresh token has expired.",
                "Bearer authentication is needed; basic authentication is off.",
                "InvalidAuthenticationToken: Das Zugriffstoken ist ungültig.",
                "InvalidAuthenticationToken: Ungültiges Zugriffstoken.",
                "InvalidAuthenticationToken: Zugriffsschlüssel abgelaufen",
                "ExpiredAuthenticationToken: 访问令牌已过期，请重新登录。",
                "访问令牌无效。 InvalidAuthenticationToken: 访问令牌 token 无效。"
            })
    void keepsSentencesAboutTokens(String sentence) {
        assertThat(Masked.text(sentence)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Das Token ist ungültig: token=s3cr3t-value",
                "令牌无效：token: s3cr3t-value",
                "Bearer s3cr3t-value is not valid",
                "password: s3cr3t-value and more",
                "Authorization: Bearer s3cr3t-value",
                "password=s3cr3t-value",
                "token: \"s3cr3t-value\""
            })
    void stillTakesOutTheTokenBesideTheSentence(String line) {
        assertThat(Masked.text(line)).doesNotContain("s3cr3t-value").contains("***");
    }

    @Test
    void aWordAfterTheSchemeMayBeACredential() {
        assertThat(Masked.text("Bearer abcdefgh was sent")).isEqualTo("Bearer *** was sent");
        assertThat(Masked.text("password: correcthorse battery"))
                .isEqualTo("password: *** battery");
    }

    @Test
    void cutsIdsToEightCharacters() {
        assertThat(Masked.text("tenant=c0000000-0000-4000-8000-000000000001"))
                .isEqualTo("tenant=c0000000…");
    }

    @Test
    void keepsTheRequestIdByWhichLinesAreFound() {
        String json = "{\"requestId\":\"c0000000-0000-4000-8000-000000000001\"}";
        assertThat(Masked.text(json)).isEqualTo(json);
        String text = "requestId=c0000000-0000-4000-8000-000000000001";
        assertThat(Masked.text(text)).isEqualTo(text);
    }

    @Test
    void linesAreMaskedBeforeTheyAreCut() {
        String line = Masked.line("a\r\n b\tpassword=" + "s3cr3t".repeat(40), 20);
        assertThat(line).isEqualTo("a b password=***");
        assertThat(Masked.line("x".repeat(30), 20)).isEqualTo("x".repeat(19) + "…");
        assertThat(Masked.line("x".repeat(18) + "😀y", 20)).isEqualTo("x".repeat(18) + "…");
        assertThat(Masked.line("short", 20)).isEqualTo("short");
    }
}
