package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * MSAL4J keeps managed identities' tokens for the whole JVM, so each test has a resource of its
 * own.
 */
class AzurePlatformCredentialIT extends EntraFixture {
    @Test
    void asksTheCloudsOwnMetadataServiceAsTheSystemAssignedIdentity() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, imdsToken("system-token"));

        var token = credential(Optional.empty()).token(new Scope("https://one.test/.default"));

        assertThat(token.value()).isEqualTo("system-token");
        assertThat(entra.only().path()).isEqualTo("/metadata/identity/oauth2/token");
        assertThat(entra.only().headers().get("Metadata")).isEqualTo(List.of("true"));
        assertThat(entra.only().query())
                .containsEntry("resource", "https://one.test")
                .doesNotContainKey("client_id");
    }

    @Test
    void asksAsTheUserAssignedIdentityThatIsNamed() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, imdsToken("user-assigned-token"));

        var token = credential(identity("1d00")).token(new Scope("https://two.test/.default"));

        assertThat(token.value()).isEqualTo("user-assigned-token");
        assertThat(entra.only().query()).containsEntry("client_id", "1d00");
    }

    @Test
    void saysThatTheIdentityIsNotAssigned() {
        entra.script =
                _ ->
                        ScriptedEntra.Reply.of(
                                400,
                                "{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}");

        assertThatThrownBy(
                        () ->
                                credential(identity("1d01"))
                                        .token(new Scope("https://three.test/.default")))
                .isInstanceOf(CredentialUnavailable.class)
                .hasMessageContaining("platform identity");
    }

    @Test
    void asksEntraAsAServicePrincipalAndRemembersTheAnswer() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, tokens("principal-token"));
        var credential =
                platform(
                        new PlatformIdentity.SecretPrincipal(
                                TENANT,
                                new ClientId(CLIENT),
                                new ClientCredential.Secret("app-secret")));

        for (int i = 0; i < 2; i++) {
            assertThat(credential.token(new Scope("https://four.test/.default")).value())
                    .isEqualTo("principal-token");
        }
        assertThat(entra.only().path()).isEqualTo("/" + TENANT + "/oauth2/v2.0/token");
        assertThat(entra.only().form())
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("client_secret", "app-secret");
    }

    @Test
    void asksEntraWithACertificate() throws Exception {
        entra.script = _ -> ScriptedEntra.Reply.of(200, tokens("principal-token"));
        for (var file :
                List.of(
                        new ClientCredential.Certificate(certificate.keyPem(), Optional.empty()),
                        new ClientCredential.Certificate(
                                certificate.pfx(), Optional.of(TestCertificate.PASSWORD)))) {
            var credential =
                    platform(
                            new PlatformIdentity.CertificatePrincipal(
                                    TENANT, new ClientId(CLIENT), file));
            assertThat(credential.token(new Scope("https://five.test/.default")).value())
                    .isEqualTo("principal-token");
        }
        assertThat(entra.asked)
                .allSatisfy(it -> assertThat(it.form()).containsKey("client_assertion"));
    }

    @Test
    void asksEntraWithTheWorkloadsToken() throws Exception {
        entra.script = _ -> ScriptedEntra.Reply.of(200, tokens("workload-token"));
        Path file = Files.writeString(folder.resolve("federated"), "platform-token\n");
        var credential =
                platform(new PlatformIdentity.WorkloadIdentity(TENANT, new ClientId(CLIENT), file));

        assertThat(credential.token(new Scope("https://six.test/.default")).value())
                .isEqualTo("workload-token");
        assertThat(entra.only().form()).containsEntry("client_assertion", "platform-token");
    }

    @Test
    void saysThatEntraRefusesTheServicePrincipal() {
        entra.script = _ -> ScriptedEntra.Reply.of(401, error("invalid_client", 7000215, ""));

        assertThatThrownBy(
                        () ->
                                platform(
                                                new PlatformIdentity.SecretPrincipal(
                                                        TENANT,
                                                        new ClientId(CLIENT),
                                                        new ClientCredential.Secret("wrong")))
                                        .token(new Scope("https://seven.test/.default")))
                .isInstanceOf(CredentialUnavailable.class);
    }

    static String imdsToken(String value) {
        return """
        {"access_token":"%s","refresh_token":"","expires_in":"86399","expires_on":"%d",\
        "not_before":"1","resource":"r","token_type":"Bearer","client_id":"c"}"""
                .formatted(value, System.currentTimeMillis() / 1000 + 86_399);
    }

    private AzurePlatformCredential credential(Optional<ClientId> client) {
        return platform(new PlatformIdentity.ManagedIdentity(client));
    }

    private AzurePlatformCredential platform(PlatformIdentity identity) {
        return new AzurePlatformCredential(identity, cloud, http, java.time.InstantSource.system());
    }
}
