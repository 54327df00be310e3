package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.ClientId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformIdentityTest {
    private static final ClientId CLIENT = new ClientId("6f0c");

    @Test
    void isSystemAssignedWhereNothingIsSet() {
        assertThat(PlatformIdentity.of(Map.of()).describe()).isEqualTo("system-assigned");
        assertThat(of("AZURE_CLIENT_ID", " ").describe()).isEqualTo("system-assigned");
    }

    @Test
    void isTheUserAssignedIdentityThatIsNamed() {
        assertThat(of("AZURE_CLIENT_ID", "6F0C").describe()).isEqualTo("user-assigned 6f0c");
        assertThat(of("AZURE_CLIENT_ID", "6f0c", "AZURE_TENANT_ID", "contoso.com"))
                .isEqualTo(new PlatformIdentity.ManagedIdentity(Optional.of(CLIENT)));
    }

    @Test
    void isAServicePrincipalWhereTheClientHasASecretOrCertificate() {
        assertThat(
                        of(
                                        "AZURE_CLIENT_ID",
                                        "6f0c",
                                        "AZURE_TENANT_ID",
                                        "contoso.com",
                                        "AZURE_CLIENT_SECRET",
                                        "hush")
                                .describe())
                .isEqualTo("service principal 6f0c");
        assertThat(
                        of(
                                "AZURE_CLIENT_ID",
                                "6f0c",
                                "AZURE_TENANT_ID",
                                "contoso.com",
                                "AZURE_CLIENT_CERTIFICATE_PATH",
                                "app.pem"))
                .isInstanceOf(PlatformIdentity.CertificatePrincipal.class);
    }

    @Test
    void isTheWorkloadIdentityWhereThePlatformKeepsATokenFile() {
        assertThat(
                        of(
                                "AZURE_CLIENT_ID",
                                "6f0c",
                                "AZURE_TENANT_ID",
                                "contoso.com",
                                "AZURE_FEDERATED_TOKEN_FILE",
                                "/var/token"))
                .isEqualTo(
                        new PlatformIdentity.WorkloadIdentity(
                                "contoso.com", CLIENT, Path.of("/var/token")));
    }

    @Test
    void isTheDevelopersCliWhereOnlyATenantIsSet() {
        assertThat(of("AZURE_TENANT_ID", "contoso.com"))
                .isEqualTo(new PlatformIdentity.DeveloperCli("contoso.com"));
    }

    @Test
    void itsKindNamesNoId() {
        var secret = new ClientCredential.Secret("hush");
        var pem = new ClientCredential.Certificate(Path.of("app.pem"), Optional.empty());
        assertThat(
                        Stream.of(
                                        new PlatformIdentity.ManagedIdentity(Optional.empty()),
                                        new PlatformIdentity.ManagedIdentity(Optional.of(CLIENT)),
                                        new PlatformIdentity.WorkloadIdentity(
                                                "contoso.com", CLIENT, Path.of("/var/token")),
                                        new PlatformIdentity.SecretPrincipal(
                                                "contoso.com", CLIENT, secret),
                                        new PlatformIdentity.CertificatePrincipal(
                                                "contoso.com", CLIENT, pem),
                                        new PlatformIdentity.DeveloperCli("contoso.com"))
                                .map(PlatformIdentity::kind))
                .containsExactly(
                        "system-assigned",
                        "user-assigned",
                        "workload-identity-federation",
                        "service-principal",
                        "service-principal",
                        "az-login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONTAINER_APP_NAME",
                "IDENTITY_ENDPOINT",
                "MSI_ENDPOINT",
                "AZURE_FEDERATED_TOKEN_FILE"
            })
    void isNeverTheDevelopersCliOnAPlatform(String sign) {
        assertThat(of("AZURE_TENANT_ID", "contoso.com", sign, "x").describe())
                .isEqualTo("system-assigned");
    }

    @Test
    void isADevelopersCliWhereNothingShowsAPlatform() {
        assertThat(PlatformIdentity.ofDeveloper(Map.of())).isEmpty();
        assertThat(PlatformIdentity.ofDeveloper(Map.of("AZURE_TENANT_ID", "contoso.com")))
                .isEmpty();
    }

    @Test
    void isWhatADevelopersEnvironmentNames() {
        assertThat(PlatformIdentity.ofDeveloper(Map.of("AZURE_CLIENT_ID", "6f0c")))
                .contains(new PlatformIdentity.ManagedIdentity(Optional.of(CLIENT)));
        assertThat(PlatformIdentity.ofDeveloper(Map.of("IDENTITY_ENDPOINT", "http://localhost")))
                .contains(new PlatformIdentity.ManagedIdentity(Optional.empty()));
        assertThat(
                        PlatformIdentity.ofDeveloper(
                                Map.of(
                                        "AZURE_TENANT_ID", "contoso.com",
                                        "AZURE_CLIENT_ID", "6f0c",
                                        "AZURE_CLIENT_SECRET", "hush")))
                .hasValueSatisfying(
                        found ->
                                assertThat(found)
                                        .isInstanceOf(PlatformIdentity.SecretPrincipal.class));
    }

    @Test
    void printsNoSecret() {
        PlatformIdentity identity =
                of(
                        "AZURE_CLIENT_ID",
                        "6f0c",
                        "AZURE_TENANT_ID",
                        "contoso.com",
                        "AZURE_CLIENT_SECRET",
                        "hush");

        assertThat(identity.toString()).doesNotContain("hush");
        assertThat(
                        new ClientCredential.Certificate(Path.of("a.pfx"), Optional.of("hush"))
                                .toString())
                .doesNotContain("hush");
    }

    private static PlatformIdentity of(String... pairs) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        return PlatformIdentity.of(environment);
    }
}
