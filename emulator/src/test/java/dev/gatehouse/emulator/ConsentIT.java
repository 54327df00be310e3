package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.emulator.web.FormCodec;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.Consent;
import dev.gatehouse.emulator.world.ServicePrincipal;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Consent by an administrator, and that it counts. */
class ConsentIT extends RunningEmulator {
    private static final String ARM = "https://management.azure.com/.default";
    private static final String BACK = "http://localhost:8080/auth/consent/callback";

    @BeforeEach
    void withdraw() {
        emulator.world().remove(new Consent(Cast.FABRIKAM, Cast.GATEHOUSE, Cast.ARM));
        emulator.world().remove(new Consent(Cast.FABRIKAM, Cast.GATEHOUSE, Cast.GRAPH));
    }

    @Test
    void anAdministratorsConsentLetsOnBehalfOfPass() {
        assertThat(onBehalfOfGus()).isEqualTo(400);
        HttpResponse<String> page =
                signedIn("fabrikam.com", "/v2.0/adminconsent", "gus@fabrikam.com");
        assertThat(page.body())
                .contains("Windows Azure Service Management API: user_impersonation");

        Map<String, String> answer =
                EmulatorClient.parameters(
                        client.submit(page, "answer", Map.of("answer", "accept")));

        assertThat(answer)
                .containsEntry("admin_consent", "True")
                .containsEntry("tenant", Cast.FABRIKAM.toString())
                .containsEntry("state", "s1");
        assertThat(onBehalfOfGus()).isEqualTo(200);
    }

    @Test
    void cancellingIsToldInTheFormOfEachVersion() {
        HttpResponse<String> v2 =
                signedIn("organizations", "/v2.0/adminconsent", "gus@fabrikam.com");
        assertThat(
                        EmulatorClient.parameters(
                                client.submit(v2, "answer", Map.of("answer", "cancel"))))
                .containsEntry("error", "consent_required")
                .containsEntry("state", "s1");
        HttpResponse<String> v1 = signedIn("fabrikam.com", "/adminconsent", "gus@fabrikam.com");
        assertThat(
                        EmulatorClient.parameters(
                                client.submit(v1, "answer", Map.of("answer", "cancel"))))
                .containsEntry("error", "permission_denied")
                .containsEntry("state", "s1");
        assertThat(onBehalfOfGus()).isEqualTo(400);
    }

    @Test
    void othersThanAdministratorsCannotConsent() {
        HttpResponse<String> page = signedIn("contoso.com", "/adminconsent", "vic@contoso.com");
        assertThat(page.body()).contains("AADSTS90094").doesNotContain("value=\"accept\"");
        HttpResponse<String> anyway = client.submit(page, "answer", Map.of("answer", "accept"));
        assertThat(anyway.body()).contains("AADSTS90094");
        assertThat(anyway.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void neverRedirectsToAnUnknownAddress() {
        HttpResponse<String> page =
                client.get(
                        "/fabrikam.com/adminconsent?client_id="
                                + Cast.GATEHOUSE
                                + "&redirect_uri=http://evil.example/");
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("AADSTS50011");
    }

    @Test
    void aTenantThatNobodyConsentedInKnowsNoApplication() {
        ServicePrincipal there =
                emulator.world().servicePrincipal(Cast.GATEHOUSE, Cast.FABRIKAM).orElseThrow();
        emulator.world().remove(there);
        assertThat(asApplication().body()).contains("AADSTS700016");

        HttpResponse<String> page =
                client.get("/" + Cast.FABRIKAM + "/adminconsent?client_id=" + Cast.GATEHOUSE);
        if (page.body().contains("value=\"gus@fabrikam.com\"")) {
            page = client.submit(page, "value=\"gus@fabrikam.com\"", Map.of());
        }
        Map<String, String> answer =
                EmulatorClient.parameters(
                        client.submit(page, "answer", Map.of("answer", "accept")));

        assertThat(answer).containsEntry("tenant", Cast.FABRIKAM.toString());
        assertThat(asApplication().statusCode()).isEqualTo(200);
        assertThat(onBehalfOfGus()).isEqualTo(200);
    }

    private HttpResponse<String> asApplication() {
        return client.token(
                Cast.FABRIKAM.toString(),
                Map.of(
                        "client_id", Cast.GATEHOUSE.toString(),
                        "client_secret", "gatehouse-demo-secret",
                        "grant_type", "client_credentials",
                        "scope", "https://graph.microsoft.com/.default"));
    }

    @Test
    void signInAsksAnAdministratorForMissingConsent() {
        HttpResponse<String> page =
                client.submit(
                        client.get(EmulatorClient.authorize("fabrikam.com", ARM, Map.of())),
                        "value=\"gus@fabrikam.com\"",
                        Map.of());
        assertThat(page.body()).contains("Permissions requested");
        HttpResponse<String> declined = client.submit(page, "answer", Map.of("answer", "cancel"));
        assertThat(EmulatorClient.parameters(declined)).containsEntry("error", "access_denied");
        assertThat(onBehalfOfGus()).isEqualTo(400);
        HttpResponse<String> accepted = client.submit(page, "answer", Map.of("answer", "accept"));
        assertThat(EmulatorClient.parameters(accepted)).containsKey("code");
        assertThat(onBehalfOfGus()).isEqualTo(200);
    }

    private int onBehalfOfGus() {
        return client.onBehalfOf("fabrikam.com", client.mint("{\"as\":\"gus\"}"), ARM).statusCode();
    }

    private HttpResponse<String> signedIn(String tenant, String endpoint, String upn) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", Cast.GATEHOUSE.toString());
        query.put("redirect_uri", BACK);
        query.put("state", "s1");
        HttpResponse<String> first =
                client.get("/" + tenant + endpoint + "?" + FormCodec.encode(query));
        return first.body().contains("value=\"" + upn + "\"")
                ? client.submit(first, "value=\"" + upn + "\"", Map.of())
                : first;
    }
}
