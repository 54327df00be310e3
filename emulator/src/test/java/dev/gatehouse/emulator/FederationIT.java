package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.web.WebServer;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.FederatedCredential;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Workload identity federation with an issuer outside the emulator. */
class FederationIT extends RunningEmulator {
    private static final String AUDIENCE = "api://AzureADTokenExchange";
    private static final String SUBJECT = "system:serviceaccount:shop:gatehouse";

    @Test
    void takesATokenOfARegisteredIssuerForASecret() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("k1").generate();
        String name;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                WebServer issuer = WebServer.bind(0, Optional.empty())) {
            name = issuer.origin().toString();
            String own = name;
            issuer.start(
                    request ->
                            Response.json(
                                    200,
                                    request.path().equals("/keys")
                                            ? Map.of(
                                                    "keys",
                                                    List.of(key.toPublicJWK().toJSONObject()))
                                            : Map.of("jwks_uri", own + "/keys")),
                    threads);
            AppRegistration daemon = emulator.world().app(Cast.DAEMON).orElseThrow();
            emulator.world()
                    .add(
                            daemon.change(
                                    app ->
                                            app.federated(
                                                    new FederatedCredential(
                                                            name, SUBJECT, Set.of(AUDIENCE)))));

            assertThat(ask(token(key, name, SUBJECT, 600)).statusCode()).isEqualTo(200);
            assertThat(ask(token(stranger, name, SUBJECT, 600)).body()).contains("AADSTS700027");
            assertThat(ask(token(key, name, SUBJECT + "x", 600)).body()).contains("AADSTS70021");
            assertThat(ask(token(key, name + "/", SUBJECT, 600)).body()).contains("AADSTS70021");
            assertThat(ask(token(key, name, SUBJECT, -600)).body()).contains("AADSTS700024");
        }
        assertThat(ask(token(key, name, SUBJECT, 600)).body()).contains("AADSTS700027");
    }

    private HttpResponse<String> ask(String assertion) {
        return client.form(
                "/contoso.com/oauth2/v2.0/token",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        Cast.DAEMON.toString(),
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        assertion + "\n",
                        "scope",
                        "https://management.azure.com//.default"));
    }

    private String token(RSAKey key, String issuer, String subject, long seconds) throws Exception {
        long now = emulator.world().clock().instant().getEpochSecond();
        JWSObject token =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                        new Payload(
                                Json.write(
                                        Map.of(
                                                "iss",
                                                issuer,
                                                "sub",
                                                subject,
                                                "aud",
                                                List.of(AUDIENCE),
                                                "exp",
                                                now + seconds))));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
