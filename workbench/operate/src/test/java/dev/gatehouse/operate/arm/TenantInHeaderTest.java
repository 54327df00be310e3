package dev.gatehouse.operate.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantInHeaderTest {
    private static final String TENANT = "b0000000-0000-4000-8000-000000000009";

    @Test
    void readsTheTenantOfTheAuthority() {
        assertThat(
                        TenantInHeader.read(
                                "Bearer authorization_uri=\"https://login.windows.net/"
                                        + TENANT
                                        + "\", error=\"invalid_token\""))
                .isEqualTo(TenantId.parse(TENANT));
        assertThat(
                        TenantInHeader.read(
                                "Bearer realm=\"\", authorization_uri=\"https://login.example/"
                                        + TENANT
                                        + "/oauth2/authorize\""))
                .isEqualTo(TenantId.parse(TENANT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer authorization_uri=\"https://login.windows.net/common\"",
                "Bearer authorization_uri=\"http://login.windows.net/"
                        + "b0000000-0000-4000-8000-000000000009\"",
                "Bearer authorization_uri=\"https://a/b/b0000000-0000-4000-8000-000000000009\"",
                "Bearer authorization_uri=\"https://a/b0000000-0000-4000-8000-00000000000;\""
            })
    void readsNothingElse(String header) {
        assertThat(TenantInHeader.read(header)).isEmpty();
    }
}
