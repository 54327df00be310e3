package dev.gatehouse.entra;

import dev.gatehouse.kernel.ClientId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What every test against the scripted Entra starts from. */
@SuppressWarnings("NullAway.Init")
abstract class EntraFixture {
    static final String CLIENT = "60000000-0000-4000-8000-000000000001";
    static final String TENANT = "c0000000-0000-4000-8000-000000000001";
    static final ClientCredential SECRET = new ClientCredential.Secret("app-secret");

    @TempDir static Path folder;
    static TestCertificate certificate;

    final TickingClock clock = new TickingClock();
    ScriptedEntra entra;
    Cloud cloud;
    EntraHttp http;

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException {
        certificate = TestCertificate.in(folder);
    }

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        entra = new ScriptedEntra(certificate);
        cloud = entra.cloud();
        http = new EntraHttp(Trust.of(cloud.caFile()));
    }

    @AfterEach
    void stop() {
        http.close();
        entra.close();
    }

    EntraClient client(ClientCredential credential) {
        return new EntraClient(cloud, http, new ClientId(CLIENT), credential, clock);
    }

    /** The body of FACTS' token answer, with what MSAL4J needs for an account. */
    static String tokens(String accessToken) {
        return """
        {"token_type":"Bearer","scope":"s","expires_in":3599,"ext_expires_in":3599,\
        "access_token":"%s","refresh_token":"refresh-%s","id_token":"%s","client_info":"%s"}"""
                .formatted(
                        accessToken,
                        accessToken,
                        base64("{\"alg\":\"none\"}")
                                + "."
                                + base64("{\"oid\":\"o\",\"tid\":\"" + TENANT + "\",\"sub\":\"s\"}")
                                + ".",
                        base64("{\"uid\":\"o\",\"utid\":\"" + TENANT + "\"}"));
    }

    static String error(String error, int number, String more) {
        return """
        {"error":"%s","error_description":"AADSTS%d: text. Trace ID: G","error_codes":[%d],\
        "timestamp":"2026-03-01 13:08:48Z","trace_id":"G","correlation_id":"corr-1"%s}"""
                .formatted(error, number, number, more);
    }

    static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static Optional<ClientId> identity(String id) {
        return Optional.of(new ClientId(id));
    }
}
