package dev.gatehouse.operate.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.ClaimsChallenge;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsInHeaderTest {
    private static final String CLAIMS =
            "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1604106651\"}}}";

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsTheClaims() {
        String header =
                "Bearer realm=\"\", authorization_uri=\"https://login.example/\","
                        + " error=\"insufficient_claims\", claims=\""
                        + base64(CLAIMS)
                        + "\"";

        assertThat(ClaimsInHeader.read(header)).contains(new ClaimsChallenge(CLAIMS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic error=\"insufficient_claims\", claims=\"e30=\"",
                "Bearer error=\"invalid_token\", claims=\"e30=\"",
                "Bearer error=\"insufficient_claims\"",
                "Bearer error=\"insufficient_claims\", claims=\"\"",
                "Bearer error=\"insufficient_claims\", claims=\"####\"",
                "Bearer error=\"insufficient_claims\", claims=\"e\"",
                "Bearer error=\"insufficient_claims\", claims=\"bm90IGpzb24=\"",
                "Bearer error=\"insufficient_claims\", claims=\"W10=\"",
                "Bearer error=\"insufficient_claims\", xclaims=\"e30=\""
            })
    void findsNoneInAnythingElse(String header) {
        assertThat(ClaimsInHeader.read(header)).isEmpty();
    }

    @Test
    void readsNoHeaderOfAbsurdLength() {
        String header =
                "Bearer error=\"insufficient_claims\", claims=\""
                        + base64("{\"a\":\"" + "x".repeat(20_000) + "\"}")
                        + "\"";

        assertThat(ClaimsInHeader.read(header)).isEmpty();
    }
}
