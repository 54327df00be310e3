package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.act.credentials.OnBehalfOf.Exchange;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientProofIT extends EntraFixture {
    private static final String JWT_BEARER =
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String IMDS = "/metadata/identity/oauth2/token";

    @BeforeEach
    void issueTokens() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, tokens("arm-token"));
    }

    @Test
    void provesItselfByACertificateFromPem() throws Exception {
        exchange(new ClientCredential.Certificate(certificate.keyPem(), Optional.empty()));

        assertSignedByTheCertificate();
    }

    @Test
    void provesItselfByACertificateFromPfx() throws Exception {
        exchange(
                new ClientCredential.Certificate(
                        certificate.pfx(), Optional.of(TestCertificate.PASSWORD)));

        assertSignedByTheCertificate();
    }

    @Test
    void provesItselfByACertificateWhoseKeyIsEncrypted() throws Exception {
        exchange(
                new ClientCredential.Certificate(
                        encryptedPem("key-password"), Optional.of("key-password")));

        assertSignedByTheCertificate();
    }

    @Test
    void readsACertificateAgainWhenTheFileChanges() throws Exception {
        Path file = folder.resolve("rotated.pem");
        Files.writeString(file, Files.readString(certificate.keyPem()));
        var onBehalfOf =
                new EntraOnBehalfOf(
                        client(new ClientCredential.Certificate(file, Optional.empty())));
        exchange(onBehalfOf);
        Files.writeString(file, "-----BEGIN NOTHING-----");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(TickingClock.START));

        assertThatThrownBy(() -> exchange(onBehalfOf))
                .isInstanceOf(IdentityProviderUnavailable.class);
    }

    @Test
    void refusesAKeyWithoutItsCertificate() throws Exception {
        Path file = folder.resolve("key-only.pem");
        String both = Files.readString(certificate.keyPem());
        Files.writeString(file, both.substring(0, both.indexOf("-----BEGIN CERTIFICATE")));

        assertThatThrownBy(() -> exchange(new ClientCredential.Certificate(file, Optional.empty())))
                .isInstanceOf(IdentityProviderUnavailable.class);
        assertThat(entra.asked).isEmpty();
    }

    @Test
    void provesItselfByAWorkloadTokenWithoutTheNewlineAtItsEnd() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "platform-token\n");
        exchange(new ClientCredential.WorkloadTokenFile(file));

        assertThat(entra.only().form())
                .containsEntry("client_assertion", "platform-token")
                .containsEntry("client_assertion_type", JWT_BEARER)
                .doesNotContainKey("client_secret");
    }

    @Test
    void saysThatAWorkloadTokenIsMissing() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        for (Path file : new Path[] {empty, folder.resolve("absent")}) {
            assertThatThrownBy(() -> exchange(new ClientCredential.WorkloadTokenFile(file)))
                    .isInstanceOf(IdentityProviderUnavailable.class);
        }
        assertThat(entra.asked).isEmpty();
    }

    @Test
    void provesItselfByAManagedIdentityAndNoSecret() {
        entra.script =
                asked ->
                        ScriptedEntra.Reply.of(
                                200,
                                asked.path().equals(IMDS)
                                        ? AzurePlatformCredentialIT.imdsToken("identity-token")
                                        : tokens("arm-token"));
        exchange(new ClientCredential.ManagedIdentityAssertion(identity("fic-identity")));

        assertThat(entra.asked.get(0).query())
                .containsEntry("resource", "api://AzureADTokenExchange")
                .containsEntry("client_id", "fic-identity");
        assertThat(entra.asked.get(1).form())
                .containsEntry("client_assertion", "identity-token")
                .containsEntry("client_assertion_type", JWT_BEARER)
                .doesNotContainKey("client_secret");
    }

    @Test
    void saysThatTheManagedIdentityGivesNoProof() {
        entra.script = _ -> ScriptedEntra.Reply.of(400, "{\"error\":\"invalid_request\"}");

        assertThatThrownBy(
                        () ->
                                exchange(
                                        new ClientCredential.ManagedIdentityAssertion(
                                                identity("absent-identity"))))
                .isInstanceOf(IdentityProviderUnavailable.class);
    }

    private void assertSignedByTheCertificate() throws Exception {
        var sent = SignedJWT.parse(entra.only().form().get("client_assertion"));
        byte[] thumbprint =
                MessageDigest.getInstance("SHA-256").digest(certificate.certificate().getEncoded());
        assertThat(sent.getHeader().getX509CertSHA256Thumbprint().decode()).isEqualTo(thumbprint);
        assertThat(sent.getJWTClaimsSet().getAudience())
                .containsExactly(cloud.authority() + "/" + TENANT + "/oauth2/v2.0/token");
        assertThat(
                        sent.verify(
                                new RSASSAVerifier(
                                        (RSAPublicKey) certificate.certificate().getPublicKey())))
                .isTrue();
    }

    private static Path encryptedPem(String password) throws Exception {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        var key =
                SecretKeyFactory.getInstance(algorithm)
                        .generateSecret(new PBEKeySpec(password.toCharArray()));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.ENCRYPT_MODE, key, new PBEParameterSpec(salt, 10_000));
        byte[] plain =
                certificate
                        .store()
                        .getKey("test", TestCertificate.PASSWORD.toCharArray())
                        .getEncoded();
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
        parameters.init(cipher.getParameters().getEncoded());
        var sealed = new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(plain));
        return Files.writeString(
                folder.resolve("encrypted.pem"),
                TestCertificate.block("CERTIFICATE", certificate.certificate().getEncoded())
                        + TestCertificate.block("ENCRYPTED PRIVATE KEY", sealed.getEncoded()));
    }

    private void exchange(ClientCredential credential) {
        exchange(new EntraOnBehalfOf(client(credential)));
    }

    private static void exchange(EntraOnBehalfOf onBehalfOf) {
        Exchange exchange =
                onBehalfOf.exchange(
                        new Assertion("user-token"),
                        TenantId.parse(TENANT).orElseThrow(),
                        new Scope("https://management.azure.com/.default"),
                        Optional.empty());
        assertThat(exchange).isInstanceOf(Exchange.Issued.class);
    }
}
