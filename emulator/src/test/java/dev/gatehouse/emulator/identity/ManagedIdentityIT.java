package dev.gatehouse.emulator.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.identity.ManagedIdentityCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.emulator.EmulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real client library. It keeps tokens per process, so each test asks for its own pair of
 * identity and resource.
 */
class ManagedIdentityIT {
    private static final String USER_CLIENT = "1d000000-0000-4000-8000-000000000001";
    private static final String USER = "1d000000-0000-4000-8000-0000000000a1";
    private static final String SYSTEM = "1d000000-0000-4000-8000-0000000000a2";

    @TempDir static Path directory;
    private static Emulator emulator;

    @BeforeAll
    static void start() {
        emulator = Emulator.start(EmulatorOptions.anyPorts(directory, InstantSource.system()));
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    void systemAssignedIdentityReadsArmAndTheLogNamesIt() throws Exception {
        String token = token(builder().build(), "https://management.azure.com/.default");
        assertThat(subject(token)).isEqualTo(SYSTEM);
        assertThat(arm("/subscriptions?api-version=2022-12-01", token))
                .contains("Contoso Production", "Contoso Research");
        String research = "//subscriptions/50000000-0000-4000-8000-000000000002";
        assertThat(arm(research + "?api-version=2022-12-01", token)).contains("Contoso Research");
        assertThat(emulator.exchanges().find(Map.of("service", "arm", "caller.kind", "identity")))
                .isNotEmpty();
        assertThat(emulator.exchanges().find(Map.of("service", "identity", "caller.oid", SYSTEM)))
                .isNotEmpty();
    }

    @Test
    void userAssignedIdentityByClientId() throws ParseException {
        assertThat(
                        subject(
                                token(
                                        builder().clientId(USER_CLIENT).build(),
                                        "https://management.core.windows.net//.default")))
                .isEqualTo(USER);
    }

    @Test
    void userAssignedIdentityByObjectId() throws ParseException {
        assertThat(
                        subject(
                                token(
                                        builder().objectId(USER).build(),
                                        "https://graph.microsoft.com/.default")))
                .isEqualTo(USER);
    }

    @Test
    void userAssignedIdentityByResourceId() throws ParseException {
        String id =
                "/subscriptions/50000000-0000-4000-8000-000000000001/resourcegroups/rg-shop/"
                        + "providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-gatehouse";
        assertThat(
                        subject(
                                token(
                                        builder().resourceId(id).build(),
                                        "https://vault.azure.net/.default")))
                .isEqualTo(USER);
    }

    @Test
    void identityThatIsNotAssignedFailsWithTheReason() {
        ManagedIdentityCredential credential =
                builder().clientId(UUID.randomUUID().toString()).build();
        assertThatThrownBy(() -> token(credential, "https://management.azure.com/.default"))
                .rootCause()
                .hasMessageContaining("has not been assigned to this resource");
    }

    @Test
    void appServiceEndpointServesAnUnchangedProcess() throws Exception {
        assertThat(
                        elsewhere(
                                Map.of(
                                        "IDENTITY_ENDPOINT",
                                        emulator.http() + "/msi/token",
                                        "IDENTITY_HEADER",
                                        IdentityApi.DEMO_HEADER)))
                .isEqualTo(SYSTEM);
    }

    @Test
    void metadataEndpointServesAnUnchangedProcess() throws Exception {
        assertThat(
                        elsewhere(
                                Map.of(
                                        "AZURE_POD_IDENTITY_AUTHORITY_HOST",
                                        emulator.http().toString())))
                .isEqualTo(SYSTEM);
    }

    /** The object id that another process, with these environment variables, gets a token for. */
    private static String elsewhere(Map<String, String> environment) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostedProcess.class.getName());
        builder.environment().keySet().removeIf(name -> name.matches("(IDENTITY|MSI|AZURE)_.*"));
        builder.environment().putAll(environment);
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        List<String> lines = out.lines().toList();
        return lines.getLast();
    }

    private static ManagedIdentityCredentialBuilder builder() {
        HttpClient real = HttpClient.createDefault();
        return new ManagedIdentityCredentialBuilder()
                .httpClient(
                        request -> {
                            String url = request.getUrl().toString();
                            return real.send(
                                    request.setUrl(
                                            url.replace(
                                                    "http://169.254.169.254",
                                                    emulator.http().toString())));
                        });
    }

    private static String token(ManagedIdentityCredential credential, String scope) {
        return credential.getTokenSync(new TokenRequestContext().addScopes(scope)).getToken();
    }

    private static String subject(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet().getSubject();
    }

    private static String arm(String path, String token) throws IOException, InterruptedException {
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var response =
                    client.send(
                            HttpRequest.newBuilder(URI.create(emulator.http() + path))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("x-ms-request-id")).isPresent();
            return response.body();
        }
    }
}
