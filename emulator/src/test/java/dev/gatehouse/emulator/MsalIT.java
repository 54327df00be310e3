package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.InteractionRequiredExceptionReason;
import com.microsoft.aad.msal4j.MsalInteractionRequiredException;
import com.microsoft.aad.msal4j.MsalServiceException;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import dev.gatehouse.emulator.world.Cast;
import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** Microsoft's own client library for Java, unchanged, against the emulator. */
class MsalIT extends RunningEmulator {
    private static final String OWN = "api://" + Cast.GATEHOUSE + "/access_as_user";
    private static final String ARM = "https://management.azure.com/.default";

    @Test
    void redeemsTheCodeOfASignIn() throws Exception {
        Map<String, String> redirect =
                client.signIn("contoso.com", "ada@contoso.com", OWN + " openid profile", Map.of());
        assertThat(redirect).containsEntry("state", "a state & more");

        IAuthenticationResult result =
                redeem(Cast.CONTOSO.toString(), EmulatorClient.code(redirect));

        assertThat(result.account().username()).isEqualTo("ada@contoso.com");
        JsonNode claims = EmulatorClient.claims(result.accessToken());
        assertThat(claims.path("aud").asText()).isEqualTo(Cast.GATEHOUSE.toString());
        assertThat(claims.path("iss").asText())
                .isEqualTo(emulator.https() + "/" + Cast.CONTOSO + "/v2.0");
        assertThat(claims.path("ver").asText()).isEqualTo("2.0");
        assertThat(claims.path("scp").asText()).isEqualTo("access_as_user");
        assertThat(claims.path("roles").toString()).isEqualTo("[\"Admin\"]");
        assertThat(claims.path("azpacr").asText()).isEqualTo("1");
        assertThat(EmulatorClient.claims(result.idToken()).path("nonce").asText())
                .isEqualTo("a-nonce");
    }

    @Test
    void refreshesSilently() throws Exception {
        Map<String, String> redirect =
                client.signIn("contoso.com", "vic@contoso.com", OWN, Map.of());
        JsonNode first =
                EmulatorClient.body(
                        client.token(
                                "contoso.com",
                                Map.of(
                                        "grant_type",
                                        "authorization_code",
                                        "code",
                                        EmulatorClient.code(redirect),
                                        "redirect_uri",
                                        EmulatorClient.REDIRECT,
                                        "code_verifier",
                                        EmulatorClient.VERIFIER,
                                        "scope",
                                        OWN + " offline_access")));
        String refreshToken = first.path("refresh_token").asText();

        IAuthenticationResult result =
                application(Cast.CONTOSO.toString(), secret())
                        .acquireToken(
                                RefreshTokenParameters.builder(Set.of(OWN), refreshToken).build())
                        .get();

        assertThat(EmulatorClient.claims(result.accessToken()).path("name").asText())
                .isEqualTo("Vic Vance");
    }

    @Test
    void getsTheApplicationsOwnToken() throws Exception {
        ConfidentialClientApplication robot =
                ConfidentialClientApplication.builder(
                                Cast.ROBOT.toString(),
                                ClientCredentialFactory.createFromSecret("robot-demo-secret"))
                        .authority(emulator.https() + "/" + Cast.CONTOSO)
                        .instanceDiscovery(false)
                        .sslSocketFactory(client.tls().getSocketFactory())
                        .build();

        JsonNode claims =
                EmulatorClient.claims(
                        robot.acquireToken(
                                        ClientCredentialParameters.builder(
                                                        Set.of(
                                                                "api://"
                                                                        + Cast.GATEHOUSE
                                                                        + "/.default"))
                                                .build())
                                .get()
                                .accessToken());

        assertThat(claims.path("roles").toString()).isEqualTo("[\"Viewer\"]");
        assertThat(claims.path("idtyp").asText()).isEqualTo("app");
        assertThat(claims.path("sub").asText()).isEqualTo(claims.path("oid").asText());
        assertThat(claims.has("scp")).isFalse();
    }

    @Test
    void provesItselfByACertificate() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=gatehouse");
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        X509Certificate certificate =
                new JcaX509CertificateConverter()
                        .getCertificate(
                                new JcaX509v3CertificateBuilder(
                                                name,
                                                BigInteger.ONE,
                                                Date.from(now),
                                                Date.from(now.plusSeconds(86_400L * 3650)),
                                                name,
                                                pair.getPublic())
                                        .build(
                                                new JcaContentSignerBuilder("SHA256withRSA")
                                                        .build(pair.getPrivate())));
        IClientCredential credential =
                ClientCredentialFactory.createFromCertificate(pair.getPrivate(), certificate);
        var before = emulator.world().app(Cast.GATEHOUSE).orElseThrow();
        emulator.world().add(before.change(app -> app.certificates(certificate)));
        JsonNode claims =
                EmulatorClient.claims(
                        application(Cast.CONTOSO.toString(), credential)
                                .acquireToken(
                                        ClientCredentialParameters.builder(Set.of(ARM)).build())
                                .get()
                                .accessToken());
        emulator.world().add(before);
        String graph = "https://graph.microsoft.com/.default";
        Throwable stranger =
                failure(
                        application(Cast.CONTOSO.toString(), credential)
                                .acquireToken(
                                        ClientCredentialParameters.builder(Set.of(graph)).build()));

        assertThat(stranger).isInstanceOf(MsalServiceException.class);
        assertThat(stranger).hasMessageContaining("AADSTS700027");
        assertThat(claims.path("appidacr").asText()).isEqualTo("2");
    }

    @Test
    void provesItselfByAManagedIdentity() throws Exception {
        String identity =
                client.mint(
                        "{\"as\":\"id-gatehouse\",\"audience\":\"api://AzureADTokenExchange\"}");

        IAuthenticationResult result =
                application(
                                Cast.CONTOSO.toString(),
                                ClientCredentialFactory.createFromClientAssertion(identity))
                        .acquireToken(exchange("ada", ARM))
                        .get();

        JsonNode claims = EmulatorClient.claims(result.accessToken());
        assertThat(claims.path("upn").asText()).isEqualTo("ada@contoso.com");
        assertThat(claims.path("appidacr").asText()).isEqualTo("2");
    }

    @Test
    void actsOnBehalfOfAPerson() throws Exception {
        IAuthenticationResult result =
                application(Cast.CONTOSO.toString(), secret())
                        .acquireToken(exchange("ann", ARM))
                        .get();

        JsonNode claims = EmulatorClient.claims(result.accessToken());
        assertThat(claims.path("aud").asText()).isEqualTo("https://management.azure.com");
        assertThat(claims.path("iss").asText())
                .isEqualTo("https://sts.windows.net/" + Cast.CONTOSO + "/");
        assertThat(claims.path("ver").asText()).isEqualTo("1.0");
        assertThat(claims.path("appid").asText()).isEqualTo(Cast.GATEHOUSE.toString());
        assertThat(claims.path("upn").asText()).isEqualTo("ann@contoso.com");
        assertThat(claims.path("scp").asText()).isEqualTo("user_impersonation");
        assertThat(EmulatorClient.header(result.accessToken()).path("x5t").asText()).isNotEmpty();
        assertThat(result.account().homeAccountId())
                .isEqualTo("a0000000-0000-4000-8000-00000000000b." + Cast.CONTOSO);
    }

    @Test
    void learnsThatConsentIsMissing() {
        MsalInteractionRequiredException refusal =
                interactionRequired(
                        application(Cast.FABRIKAM.toString(), secret())
                                .acquireToken(exchange("gus", ARM)));

        assertThat(refusal.reason()).isEqualTo(InteractionRequiredExceptionReason.CONSENT_REQUIRED);
        assertThat(refusal).hasMessageContaining("AADSTS65001");
    }

    @Test
    void learnsThatASecondFactorIsNeededAndGetsOne() throws Exception {
        MsalInteractionRequiredException refusal =
                interactionRequired(
                        application(Cast.WOODGROVE.toString(), secret())
                                .acquireToken(exchange("mia", ARM)));
        assertThat(refusal.reason()).isEqualTo(InteractionRequiredExceptionReason.BASIC_ACTION);
        assertThat(refusal).hasMessageContaining("AADSTS50076");

        var page =
                client.submit(
                        client.get(
                                EmulatorClient.authorize(
                                        "woodgrove.com", OWN, Map.of("claims", refusal.claims()))),
                        "value=\"mia@woodgrove.com\"",
                        Map.of());
        assertThat(page.body()).contains("123456");
        var wrong = client.submit(page, "name=\"code\"", Map.of("code", "000000"));
        assertThat(wrong.body()).contains("AADSTS500121");
        var redirect = client.submit(page, "name=\"code\"", Map.of("code", "123456"));
        String code = EmulatorClient.code(EmulatorClient.parameters(redirect));
        String proven = redeem(Cast.WOODGROVE.toString(), code).accessToken();

        IAuthenticationResult result =
                application(Cast.WOODGROVE.toString(), secret())
                        .acquireToken(
                                OnBehalfOfParameters.builder(Set.of(ARM), new UserAssertion(proven))
                                        .build())
                        .get();
        assertThat(EmulatorClient.claims(result.accessToken()).path("amr").toString())
                .contains("mfa");
    }

    @Test
    void learnsThatItsSecretIsWrong() {
        Throwable refusal =
                failure(
                        application(
                                        Cast.CONTOSO.toString(),
                                        ClientCredentialFactory.createFromSecret("wrong"))
                                .acquireToken(
                                        ClientCredentialParameters.builder(Set.of(ARM)).build()));

        assertThat(refusal).isInstanceOf(MsalServiceException.class);
        assertThat(((MsalServiceException) refusal).statusCode()).isEqualTo(401);
        assertThat(refusal).hasMessageContaining("AADSTS7000215");
    }

    private IAuthenticationResult redeem(String tenant, String code) throws Exception {
        return application(tenant, secret())
                .acquireToken(
                        AuthorizationCodeParameters.builder(
                                        code, URI.create(EmulatorClient.REDIRECT))
                                .scopes(Set.of(OWN))
                                .codeVerifier(EmulatorClient.VERIFIER)
                                .build())
                .get();
    }

    private OnBehalfOfParameters exchange(String who, String scope) {
        String token = client.mint("{\"as\":\"" + who + "\"}");
        return OnBehalfOfParameters.builder(Set.of(scope), new UserAssertion(token)).build();
    }

    private ConfidentialClientApplication application(String tenant, IClientCredential proof) {
        try {
            return ConfidentialClientApplication.builder(Cast.GATEHOUSE.toString(), proof)
                    .authority(emulator.https() + "/" + tenant)
                    .instanceDiscovery(false)
                    .sslSocketFactory(client.tls().getSocketFactory())
                    .build();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static IClientCredential secret() {
        return ClientCredentialFactory.createFromSecret("gatehouse-demo-secret");
    }

    private static MsalInteractionRequiredException interactionRequired(Future<?> exchange) {
        return (MsalInteractionRequiredException) failure(exchange);
    }

    private static Throwable failure(Future<?> exchange) {
        Throwable thrown = catchThrowable(exchange::get);
        return (thrown instanceof ExecutionException || thrown instanceof CompletionException)
                        && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
    }
}
