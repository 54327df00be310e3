package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.FormCodec;
import dev.gatehouse.emulator.world.Cast;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Graph's directory objects: what is written there counts at the token endpoint at once. */
class DirectoryIT extends RunningEmulator {
    private static final String DIRECTORY = "Directory.AccessAsUser.All";
    private static final String ARM_SCOPE = "https://management.azure.com/.default";

    @Test
    void listsFiltersAndFindsApplications() {
        String ada = graph("ada");
        String byId = "/v1.0/applications?$filter=" + escaped("appId eq '" + Cast.GATEHOUSE + "'");
        JsonNode found = body(call("GET", byId, "", ada)).path("value");
        assertThat(found.size()).isEqualTo(1);
        JsonNode gatehouse = found.path(0);
        assertThat(gatehouse.path("api").path("oauth2PermissionScopes").findValuesAsText("value"))
                .containsExactlyInAnyOrder("access_as_user", "user_impersonation");
        assertThat(gatehouse.path("passwordCredentials").path(0).path("secretText").isNull())
                .isTrue();
        String byName = "/v1.0/applications?$filter=" + escaped("displayName eq 'gatehouse'");
        assertThat(body(call("GET", byName, "", ada)).path("value").size()).isEqualTo(1);
        for (String path :
                new String[] {
                    "/v1.0/applications/" + gatehouse.path("id").asText(),
                    "/v1.0/applications(appId='" + Cast.GATEHOUSE + "')"
                }) {
            assertThat(body(call("GET", path, "", ada)).path("appId").asText())
                    .isEqualTo(Cast.GATEHOUSE.toString());
        }
        assertThat(body(call("GET", "/v1.0/applications?$filter=x", "", ada)).toString())
                .contains("Invalid filter clause");
        assertThat(body(call("GET", byId, "", graph("gus"))).path("value").size()).isZero();
        JsonNode some = body(call("GET", "/v1.0/applications?$top=1&$select=id", "", ada));
        assertThat(some.path("value").toString()).doesNotContain("displayName");
        assertThat(some.path("@odata.nextLink").asText()).contains("skiptoken");
    }

    @Test
    void letsOnlyAdministratorsWriteAndOnlyWithThePermission() {
        String body = "{\"displayName\":\"x\"}";
        for (String token :
                new String[] {
                    graph("ann"),
                    client.mint(
                            "{\"as\":\"ada\",\"audience\":\"https://graph.microsoft.com\","
                                    + "\"scope\":\"User.Read Directory.Read.All\"}"),
                    client.mint("{\"as\":\"robot\",\"audience\":\"https://graph.microsoft.com\"}")
                }) {
            HttpResponse<String> refused = call("POST", "/v1.0/applications", body, token);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("Authorization_RequestDenied");
        }
        assertThat(call("POST", "/v1.0/applications", body, graph("gus")).statusCode())
                .isEqualTo(201);
    }

    @Test
    void anApplicationMadeFromNothingSignsPeopleInAndActsForThem() {
        String ada = graph("ada");
        JsonNode app = create(ada, "From nothing");
        String path = "/v1.0/applications/" + app.path("id").asText();
        String appId = app.path("appId").asText();
        String scopeId = UUID.randomUUID().toString();
        assertThat(app.path("api").path("requestedAccessTokenVersion").isNull()).isTrue();
        patch(
                ada,
                path,
                """
                {"identifierUris":["api://%s"],
                 "web":{"redirectUris":["http://localhost:8080/auth/callback"]},
                 "api":{"requestedAccessTokenVersion":2,
                        "oauth2PermissionScopes":[{"id":"%s","value":"access_as_user",
                          "type":"User","isEnabled":true,"adminConsentDisplayName":"Access"}],
                        "preAuthorizedApplications":[{"appId":"%s",
                          "delegatedPermissionIds":["%s"]}]},
                 "requiredResourceAccess":[{"resourceAppId":"%s","resourceAccess":[
                   {"id":"41094075-9dad-400e-a0bd-54e686782033","type":"Scope"}]}]}
                """
                        .formatted(appId, scopeId, Cast.AZURE_CLI, scopeId, Cast.ARM));
        JsonNode service =
                body(call("POST", "/v1.0/servicePrincipals", "{\"appId\":\"" + appId + "\"}", ada));
        String secret =
                body(call(
                                "POST",
                                path + "/addPassword",
                                "{\"passwordCredential\":{\"displayName\":\"one\"}}",
                                ada))
                        .path("secretText")
                        .asText();
        assertThat(call("GET", path, "", ada).body()).doesNotContain(secret);
        String caller =
                client.mint(
                        "{\"as\":\"pia\",\"audience\":\"api://"
                                + appId
                                + "\",\"scope\":\"access_as_user\"}");

        HttpResponse<String> refused = onBehalfOf(appId, secret, caller);
        assertThat(refused.body()).contains("AADSTS65001");
        String arm =
                body(call("GET", "/v1.0/servicePrincipals(appId='" + Cast.ARM + "')", "", ada))
                        .path("id")
                        .asText();
        String grant =
                """
                {"clientId":"%s","consentType":"AllPrincipals","resourceId":"%s",
                 "scope":"user_impersonation"}
                """
                        .formatted(service.path("id").asText(), arm);
        JsonNode granted = body(call("POST", "/v1.0/oauth2PermissionGrants", grant, ada));
        assertThat(call("POST", "/v1.0/oauth2PermissionGrants", grant, ada).statusCode())
                .isEqualTo(409);
        HttpResponse<String> passed = onBehalfOf(appId, secret, caller);
        assertThat(passed.statusCode()).as(passed.body()).isEqualTo(200);
        assertThat(
                        EmulatorClient.claims(body(passed).path("access_token").asText())
                                .path("scp")
                                .asText())
                .isEqualTo("user_impersonation");
        String filtered =
                "/v1.0/oauth2PermissionGrants?$filter="
                        + escaped("clientId eq '" + service.path("id").asText() + "'");
        assertThat(body(call("GET", filtered, "", ada)).path("value").size()).isEqualTo(1);
        String one = "/v1.0/oauth2PermissionGrants/" + granted.path("id").asText();
        assertThat(call("DELETE", one, "", ada).statusCode()).isEqualTo(204);
        assertThat(onBehalfOf(appId, secret, caller).body()).contains("AADSTS65001");
    }

    @Test
    void enabledEntitlementsMustBeDisabledBeforeTheyGo() {
        String ada = graph("ada");
        String path = "/v1.0/applications/" + create(ada, "Entitled").path("id").asText();
        String scope =
                "{\"api\":{\"oauth2PermissionScopes\":[{\"id\":\"%s\",\"value\":\"x\",\"type\":\"User\","
                        + "\"isEnabled\":%s,\"adminConsentDisplayName\":\"X\"}]}}";
        UUID id = UUID.randomUUID();
        patch(ada, path, scope.formatted(id, true));
        String none = "{\"api\":{\"oauth2PermissionScopes\":[]}}";
        assertThat(call("PATCH", path, none, ada).body())
                .contains("CannotDeleteOrUpdateEnabledEntitlement");
        patch(ada, path, scope.formatted(id, false));
        patch(ada, path, none);
        String role =
                "{\"appRoles\":[{\"id\":\"%s\",\"value\":\"Admin\",\"displayName\":\"Admin\","
                        + "\"isEnabled\":true,\"allowedMemberTypes\":[\"User\"]},"
                        + "{\"id\":\"%s\",\"value\":\"%s\",\"displayName\":\"Other\","
                        + "\"isEnabled\":false,\"allowedMemberTypes\":[\"User\"]}]}";
        assertThat(call("PATCH", path, role.formatted(id, UUID.randomUUID(), "Admin"), ada).body())
                .contains("duplicate");
        patch(ada, path, role.formatted(id, UUID.randomUUID(), "Other"));
        assertThat(call("PATCH", path, "{\"appRoles\":[]}", ada).statusCode()).isEqualTo(400);
        assertThat(call("GET", path, "", ada).body()).contains("\"Other\"");
    }

    @Test
    void refusesWhatARegistrationCannotHave() {
        String ada = graph("ada");
        String path = "/v1.0/applications/" + create(ada, "Refused").path("id").asText();
        for (String bad :
                new String[] {
                    "{\"web\":{\"redirectUris\":[\"http://example.org/\"]}}",
                    "{\"web\":{\"redirectUris\":[\"https://a.example/x\",\"https://a.example/x\"]}}",
                    "{\"identifierUris\":[\"api://" + Cast.GATEHOUSE + "\"]}",
                    "{\"identifierUris\":[\"https://elsewhere.example\"]}",
                    "{\"signInAudience\":\"Everybody\"}",
                    "{\"displayName\":\"\"}",
                    "{\"api\":{\"requestedAccessTokenVersion\":3}}",
                    "{\"api\":{\"preAuthorizedApplications\":[{\"appId\":\""
                            + Cast.AZURE_CLI
                            + "\",\"delegatedPermissionIds\":[\""
                            + UUID.randomUUID()
                            + "\"]}]}}",
                    "{\"nonsense\":1}",
                    "[]",
                    "{"
                }) {
            assertThat(call("PATCH", path, bad, ada).statusCode()).as(bad).isEqualTo(400);
        }
        assertThat(call("DELETE", path, "", ada).statusCode()).isEqualTo(204);
        assertThat(call("GET", path, "", ada).statusCode()).isEqualTo(404);
    }

    @Test
    void secretsEndAndCanBeRemoved() {
        String ada = graph("ada");
        JsonNode app = create(ada, "Secretive");
        String path = "/v1.0/applications/" + app.path("id").asText();
        call(
                "POST",
                "/v1.0/servicePrincipals",
                "{\"appId\":\"" + app.path("appId").asText() + "\"}",
                ada);
        JsonNode password = body(call("POST", path + "/addPassword", "{}", ada));
        String appId = app.path("appId").asText();
        String secret = password.path("secretText").asText();
        assertThat(ownToken(appId, secret).statusCode()).isEqualTo(200);
        client.json("PUT", "/_emulator/clock", "{\"offsetSeconds\":70000000}");
        assertThat(ownToken(appId, secret).body()).contains("AADSTS7000222");
        client.json("PUT", "/_emulator/clock", "{\"offsetSeconds\":0}");
        String remove = "{\"keyId\":\"" + password.path("keyId").asText() + "\"}";
        assertThat(call("POST", path + "/removePassword", remove, ada).statusCode()).isEqualTo(204);
        assertThat(ownToken(appId, secret).statusCode()).isEqualTo(401);
        assertThat(call("POST", path + "/removePassword", remove, ada).statusCode()).isEqualTo(400);
    }

    @Test
    void federatedCredentialsLetAManagedIdentityIn() {
        String ada = graph("ada");
        JsonNode app = create(ada, "Federated");
        String appId = app.path("appId").asText();
        call("POST", "/v1.0/servicePrincipals", "{\"appId\":\"" + appId + "\"}", ada);
        String path =
                "/v1.0/applications/" + app.path("id").asText() + "/federatedIdentityCredentials";
        String credential =
                """
                {"name":"%s","issuer":"%s/%s/v2.0","subject":"%s",
                 "audiences":["api://AzureADTokenExchange"]}
                """
                        .formatted("mine", emulator.https(), Cast.CONTOSO, Cast.USER_ASSIGNED);
        JsonNode made = body(call("POST", path, credential, ada));
        assertThat(call("POST", path, credential.replace("mine", "other"), ada).statusCode())
                .isEqualTo(409);
        String two = credential.replace("AzureADTokenExchange\"", "A\",\"api://B\"");
        assertThat(call("POST", path, two, ada).statusCode()).isEqualTo(400);
        String assertion =
                client.mint(
                        "{\"as\":\"id-gatehouse\",\"audience\":\"api://AzureADTokenExchange\"}");
        Map<String, String> form = new HashMap<>();
        form.put("client_id", appId);
        form.put("grant_type", "client_credentials");
        form.put("scope", ARM_SCOPE);
        form.put("client_assertion", assertion);
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        assertThat(client.form("/contoso.com/oauth2/v2.0/token", form).statusCode()).isEqualTo(200);
        assertThat(body(call("GET", path, "", ada)).path("value").size()).isEqualTo(1);
        String one = path + "/" + made.path("id").asText();
        assertThat(body(call("GET", one, "", ada)).path("name").asText()).isEqualTo("mine");
        assertThat(call("DELETE", one, "", ada).statusCode()).isEqualTo(204);
        assertThat(client.form("/contoso.com/oauth2/v2.0/token", form).statusCode())
                .isNotEqualTo(200);
    }

    @Test
    void appRolesAreGivenAndTaken() {
        String ada = graph("ada");
        JsonNode service =
                body(
                        call(
                                "GET",
                                "/v1.0/servicePrincipals(appId='" + Cast.GATEHOUSE + "')",
                                "",
                                ada));
        String viewer = "";
        for (JsonNode role : service.path("appRoles")) {
            viewer =
                    role.path("value").asText().equals("Viewer")
                            ? role.path("id").asText()
                            : viewer;
        }
        String nil = "a0000000-0000-4000-8000-00000000000e";
        String path =
                "/v1.0/servicePrincipals/" + service.path("id").asText() + "/appRoleAssignedTo";
        String body =
                "{\"principalId\":\"%s\",\"resourceId\":\"%s\",\"appRoleId\":\"%s\"}"
                        .formatted(nil, service.path("id").asText(), viewer);
        JsonNode given = body(call("POST", path, body, ada));
        assertThat(call("POST", path, body, ada).statusCode()).isEqualTo(400);
        String roles =
                EmulatorClient.claims(client.mint("{\"as\":\"nil\"}")).path("roles").toString();
        assertThat(roles).isEqualTo("[\"Viewer\"]");
        assertThat(
                        body(call("GET", "/v1.0/users/" + nil + "/appRoleAssignments", "", ada))
                                .path("value")
                                .size())
                .isEqualTo(1);
        assertThat(call("DELETE", path + "/" + given.path("id").asText(), "", ada).statusCode())
                .isEqualTo(204);
        assertThat(EmulatorClient.claims(client.mint("{\"as\":\"nil\"}")).has("roles")).isFalse();
    }

    @Test
    void anApiCanBeReservedForTheAssigned() {
        String ada = graph("ada");
        String path = "/v1.0/servicePrincipals(appId='" + Cast.ARM + "')";
        String caller = client.mint("{\"as\":\"pia\"}");
        patch(ada, path, "{\"appRoleAssignmentRequired\":true}");
        assertThat(client.onBehalfOf("contoso.com", caller, ARM_SCOPE).body())
                .contains("AADSTS50105");
        patch(ada, path, "{\"appRoleAssignmentRequired\":false}");
        assertThat(client.onBehalfOf("contoso.com", caller, ARM_SCOPE).statusCode()).isEqualTo(200);
    }

    @Test
    void aServicePrincipalCanBeClosed() {
        String ada = graph("ada");
        JsonNode app = create(ada, "Closed");
        String appId = app.path("appId").asText();
        JsonNode service =
                body(call("POST", "/v1.0/servicePrincipals", "{\"appId\":\"" + appId + "\"}", ada));
        String path = "/v1.0/servicePrincipals/" + service.path("id").asText();
        String secret =
                body(call(
                                "POST",
                                "/v1.0/applications/" + app.path("id").asText() + "/addPassword",
                                "{}",
                                ada))
                        .path("secretText")
                        .asText();
        patch(ada, path, "{\"accountEnabled\":false}");
        assertThat(ownToken(appId, secret).body()).contains("AADSTS7000112");
        patch(ada, path, "{\"accountEnabled\":true,\"tags\":[\"a\"]}");
        assertThat(ownToken(appId, secret).statusCode()).isEqualTo(200);
        assertThat(
                        call(
                                        "POST",
                                        "/v1.0/servicePrincipals",
                                        "{\"appId\":\"" + appId + "\"}",
                                        ada)
                                .statusCode())
                .isEqualTo(409);
        assertThat(
                        call(
                                        "POST",
                                        "/v1.0/servicePrincipals",
                                        "{\"appId\":\"" + UUID.randomUUID() + "\"}",
                                        ada)
                                .body())
                .contains("NoBackingApplicationObject");
    }

    @Test
    void tellsTheOrganizationAndItsPeople() {
        String pia = graph("pia");
        JsonNode organization = body(call("GET", "/v1.0/organization", "", pia)).path("value");
        assertThat(organization.path(0).path("id").asText()).isEqualTo(Cast.CONTOSO.toString());
        String byName = escaped("userPrincipalName eq 'nil@contoso.com'");
        assertThat(body(call("GET", "/v1.0/users?$filter=" + byName, "", pia)).path("value").size())
                .isEqualTo(1);
        assertThat(call("GET", "/v1.0/users/gus@fabrikam.com", "", pia).statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> onBehalfOf(String appId, String secret, String assertion) {
        Map<String, String> form = new HashMap<>();
        form.put("client_id", appId);
        form.put("client_secret", secret);
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        form.put("assertion", assertion);
        form.put("requested_token_use", "on_behalf_of");
        form.put("scope", ARM_SCOPE);
        return client.form("/contoso.com/oauth2/v2.0/token", form);
    }

    private HttpResponse<String> ownToken(String appId, String secret) {
        return client.form(
                "/contoso.com/oauth2/v2.0/token",
                Map.of(
                        "client_id",
                        appId,
                        "client_secret",
                        secret,
                        "grant_type",
                        "client_credentials",
                        "scope",
                        ARM_SCOPE));
    }

    private JsonNode create(String token, String name) {
        HttpResponse<String> made =
                call("POST", "/v1.0/applications", "{\"displayName\":\"" + name + "\"}", token);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return body(made);
    }

    private void patch(String token, String path, String body) {
        HttpResponse<String> done = call("PATCH", path, body, token);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
    }

    private String graph(String who) {
        return client.mint(
                "{\"as\":\"%s\",\"audience\":\"https://graph.microsoft.com\",\"scope\":\"%s\"}"
                        .formatted(who, DIRECTORY));
    }

    private HttpResponse<String> call(String method, String path, String body, String token) {
        return client.json(
                method, path.replace(" ", "%20"), body, "Authorization", "Bearer " + token);
    }

    private static JsonNode body(HttpResponse<String> response) {
        return EmulatorClient.body(response);
    }

    private static String escaped(String filter) {
        return FormCodec.encode(Map.of("f", filter)).substring(2);
    }
}
