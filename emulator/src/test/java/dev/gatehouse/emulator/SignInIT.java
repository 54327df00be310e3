package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.world.Cast;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sign-in pages, as a browser without JavaScript meets them. */
class SignInIT extends RunningEmulator {
    private static final String OWN = "api://" + Cast.GATEHOUSE + "/access_as_user";

    @Test
    void listsTheTenantsPeopleWithTheirPasswords() {
        String page = client.get(authorize("contoso.com", Map.of())).body();
        assertThat(page).contains("ada@contoso.com", "ada-demo", "olu-demo");
        assertThat(page).doesNotContain("gus@fabrikam.com");
        assertThat(client.get(authorize("organizations", Map.of())).body())
                .contains("ada@contoso.com", "gus@fabrikam.com", "mia@woodgrove.com");
    }

    @Test
    void answersAWrongPasswordOnThePage() {
        HttpResponse<String> page = client.get(authorize("contoso.com", Map.of()));
        HttpResponse<String> again = typed(page, "ada@contoso.com", "wrong");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("AADSTS50126", "value=\"ada@contoso.com\"");
        assertThat(typed(page, "nobody@contoso.com", "x").body()).contains("AADSTS50034");
        assertThat(typed(page, "gus@fabrikam.com", "gus-demo").body()).contains("AADSTS50020");
        HttpResponse<String> right = typed(again, "ada@contoso.com", "ada-demo");
        assertThat(EmulatorClient.parameters(right)).containsKey("code");
    }

    @Test
    void escapesWhatItShows() {
        String evil = "\"><script>alert(1)</script>";
        HttpResponse<String> page =
                client.get(authorize("contoso.com", Map.of("login_hint", evil, "state", evil)));
        assertThat(page.body()).doesNotContain("<script>alert");
        assertThat(typed(page, evil, evil).body()).doesNotContain("<script>alert");
        assertThat(client.get(authorize("contoso.com", Map.of("redirect_uri", evil))).body())
                .doesNotContain("<script>alert");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'none'", "frame-ancestors 'none'");
    }

    @Test
    void offersToContinueAtTheSecondSignIn() {
        client.signIn("contoso.com", "ada@contoso.com", OWN, Map.of());
        HttpResponse<String> second = client.get(authorize("contoso.com", Map.of()));
        assertThat(second.body()).contains("Continue as Ada Adams");
        HttpResponse<String> redirect = client.submit(second, "value=\"continue\"", Map.of());
        assertThat(EmulatorClient.parameters(redirect)).containsKey("code");
        assertThat(client.get(authorize("fabrikam.com", Map.of())).body())
                .doesNotContain("Continue as");
        assertThat(client.get(authorize("contoso.com", Map.of("prompt", "select_account"))).body())
                .contains("ann@contoso.com");
        assertThat(client.get(authorize("contoso.com", Map.of("prompt", "login"))).body())
                .doesNotContain("Continue as");
    }

    @Test
    void needsNoPageForAKnownHint() {
        client.signIn("contoso.com", "ada@contoso.com", OWN, Map.of());
        HttpResponse<String> redirect =
                client.get(authorize("contoso.com", Map.of("login_hint", "ada@contoso.com")));
        assertThat(EmulatorClient.parameters(redirect)).containsKey("code");
    }

    @Test
    void keepsScriptsAndOtherSitesFromTheCookie() {
        HttpResponse<String> redirect =
                client.submit(
                        client.get(authorize("contoso.com", Map.of())),
                        "value=\"ada@contoso.com\"",
                        Map.of());
        assertThat(redirect.headers().firstValue("Set-Cookie").orElse(""))
                .contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void isSilentWhenToldSo() {
        Map<String, String> none = Map.of("prompt", "none");
        assertThat(EmulatorClient.parameters(client.get(authorize("contoso.com", none))))
                .containsEntry("error", "login_required")
                .containsEntry("state", "a state & more");
        client.signIn("contoso.com", "ada@contoso.com", OWN, Map.of());
        assertThat(EmulatorClient.parameters(client.get(authorize("contoso.com", none))))
                .containsKey("code");
        client.signIn("woodgrove.com", "mia@woodgrove.com", OWN, Map.of());
        HttpResponse<String> needsMore =
                client.get(
                        EmulatorClient.authorize(
                                "woodgrove.com", "https://management.azure.com/.default", none));
        assertThat(EmulatorClient.parameters(needsMore))
                .containsEntry("error", "interaction_required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/auth/callback/",
                "http://localhost:8080/auth/callback?x=1",
                "http://localhost:8080/auth/callback#x",
                "http://localhost.evil.example/auth/callback",
                "http://user@localhost:8080/auth/callback",
                "https://localhost:8080/auth/callback",
                "http://evil.example/auth/callback",
                "javascript:alert(1)",
                "",
                "http://[",
            })
    void neverRedirectsToAnUnknownAddress(String redirect) {
        HttpResponse<String> page =
                client.get(authorize("contoso.com", Map.of("redirect_uri", redirect)));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("AADSTS50011");
        assertThat(page.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void acceptsAnyLoopbackPort() {
        assertThat(
                        client.get(
                                        authorize(
                                                "contoso.com",
                                                Map.of(
                                                        "redirect_uri",
                                                        "http://127.0.0.1:49152/auth/callback")))
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void showsUnknownClientsAndTenantsAPage() {
        assertThat(client.get(authorize("contoso.com", Map.of("client_id", "x"))).body())
                .contains("AADSTS700038");
        assertThat(
                        client.get(
                                        authorize(
                                                "contoso.com",
                                                Map.of(
                                                        "client_id",
                                                        "60000000-0000-4000-8000-0000000000ff")))
                                .body())
                .contains("AADSTS700016");
        assertThat(client.get(authorize("nowhere.com", Map.of())).body()).contains("AADSTS90002");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, token, unsupported_response_type",
        "response_type, '', invalid_request",
        "scope, nonsense, invalid_scope",
        "scope, https://nowhere/.default, invalid_resource",
        "prompt, whatever, invalid_request",
        "response_mode, whatever, invalid_request",
        "code_challenge_method, S512, invalid_request",
        "code_challenge, short, invalid_request",
        "claims, {, invalid_request",
    })
    void sendsOtherErrorsToTheRedirectAddress(String name, String value, String error) {
        HttpResponse<String> redirect = client.get(authorize("contoso.com", Map.of(name, value)));
        assertThat(EmulatorClient.parameters(redirect))
                .containsEntry("error", error)
                .containsEntry("state", "a state & more")
                .containsKey("error_description");
    }

    @Test
    void answersByFragmentAndByForm() {
        Map<String, String> fragment = Map.of("response_mode", "fragment");
        HttpResponse<String> redirect =
                client.submit(
                        client.get(authorize("contoso.com", fragment)),
                        "value=\"ada@contoso.com\"",
                        Map.of());
        URI location = URI.create(redirect.headers().firstValue("Location").orElse(""));
        assertThat(location.getRawFragment()).contains("code=").contains("state=");
        assertThat(location.getRawQuery()).isNull();

        Map<String, String> form =
                Map.of("response_mode", "form_post", "login_hint", "ada@contoso.com");
        String page = client.get(authorize("contoso.com", form)).body();
        assertThat(page).contains("action=\"" + EmulatorClient.REDIRECT + "\"", "<button>");
        assertThat(EmulatorClient.filled(page, "name=\"code\"", Map.of()))
                .containsEntry("state", "a state & more");
    }

    @Test
    void signsMiaInWithoutASecondFactorUntilItIsAskedFor() {
        Map<String, String> plain =
                client.signIn("woodgrove.com", "mia@woodgrove.com", OWN, Map.of());
        String token =
                EmulatorClient.body(client.redeem("woodgrove.com", EmulatorClient.code(plain)))
                        .path("access_token")
                        .asText();
        assertThat(EmulatorClient.claims(token).has("amr")).isFalse();
    }

    @Test
    void tellsOlusGroupsByOverageOnly() {
        Map<String, String> redirect =
                client.signIn("contoso.com", "olu@contoso.com", OWN, Map.of());
        String token =
                EmulatorClient.body(client.redeem("contoso.com", EmulatorClient.code(redirect)))
                        .path("access_token")
                        .asText();
        JsonNode claims = EmulatorClient.claims(token);
        assertThat(claims.has("groups")).isFalse();
        assertThat(claims.path("_claim_names").path("groups").asText()).isEqualTo("src1");
        assertThat(claims.path("_claim_sources").path("src1").path("endpoint").asText())
                .startsWith("https://graph.windows.net/");
    }

    @Test
    void marksTokensOfCapableClients() {
        Map<String, String> claims =
                Map.of("claims", "{\"access_token\":{\"xms_cc\":{\"values\":[\"CP1\"]}}}");
        Map<String, String> redirect = client.signIn("contoso.com", "vic@contoso.com", OWN, claims);
        String token =
                EmulatorClient.body(client.redeem("contoso.com", EmulatorClient.code(redirect)))
                        .path("access_token")
                        .asText();
        assertThat(EmulatorClient.claims(token).path("xms_cc").toString()).isEqualTo("[\"cp1\"]");
    }

    @Test
    void signsOutAndGoesBackToRegisteredAddressesOnly() {
        client.signIn("contoso.com", "ada@contoso.com", OWN, Map.of());
        HttpResponse<String> back =
                client.get(
                        "/contoso.com/oauth2/v2.0/logout?state=s&post_logout_redirect_uri="
                                + "http://localhost:8080/");
        assertThat(back.headers().firstValue("Location"))
                .hasValue("http://localhost:8080/?state=s");
        assertThat(client.get(authorize("contoso.com", Map.of())).body())
                .doesNotContain("Continue as");
        HttpResponse<String> stays =
                client.get(
                        "/contoso.com/oauth2/v2.0/logout?post_logout_redirect_uri="
                                + "http://evil.example/");
        assertThat(stays.statusCode()).isEqualTo(200);
        assertThat(stays.headers().firstValue("Location")).isEmpty();
    }

    private HttpResponse<String> typed(HttpResponse<String> page, String name, String password) {
        return client.submit(
                page, "type=\"password\"", Map.of("username", name, "password", password));
    }

    private static String authorize(String tenant, Map<String, String> more) {
        return EmulatorClient.authorize(tenant, OWN, more);
    }
}
