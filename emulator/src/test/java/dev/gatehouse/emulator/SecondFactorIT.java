package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A tenant's Conditional Access that changes while people work. */
class SecondFactorIT extends RunningEmulator {
    private static final String PATH = "/_emulator/tenants/contoso.com/second-factor";

    private String exchanged(String token) {
        return client.token(
                        "contoso.com",
                        Map.of(
                                "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer",
                                "requested_token_use", "on_behalf_of",
                                "assertion", token,
                                "scope", "https://management.azure.com/.default"))
                .body();
    }

    @Test
    void isDemandedFromNowOnAndNoLonger() {
        String weak = client.mint("{\"as\":\"ada\"}");
        String strong = client.mint("{\"as\":\"ada\",\"mfa\":true}");
        assertThat(exchanged(weak)).contains("access_token\":\"");

        assertThat(client.json("PUT", PATH, "{\"demanded\":true}").body())
                .contains("\"demanded\":true");
        assertThat(exchanged(weak)).contains("AADSTS50076").contains("capolids");
        assertThat(exchanged(strong)).contains("access_token\":\"");

        assertThat(client.json("PUT", PATH, "{\"demanded\":false}").statusCode()).isEqualTo(200);
        assertThat(exchanged(weak)).contains("access_token\":\"");
        assertThat(client.json("PUT", PATH, "{\"demanded\":1}").statusCode()).isEqualTo(400);
        assertThat(
                        client.json("PUT", PATH.replace("contoso", "nobody"), "{\"demanded\":true}")
                                .statusCode())
                .isEqualTo(404);
    }
}
