package dev.gatehouse.operate.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SetupTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

    private final MemoryDirectory graph = new MemoryDirectory();
    private final List<Duration> pauses = new ArrayList<>();
    private final Silent progress = new Silent();

    private Setup setup(TestWanted wanted) {
        return new Setup(wanted.build(), new Setup.Means(graph, () -> NOW, pauses::add));
    }

    @Test
    void plansEverythingOnAnEmptyDirectory() {
        Plan plan = setup(TestWanted.usual()).plan();
        assertThat(plan.lines())
                .extracting(Line::toString)
                .containsExactly(
                        "+ app registration \"Gatehouse\"",
                        "+ for people of this tenant (AzureADMyOrg)",
                        "+ web redirect https://tools.contoso.com/auth/callback",
                        "+ web redirect https://tools.contoso.com/auth/consent/callback",
                        "+ front-channel logout"
                                + " https://tools.contoso.com/auth/logout/frontchannel",
                        "+ App ID URI api://<client id>",
                        "+ access tokens of version 2",
                        "+ scope access_as_user, which users and admins may consent to",
                        "+ Azure CLI authorised in advance for access_as_user",
                        "+ app role Admin",
                        "+ app role Viewer",
                        "+ permission Microsoft Graph User.Read",
                        "+ permission Azure Resource Manager user_impersonation",
                        "+ service principal",
                        "+ admin consent to Microsoft Graph User.Read",
                        "+ admin consent to Azure Resource Manager user_impersonation");
        assertThat(plan.approver().name()).isEqualTo("ada@contoso.com");
        assertThat(graph.writes).isEmpty();
    }

    @Test
    void appliesOnceAndChangesNothingTheSecondAndThirdTime() {
        Applied first = setup(TestWanted.usual()).apply(progress);
        assertThat(first.failure()).isEmpty();
        assertThat(first.steps()).allMatch(Applied.Step::done);
        graph.writes.clear();
        for (int run = 0; run < 2; run++) {
            assertThat(setup(TestWanted.usual()).plan().changes()).isFalse();
            assertThat(setup(TestWanted.usual()).apply(progress).changed()).isFalse();
        }
        assertThat(graph.writes).isEmpty();
    }

    @Test
    void makesTheWholeRegistration() {
        Applied applied = setup(TestWanted.usual()).apply(progress);
        ObjectNode app = graph.onlyApplication();
        assertThat(app.path("identifierUris").path(0).asText())
                .isEqualTo("api://" + applied.clientId());
        assertThat(app.at("/api/requestedAccessTokenVersion").asInt()).isEqualTo(2);
        assertThat(app.at("/api/preAuthorizedApplications/0/appId").asText())
                .isEqualTo("04b07795-8ddb-461a-bbee-02f9e1bf7b46");
        assertThat(app.at("/api/preAuthorizedApplications/0/delegatedPermissionIds/0"))
                .isEqualTo(app.at("/api/oauth2PermissionScopes/0/id"));
        assertThat(app.at("/api/oauth2PermissionScopes/0/type").asText()).isEqualTo("User");
        assertThat(graph.in("/oauth2PermissionGrants"))
                .extracting(it -> it.path("scope").asText())
                .containsExactly("User.Read", "user_impersonation");
        assertThat(graph.in("/oauth2PermissionGrants"))
                .allMatch(it -> it.path("consentType").asText().equals("AllPrincipals"));
    }

    @Test
    void keepsWhatOthersMadeByHand() {
        handMade();
        Applied applied = setup(TestWanted.usual()).apply(progress);
        assertThat(applied.failure()).isEmpty();
        ObjectNode app = graph.onlyApplication();
        assertThat(app.at("/web/redirectUris").toString()).contains("https://old.contoso.com/cb");
        assertThat(app.at("/web/homePageUrl").asText()).isEqualTo("https://old.contoso.com");
        assertThat(app.at("/api/knownClientApplications/0").asText()).isEqualTo("someone");
        assertThat(app.at("/api/oauth2PermissionScopes"))
                .extracting(it -> it.path("value").asText())
                .containsExactly("Files.Read", "access_as_user");
        assertThat(app.at("/api/oauth2PermissionScopes/1/id").asText()).isEqualTo("kept-id");
        assertThat(app.at("/api/preAuthorizedApplications"))
                .extracting(it -> it.path("appId").asText())
                .containsExactly("other-client", Wanted.AZURE_CLI);
        assertThat(app.path("appRoles"))
                .extracting(it -> it.path("value").asText())
                .containsExactly("Auditor", "admin", "Viewer");
        assertThat(app.path("identifierUris").toString()).contains("api://by-hand");
        assertThat(app.at("/requiredResourceAccess/0/resourceAppId").asText()).isEqualTo("other");
    }

    private void handMade() {
        graph.add(
                "/applications",
                """
                {"id":"o1","appId":"60000000-0000-4000-8000-000000000001","displayName":"Gatehouse",
                 "signInAudience":"AzureADMyOrg","identifierUris":["api://by-hand"],
                 "web":{"redirectUris":["https://old.contoso.com/cb"],
                   "homePageUrl":"https://old.contoso.com",
                   "redirectUriSettings":[{"uri":"https://old.contoso.com/cb","index":0}]},
                 "api":{"requestedAccessTokenVersion":null,"knownClientApplications":["someone"],
                   "oauth2PermissionScopes":[
                     {"id":"s1","value":"Files.Read","isEnabled":true,"type":"Admin"},
                     {"id":"kept-id","value":"access_as_user","isEnabled":true,"type":"User"}],
                   "preAuthorizedApplications":[
                     {"appId":"other-client","delegatedPermissionIds":["s1"]}]},
                 "appRoles":[{"id":"r1","value":"Auditor","isEnabled":true},
                   {"id":"r2","value":"admin","isEnabled":true}],
                 "requiredResourceAccess":[{"resourceAppId":"other","resourceAccess":[]}]}""");
    }

    @Test
    void neverNarrowsWhoMaySignIn() {
        graph.add(
                "/applications",
                """
                {"id":"o1","appId":"a1","displayName":"Gatehouse",
                 "signInAudience":"AzureADMultipleOrgs"}""");
        Plan plan = setup(TestWanted.usual()).plan();
        assertThat(plan.lines())
                .extracting(Line::mark)
                .contains(Line.Mark.NOTE)
                .doesNotContain(Line.Mark.CHANGE);
        setup(TestWanted.usual()).apply(progress);
        assertThat(graph.onlyApplication().path("signInAudience").asText())
                .isEqualTo("AzureADMultipleOrgs");
    }

    @Test
    void widensWhoMaySignIn() {
        graph.add(
                "/applications",
                """
                {"id":"o1","appId":"a1","displayName":"Gatehouse","signInAudience":"AzureADMyOrg"}""");
        setup(TestWanted.usual().audience(Audience.ANY_TENANT)).apply(progress);
        assertThat(graph.onlyApplication().path("signInAudience").asText())
                .isEqualTo("AzureADMultipleOrgs");
    }

    @Test
    void refusesTheTokenOfAnotherTenant() {
        graph.approver = new Approver("gus@fabrikam.com", new TenantId(new UUID(1, 2)));
        assertThatThrownBy(() -> setup(TestWanted.usual()).apply(progress))
                .isInstanceOf(SetupStopped.class)
                .hasMessageContaining("gus@fabrikam.com")
                .hasMessageContaining("az login --tenant " + MemoryDirectory.CONTOSO);
        assertThat(graph.writes).isEmpty();
    }

    @Test
    void listsSeveralRegistrationsOfOneNameAndTouchesNone() {
        graph.add(
                "/applications", "{\"id\":\"o1\",\"appId\":\"one\",\"displayName\":\"Gatehouse\"}");
        graph.add(
                "/applications", "{\"id\":\"o2\",\"appId\":\"two\",\"displayName\":\"Gatehouse\"}");
        assertThatThrownBy(() -> setup(TestWanted.usual()).plan())
                .isInstanceOf(SetupStopped.class)
                .hasMessageContaining("There are 2 app registrations")
                .hasMessageContaining("one")
                .hasMessageContaining("two");
    }

    @Test
    void makesNoSecondRegistrationForAClientIdThatIsNotThere() {
        assertThatThrownBy(() -> setup(TestWanted.usual().client(new ClientId("gone"))).plan())
                .isInstanceOf(SetupStopped.class)
                .hasMessageContaining("gone");
    }

    @Test
    void findsARegistrationWhoseNameHasAQuote() {
        graph.add("/applications", "{\"id\":\"o1\",\"appId\":\"a1\",\"displayName\":\"Bob's\"}");
        Plan plan = setup(TestWanted.usual().name("Bob's")).plan();
        assertThat(plan.lines().getFirst())
                .isEqualTo(Line.keep("app registration \"Bob's\", client id a1"));
    }

    @Test
    void waitsForReplicasRightAfterACreate() {
        var answers = new ArrayList<Reply<ObjectNode>>();
        answers.add(new Reply.Rejected<>("NoBackingApplicationObject", ""));
        answers.add(new Reply.NotFound<>("not there yet"));
        assertThat(run(answers).failure()).isEmpty();
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(setup(TestWanted.usual()).plan().changes()).isFalse();
    }

    /** Lets the first write pass and answers the next ones so. */
    private Applied run(List<Reply<ObjectNode>> answers) {
        return setup(TestWanted.usual())
                .apply(
                        new Silent() {
                            @Override
                            public void done(String step) {
                                graph.refusals.addAll(answers);
                                answers.clear();
                            }
                        });
    }

    @Test
    void doesNotWaitForWhatWasNeverMade() {
        graph.add(
                "/applications", "{\"id\":\"o1\",\"appId\":\"a1\",\"displayName\":\"Gatehouse\"}");
        graph.refusals.add(new Reply.NotFound<>("gone"));
        Applied applied = setup(TestWanted.usual()).apply(progress);
        assertThat(applied.failure().orElseThrow()).contains("not found");
        assertThat(pauses).isEmpty();
    }

    @Test
    void waitsAsLongAsTheDirectoryAsks() {
        graph.refusals.add(new Reply.Throttled<>(Duration.ofSeconds(7)));
        assertThat(setup(TestWanted.usual()).apply(progress).failure()).isEmpty();
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void givesUpWaitingInTheEnd() {
        for (int i = 0; i < 100; i++) {
            graph.refusals.add(new Reply.Throttled<>(Duration.ofSeconds(5)));
        }
        Applied applied = setup(TestWanted.usual()).apply(progress);
        assertThat(applied.failure().orElseThrow()).contains("busy");
        assertThat(pauses).hasSize(Persistence.PAUSES.size());
    }

    @Test
    void asksAgainWhenReadingGetsNoAnswer() {
        graph.silences.add(new Reply.Unavailable<>("503"));
        assertThat(setup(TestWanted.usual()).plan().changes()).isTrue();
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void saysWhatIsDoneAfterAFailureAndGoesOnNextTime() {
        var refused = new ArrayList<Reply<ObjectNode>>();
        refused.add(new Reply.Denied<>("Authorization_RequestDenied", "the directory role X"));
        Applied applied = run(refused);
        assertThat(applied.failure().orElseThrow()).contains("the directory role X");
        assertThat(applied.steps().getFirst())
                .isEqualTo(new Applied.Step("app registration", true));
        assertThat(applied.steps().subList(1, applied.steps().size()))
                .noneMatch(Applied.Step::done);
        assertThat(applied.steps().getLast().name()).isEqualTo("admin consent");
        assertThat(setup(TestWanted.usual()).apply(progress).failure()).isEmpty();
        assertThat(setup(TestWanted.usual()).plan().changes()).isFalse();
        assertThat(graph.in("/applications")).hasSize(1);
    }

    @Test
    void trustsTheManagedIdentityByItsObjectId() {
        identity();
        setup(TestWanted.usual().identity("1d000000-0000-4000-8000-000000000001")).apply(progress);
        ObjectNode made =
                graph.in(
                                "/applications/"
                                        + graph.onlyApplication().path("id").asText()
                                        + "/federatedIdentityCredentials")
                        .getFirst();
        assertThat(made.path("subject").asText()).isEqualTo("mi-object");
        assertThat(made.path("issuer").asText())
                .isEqualTo("https://login.example/" + MemoryDirectory.CONTOSO + "/v2.0");
        assertThat(made.path("audiences").path(0).asText()).isEqualTo("api://AzureADTokenExchange");
        var again = TestWanted.usual().identity("1d000000-0000-4000-8000-000000000001");
        assertThat(setup(again).plan().changes()).isFalse();
    }

    @Test
    void findsTheManagedIdentityByItsResourceInAnyLetterCase() {
        identity();
        String resource =
                "/subscriptions/S/resourceGroups/rg/providers/Microsoft.ManagedIdentity"
                        + "/userAssignedIdentities/id-gatehouse";
        Plan plan = setup(TestWanted.usual().identity(resource)).plan();
        assertThat(plan.lines())
                .contains(
                        Line.add(
                                "federated credential: managed identity \"id-gatehouse\", object id"
                                        + " mi-object"));
    }

    @Test
    void trustsNoOrdinaryProgram() {
        String robot = "60000000-0000-4000-8000-000000000003";
        graph.add(
                "/servicePrincipals",
                "{\"id\":\"x\",\"appId\":\"60000000-0000-4000-8000-000000000003\",\"displayName\":\"Robot\","
                        + "\"servicePrincipalType\":\"Application\"}");
        assertThatThrownBy(() -> setup(TestWanted.usual().identity(robot)).plan())
                .isInstanceOf(SetupStopped.class)
                .hasMessageContaining("no managed identity");
    }

    private void identity() {
        graph.add(
                "/servicePrincipals",
                """
                {"id":"mi-object","appId":"1d000000-0000-4000-8000-000000000001",
                 "displayName":"id-gatehouse","servicePrincipalType":"ManagedIdentity",
                 "alternativeNames":["isExplicit=True","/subscriptions/s/resourcegroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-gatehouse"]}""");
    }

    @Test
    void addsToAConsentAndKeepsWhatWasConsented() {
        setup(TestWanted.usual()).apply(progress);
        graph.in("/oauth2PermissionGrants").getFirst().put("scope", "Mail.Read");
        assertThat(setup(TestWanted.usual()).apply(progress).failure()).isEmpty();
        assertThat(graph.in("/oauth2PermissionGrants").getFirst().path("scope").asText())
                .isEqualTo("Mail.Read User.Read");
    }

    @Test
    void makesASecretOnlyWhenThereIsNone() {
        var wanted = TestWanted.usual().secret(SecretWanted.IF_MISSING);
        Applied first = setup(wanted).apply(progress);
        assertThat(first.secret().map(NewSecret::value)).contains("s3cr3t-value");
        assertThat(first.toString()).doesNotContain("s3cr3t-value");
        assertThat(setup(wanted).plan().changes()).isFalse();
        assertThat(setup(wanted.secret(SecretWanted.ANOTHER)).apply(progress).secret()).isPresent();
        assertThat(graph.onlyApplication().path("passwordCredentials")).hasSize(2);
    }

    @Test
    void countsNoSecretThatHasEnded() {
        setup(TestWanted.usual()).apply(progress);
        graph.onlyApplication()
                .withArray("passwordCredentials")
                .addObject()
                .put("endDateTime", "2026-11-22T05:59:59Z");
        var wanted = TestWanted.usual().secret(SecretWanted.IF_MISSING);
        assertThat(setup(wanted).apply(progress).secret()).isPresent();
    }

    @Test
    void makesNoSecretUnasked() {
        setup(TestWanted.usual()).apply(progress);
        assertThat(graph.writes).noneMatch(it -> it.endsWith("/addPassword"));
    }

    @Test
    void resolvesAnUpstreamsScopeByTheApisAddress() {
        graph.add(
                "/servicePrincipals",
                """
                {"id":"sp-orders","appId":"app-orders","displayName":"Orders",
                 "servicePrincipalNames":["api://orders"],
                 "oauth2PermissionScopes":[{"id":"p1","value":"Orders.Read"}]}""");
        Plan plan = setup(TestWanted.usual().delegated(new Delegated("api://orders", ""))).plan();
        assertThat(plan.lines())
                .contains(Line.add("permission Orders Orders.Read"))
                .contains(Line.add("admin consent to Orders Orders.Read"));
    }

    @Test
    void namesAnApiThatTheTenantDoesNotKnow() {
        var wanted = TestWanted.usual().delegated(new Delegated("api://nowhere", "Read"));
        assertThatThrownBy(() -> setup(wanted).plan())
                .isInstanceOf(SetupStopped.class)
                .hasMessageContaining("api://nowhere");
    }

    @Test
    void listsThePermissionsOfAnApiThatLacksTheWantedOne() {
        var wanted = TestWanted.usual().delegated(new Delegated(Delegated.ARM, "everything"));
        assertThatThrownBy(() -> setup(wanted).plan())
                .isInstanceOf(SetupStopped.class)
                .hasMessageContaining("only: user_impersonation");
    }

    @Test
    void letsTokensCarryGroupsOnlyWhereARouteNamesThem() {
        setup(TestWanted.usual()).apply(progress);
        assertThat(graph.onlyApplication().has("groupMembershipClaims")).isFalse();
        setup(TestWanted.usual().groups()).apply(progress);
        assertThat(graph.onlyApplication().path("groupMembershipClaims").asText())
                .isEqualTo("SecurityGroup");
    }

    private static class Silent implements Progress {
        @Override
        public void done(String step) {}

        @Override
        public void waiting(String step, String why) {}
    }
}
