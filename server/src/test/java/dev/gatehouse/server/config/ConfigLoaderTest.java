package dev.gatehouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    private static final String OTHER = "60000000-0000-4000-8000-000000000002";
    private static final String GRAPH =
            "upstreams: {graph: {url: https://graph.microsoft.com, scope:"
                    + " https://graph.microsoft.com/.default}}\n";

    @Test
    void environmentWinsOverFileAndSetOverBoth() {
        var file = Loading.with("listen: {port: 1}");
        assertThat(file.config().listen().port()).isEqualTo(1);
        var environment = file.variable("GATEHOUSE_LISTEN_PORT", "2");
        assertThat(environment.config().listen().port()).isEqualTo(2);
        assertThat(environment.set("listen.port=3").config().listen().port()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AZURE_AD_CLIENT_ID", "API_CLIENT_ID", "AZ_SCOUT_CLIENT_ID"})
    void clientIdHasAliases(String name) {
        assertThat(Loading.with("").variable(name, OTHER).config().entra().client())
                .isEqualTo(new ClientId(OTHER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"AZURE_AD_CLIENT_SECRET", "API_CLIENT_SECRET", "AZ_SCOUT_CLIENT_SECRET"})
    void secretHasAliases(String name) {
        var credential =
                Loading.with("").variable(name, "x").config().entra().credential().orElseThrow();
        assertThat(((CredentialConfig.Secret) credential).secret().reveal()).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AZURE_TENANT_ID", "AZ_SCOUT_TENANT_ID"})
    void tenantHasAliases(String name) {
        assertThat(Loading.with("").variable(name, "Contoso.com").config().entra().tenant())
                .isEqualTo(new HomeTenant.ByDomain("contoso.com"));
    }

    @Test
    void aDeveloperNeedsNoRegistrationAndNoTenant() {
        EntraConfig entra = forDeveloper(Map.of(), List.of());
        assertThat(entra.chosen()).isEmpty();
        assertThat(entra.registered()).isEmpty();
        assertThat(entra.cloud()).isEqualTo(CloudConfig.Known.PUBLIC);
    }

    @Test
    void aDevelopersTenantIsTheOneThatIsNamed() {
        var contoso = Optional.of(new HomeTenant.ByDomain("contoso.com"));
        var variable = Map.of("AZURE_TENANT_ID", "contoso.com");
        assertThat(forDeveloper(variable, List.of()).chosen()).isEqualTo(contoso);
        assertThat(forDeveloper(Map.of(), List.of("entra.tenant=contoso.com")).chosen())
                .isEqualTo(contoso);
    }

    @Test
    void aDevelopersCommandDoesNotReadTheCredential() {
        var sets = List.of("entra.credential={secret: 'env:NOT_SET'}");
        assertThat(forDeveloper(Map.of(), sets).credential())
                .hasValueSatisfying(
                        it -> assertThat(it).isInstanceOf(CredentialConfig.ManagedIdentity.class));
    }

    private static EntraConfig forDeveloper(Map<String, String> environment, List<String> sets) {
        return switch (ConfigLoader.loadForDeveloper(Optional.empty(), environment, sets)) {
            case Loaded.Ok ok -> ok.config().entra();
            case Loaded.Faulty(List<Problem> problems) ->
                    throw new AssertionError(Problem.message(problems));
        };
    }

    @Test
    void aliasesThatDifferAreRefusedNamingBoth() {
        assertThat(
                        Loading.with("")
                                .variable("AZURE_AD_CLIENT_SECRET", "s3cr3t-a")
                                .variable("API_CLIENT_SECRET", "s3cr3t-b")
                                .problems())
                .singleElement()
                .asString()
                .contains("AZURE_AD_CLIENT_SECRET", "API_CLIENT_SECRET")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aliasesThatAgreeAreFine() {
        assertThat(
                        Loading.with("")
                                .variable("AZURE_AD_CLIENT_ID", OTHER)
                                .variable("API_CLIENT_ID", OTHER)
                                .problems())
                .isEmpty();
    }

    @Test
    void azureClientIdIsTheManagedIdentityAndNeverTheRegistration() {
        var config = Loading.with("").variable("AZURE_CLIENT_ID", OTHER).config();
        assertThat(config.downstream().managedIdentity()).contains(new ClientId(OTHER));
        assertThat(config.entra().client()).isEqualTo(new ClientId(Loading.REGISTRATION));
    }

    @Test
    void managedIdentityEqualToTheRegistrationIsWarnedAbout() {
        assertThat(Loading.with("").variable("AZURE_CLIENT_ID", Loading.REGISTRATION).warnings())
                .singleElement()
                .asString()
                .contains("downstream.managed-identity", "AZURE_CLIENT_ID");
    }

    @Test
    void noFileIsNeeded() {
        var loaded =
                ConfigLoader.load(
                        Optional.empty(),
                        Map.of(
                                "AZURE_TENANT_ID", Loading.CONTOSO,
                                "AZURE_AD_CLIENT_ID", Loading.REGISTRATION,
                                "AZURE_AD_CLIENT_SECRET", "s3cr3t"),
                        ConfigLoader.protecting("http://127.0.0.1:3000"));
        var config = ((Loaded.Ok) loaded).config();
        assertThat(config.upstreams()).containsOnlyKeys("app");
        assertThat(config.routes()).hasSize(1);
        assertThat(config.routes().getFirst().path()).hasToString("/**");
        assertThat(config.routes().getFirst().allow().signedIn()).isTrue();
        assertThat(config.workbench()).isEmpty();
    }

    @Test
    void upstreamFlagCannotBringOtherKeys() {
        var sets = ConfigLoader.protecting("http://a', scope: 'x");
        assertThat(Loading.with("").set(sets.toArray(String[]::new)).problems())
                .anyMatch(problem -> problem.startsWith("upstreams.app.url"));
    }

    @Test
    void listsInTheEnvironmentAreSeparatedByCommas() {
        assertThat(
                        Loading.with("")
                                .variable("GATEHOUSE_AUTH_SCOPES", "a, b,")
                                .config()
                                .auth()
                                .scopes())
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void misspeltVariableIsWarnedAbout() {
        assertThat(Loading.with("").variable("GATEHOUSE_LISTEN_PROT", "1").warnings())
                .containsExactly(
                        "GATEHOUSE_LISTEN_PROT: has no effect; did you mean"
                                + " GATEHOUSE_LISTEN_PORT?");
        assertThat(Loading.with("").variable("GATEHOUSE_SERVICE_HOST", "1").warnings()).isEmpty();
    }

    @Test
    void secretComesFromAVariableOrAFileWithoutWarning(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "from-file\n");
        assertThat(secret("entra.credential.secret=file:" + file).reveal()).isEqualTo("from-file");
        assertThat(secret("entra.credential.secret=env:MINE").reveal()).isEqualTo("from-variable");
        assertThat(
                        Loading.with("")
                                .variable("MINE", "x")
                                .set("entra.credential.secret=env:MINE")
                                .warnings())
                .isEmpty();
    }

    @Test
    void secretInTheOpenIsWarnedAboutAndNotShown() {
        var ok = Loading.with("").set("entra.credential.secret=plain-text").ok();
        assertThat(ok.warnings()).singleElement().asString().contains("entra.credential.secret");
        assertThat(ok.toString() + ok.report().render()).doesNotContain("plain-text");
    }

    @Test
    void secretInItsOwnVariableIsNotWarnedAbout() {
        assertThat(Loading.withCredential("").warnings()).isEmpty();
    }

    @Test
    void otherCredentialsAreFilesAndIdentities(@TempDir Path directory) throws Exception {
        Path pem = Files.writeString(directory.resolve("client.pem"), "x");
        assertThat(credential("certificate=" + pem))
                .isEqualTo(new CredentialConfig.Certificate(pem));
        assertThat(credential("workload=" + pem)).isEqualTo(new CredentialConfig.Workload(pem));
        assertThat(credential("workload=true"))
                .isEqualTo(new CredentialConfig.Workload(Path.of("/run/token")));
        assertThat(credential("managed-identity=true"))
                .isEqualTo(new CredentialConfig.ManagedIdentity(Optional.empty()));
        assertThat(credential("managed-identity=" + OTHER))
                .isEqualTo(new CredentialConfig.ManagedIdentity(Optional.of(new ClientId(OTHER))));
    }

    @Test
    void anIdentityThatVouchesWithoutANameIsThePlatforms() {
        String vouching = "entra.credential={managed-identity: true}";
        assertThat(Loading.with("").set(vouching).warnings())
                .singleElement()
                .asString()
                .startsWith("entra.credential.managed-identity")
                .contains("user-assigned");
        var named = Loading.with("").set(vouching, "downstream.managed-identity=" + OTHER);
        assertThat(named.warnings()).isEmpty();
        assertThat(named.config().entra().credential())
                .contains(new CredentialConfig.ManagedIdentity(Optional.of(new ClientId(OTHER))));
    }

    @Test
    void tenantsAreListedOrAllThatConsented() {
        assertThat(tenants("[home, any-consented]"))
                .isEqualTo(new TenantsConfig(true, true, Set.of()));
        assertThat(tenants("[" + Loading.CONTOSO + "]"))
                .isEqualTo(
                        new TenantsConfig(
                                false,
                                false,
                                Set.of(TenantId.parse(Loading.CONTOSO).orElseThrow())));
    }

    @ParameterizedTest
    @CsvSource({"obo, 1", "obo-with-fallback, 0", "managed-identity, 0"})
    void listedTenantsBesideAllAreForThePlatformAlone(String mode, int warnings) {
        var loading =
                Loading.withCredential("")
                        .set(
                                "downstream.mode=" + mode,
                                "entra.tenants=[home, any-consented, " + OTHER + "]");
        assertThat(loading.warnings()).hasSize(warnings);
    }

    @ParameterizedTest
    @CsvSource({"managed-identity, PLATFORM", "obo, USER", "obo-with-fallback, USER_ELSE_PLATFORM"})
    void routeToAScopeActsAsTheModeSays(String mode, ActAs as) {
        var rule =
                Loading.withCredential(
                                GRAPH + "routes: [{path: /g, allow: {roles: [viewer]}, to: graph}]")
                        .set("downstream.mode=" + mode)
                        .config()
                        .routes()
                        .getFirst();
        assertThat(rule.as()).isEqualTo(as);
        assertThat(rule.mayFallBack("GET")).isEqualTo(as == ActAs.USER_ELSE_PLATFORM);
        assertThat(rule.mayFallBack("POST")).isFalse();
    }

    @Test
    void anonymousRouteNeverCarriesATokenByDefault() {
        var rule =
                Loading.withCredential(
                                GRAPH
                                        + "routes: [{path: /g, allow: {anonymous: true}, to:"
                                        + " graph}]")
                        .config()
                        .routes()
                        .getFirst();
        assertThat(rule.as()).isEqualTo(ActAs.NONE);
    }

    @Test
    void groupsHaveNames() {
        var rule =
                Loading.with(
                                "authz: {groups: {Finance: "
                                        + OTHER
                                        + "}}\n"
                                        + GRAPH
                                        + "routes: [{path: /g, allow: {groups: [finance]}, to:"
                                        + " graph}]")
                        .config()
                        .routes()
                        .getFirst();
        assertThat(rule.allow().groups()).containsExactly(OTHER);
    }

    @Test
    void configuredRolesReplaceTheUsualOnes() {
        assertThat(
                        Loading.with("authz: {roles: {Gatehouse.Admin: Admin}}")
                                .config()
                                .authz()
                                .roles())
                .isEqualTo(Map.of("Gatehouse.Admin", Role.ADMIN));
    }

    @Test
    void stripCountsSegments() {
        var rule =
                Loading.with(
                                GRAPH
                                        + "routes: [{path: /a/b/**, methods: [get], allow: {signed-in:"
                                        + " true}, to: graph, strip: /a/b}]")
                        .config()
                        .routes()
                        .getFirst();
        assertThat(rule.strip()).isEqualTo(2);
        assertThat(rule.methods()).containsExactly("GET");
    }

    @Test
    void tokenOverPlainHttpIsWarnedAbout() {
        assertThat(Loading.with("upstreams: {a: {url: http://a.example, scope: s}}").warnings())
                .singleElement()
                .asString()
                .contains("upstreams.a.url");
    }

    @Test
    void clientIdsInDifferentLettersAreOne() {
        assertThat(
                        Loading.with("auth: {clients: [6000000A-0000-4000-8000-000000000002]}")
                                .config()
                                .auth()
                                .clients())
                .containsExactly(new ClientId("6000000a-0000-4000-8000-000000000002"));
    }

    @Test
    void trustedProxiesAreRanges() {
        assertThat(
                        Loading.with("listen: {trusted-proxies: [10.0.0.0/8, '::1']}")
                                .config()
                                .listen()
                                .trustedProxies())
                .hasToString("[10.0.0.0/8, 0:0:0:0:0:0:0:1/128]");
    }

    private static SecretRef secret(String set) {
        var config = Loading.with("").variable("MINE", "from-variable").set(set).config();
        return ((CredentialConfig.Secret) config.entra().credential().orElseThrow()).secret();
    }

    private static CredentialConfig credential(String set) {
        return Loading.with("")
                .variable("AZURE_FEDERATED_TOKEN_FILE", "/run/token")
                .set("entra.credential." + set)
                .config()
                .entra()
                .credential()
                .orElseThrow();
    }

    private static TenantsConfig tenants(String list) {
        return Loading.with("").set("entra.tenants=" + list).config().entra().tenants();
    }
}
