package dev.gatehouse.authenticate.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatehouse.kernel.Role;
import dev.gatehouse.testkit.TestTokens;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TokenConfigTest {
    private static final TokenConfig CONFIG =
            TokenConfig.of(TestTokens.GATEHOUSE, Tenants.only(TestTokens.CONTOSO));

    @Test
    void hasTheDocumentedDefaults() {
        assertThat(CONFIG.audiences())
                .containsExactlyInAnyOrder(
                        TestTokens.GATEHOUSE.value(), "api://" + TestTokens.GATEHOUSE);
        assertThat(CONFIG.acceptedScopes())
                .containsExactlyInAnyOrder("user_impersonation", "access_as_user");
        assertThat(CONFIG.allowedClients()).isEmpty();
        assertThat(CONFIG.clockSkew()).isEqualTo(Duration.ofMinutes(1));
        assertThat(CONFIG.roles().defaultRole()).hasValue(Role.VIEWER);
    }

    @Test
    void doesNotStartWithoutAnAudience() {
        assertThatIllegalArgumentException().isThrownBy(() -> with(Set.of(), CONFIG.clockSkew()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Set.of("/"), CONFIG.clockSkew()));
    }

    @Test
    void doesNotStartWithMoreSkewThanFiveMinutes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(CONFIG.audiences(), Duration.ofSeconds(301)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(CONFIG.audiences(), Duration.ofSeconds(-1)));
    }

    @Test
    void doesNotStartWithoutATenant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tenants(TestTokens.CONTOSO, Set.of(), false));
    }

    @Test
    void doesNotGiveMoreThanViewerByDefault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RoleMapping(Map.of(), Optional.of(Role.ADMIN)));
    }

    @Test
    void buildsIssuersWithOrWithoutATrailingSlash() {
        var issuers =
                new Issuers(
                        URI.create("https://sts.windows.net/"),
                        URI.create("https://localhost:8443/"));

        assertThat(issuers.of(TokenVersion.V1, "t")).isEqualTo("https://sts.windows.net/t/");
        assertThat(issuers.of(TokenVersion.V2, "t")).isEqualTo("https://localhost:8443/t/v2.0");
    }

    private static TokenConfig with(Set<String> audiences, Duration skew) {
        return new TokenConfig(
                CONFIG.client(),
                audiences,
                CONFIG.tenants(),
                CONFIG.issuers(),
                CONFIG.acceptedScopes(),
                CONFIG.allowedClients(),
                skew,
                CONFIG.roles());
    }
}
