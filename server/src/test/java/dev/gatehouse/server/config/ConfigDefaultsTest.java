package dev.gatehouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.TenantId;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigDefaultsTest {
    private final GatehouseConfig config = Loading.with("").config();

    @Test
    void registrationHasNoCredential() {
        assertThat(config.entra().credential()).isEmpty();
        assertThat(config.entra().client()).isEqualTo(new ClientId(Loading.REGISTRATION));
        assertThat(config.entra().tenant())
                .isEqualTo(new HomeTenant.ById(TenantId.parse(Loading.CONTOSO).orElseThrow()));
    }

    @Test
    void onlyTheHomeTenantIsAdmitted() {
        assertThat(config.entra().tenants()).isEqualTo(new TenantsConfig(true, false, Set.of()));
    }

    @Test
    void cloudIsPublic() {
        assertThat(config.entra().cloud()).isEqualTo(CloudConfig.Known.PUBLIC);
    }

    @Test
    void otherCloudsHaveUsualMetadataAddressAndIssuer() {
        var cloud =
                (CloudConfig.Custom)
                        Loading.with("")
                                .set(
                                        "entra.cloud={authority: https://login.example/, arm:"
                                                + " https://arm.example, graph: https://g.example}")
                                .config()
                                .entra()
                                .cloud();
        assertThat(cloud.authority()).isEqualTo(URI.create("https://login.example"));
        assertThat(cloud.browserAuthority()).isEqualTo(cloud.authority());
        assertThat(cloud.imds()).isEqualTo(URI.create("http://169.254.169.254"));
        assertThat(cloud.issuerV1()).isEqualTo(URI.create("https://sts.windows.net"));
        assertThat(cloud.caFile()).isEmpty();
    }

    @Test
    void modeIsManagedIdentityWithoutCredentialAndOboWithOne() {
        assertThat(config.downstream().mode()).isEqualTo(DownstreamConfig.Mode.MANAGED_IDENTITY);
        assertThat(Loading.withCredential("").config().downstream().mode())
                .isEqualTo(DownstreamConfig.Mode.OBO);
    }

    @Test
    void platformIsTheSystemAssignedIdentity() {
        assertThat(config.downstream().managedIdentity()).isEmpty();
        assertThat(
                        Loading.with("")
                                .variable("AZURE_CLIENT_ID", "  ")
                                .config()
                                .downstream()
                                .managedIdentity())
                .isEmpty();
    }

    @Test
    void personWithoutAppRoleIsAViewer() {
        assertThat(config.authz().defaultRole()).contains(Role.VIEWER);
    }

    @Test
    void usualSpellingsOfRolesCount() {
        assertThat(config.authz().roles())
                .hasSize(10)
                .containsEntry("Admin", Role.ADMIN)
                .containsEntry("analyst", Role.ANALYST)
                .containsEntry("Manager", Role.PM)
                .containsEntry("manager", Role.PM)
                .containsEntry("PM", Role.PM)
                .containsEntry("Viewer", Role.VIEWER)
                .doesNotContainKey("ADMIN");
        assertThat(config.authz().groups()).isEmpty();
    }

    @Test
    void noGateStandsBeforeTheWorkbench() {
        assertThat(config.authz().entryGate()).isEmpty();
    }

    @Test
    void aGateThatIsSetIsClosedToWhomAzureDoesNotDecideAbout() {
        assertThat(
                        Loading.with(
                                        "authz: {entry-gate: {subscription: "
                                                + "50000000-0000-4000-8000-00000000000A,"
                                                + " resource-group: rg-shop}}")
                                .config()
                                .authz()
                                .entryGate())
                .contains(
                        new EntryGateConfig(
                                "50000000-0000-4000-8000-00000000000a",
                                "rg-shop",
                                EntryGateConfig.OnError.CLOSED));
    }

    @Test
    void bothScopesOfTheSeedsAreAccepted() {
        assertThat(config.auth().scopes())
                .containsExactlyInAnyOrder("access_as_user", "user_impersonation");
    }

    @Test
    void anyClientMayCall() {
        assertThat(config.auth().clients()).isEmpty();
    }

    @Test
    void audienceIsTheRegistration() {
        assertThat(config.auth().audiences())
                .containsExactlyInAnyOrder(Loading.REGISTRATION, "api://" + Loading.REGISTRATION);
    }

    @Test
    void clocksMayDifferByAMinute() {
        assertThat(config.auth().clockLeeway()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void nothingIsProxied() {
        assertThat(config.upstreams()).isEmpty();
        assertThat(config.routes()).isEmpty();
    }

    @Test
    void upstreamGetsNoAzureTokenAndHalfAMinute() {
        var app =
                Loading.with("upstreams: {app: {url: http://127.0.0.1:3000/}}")
                        .config()
                        .upstreams()
                        .get("app");
        assertThat(app)
                .isEqualTo(
                        new UpstreamConfig(
                                "app",
                                URI.create("http://127.0.0.1:3000"),
                                Optional.empty(),
                                Duration.ofSeconds(30),
                                false));
    }

    @Test
    void ruleTakesAllMethodsAndStripsNothing() {
        var rule =
                Loading.with(
                                "upstreams: {app: {url: http://a}}\n"
                                        + "routes: [{path: /**, allow: {signed-in: true}, to: app}]")
                        .config()
                        .routes()
                        .getFirst();
        assertThat(rule.id()).hasToString("routes[0]");
        assertThat(rule.methods()).isEmpty();
        assertThat(rule.as()).isEqualTo(ActAs.NONE);
        assertThat(rule.fallback()).isEmpty();
        assertThat(rule.strip()).isZero();
        assertThat(rule.allow().anonymous()).isFalse();
    }

    @Test
    void workbenchIsAtTheRoot() {
        assertThat(config.workbench()).contains("/");
    }

    @Test
    void storeIsOneFile() {
        assertThat(config.store()).isEqualTo(Path.of("gatehouse.db"));
    }

    @Test
    void listensOnLoopbackWithoutTls() {
        assertThat(config.listen().host()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
        assertThat(config.listen().port()).isEqualTo(8080);
        assertThat(config.listen().tls()).isEmpty();
        assertThat(config.listen().publicUrl()).isEmpty();
    }

    @Test
    void internalListenerIsOnLoopbackAboveThePublicOne() {
        assertThat(config.listen().internal())
                .contains(new ListenConfig.Internal(InetAddress.getLoopbackAddress(), 9080, false));
        assertThat(Loading.with("listen: {port: 0}").config().listen().internal())
                .map(ListenConfig.Internal::port)
                .contains(0);
        assertThat(Loading.with("listen: {port: 65000}").config().listen().internal())
                .map(ListenConfig.Internal::port)
                .contains(0);
    }

    @Test
    void noRegistryOfACloudOfOnesOwnIsTrusted() {
        String cloud = "entra.cloud={authority: 'https://a', arm: 'https://b', graph: 'https://c'}";
        var entra = Loading.with("").set(cloud).config().entra();
        assertThat(((CloudConfig.Custom) entra.cloud()).registries()).isEmpty();
    }

    @Test
    void noProxyIsTrusted() {
        assertThat(config.listen().trustedProxies()).isEmpty();
    }

    @Test
    void sessionsEndAfterHalfAnHourIdleAndTenHours() {
        assertThat(config.session())
                .isEqualTo(new SessionConfig(Duration.ofMinutes(30), Duration.ofHours(10)));
    }

    @Test
    void requestsAreLimited() {
        assertThat(config.limits())
                .isEqualTo(
                        new LimitsConfig(
                                16 * 1024,
                                10L * 1024 * 1024,
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(60),
                                Duration.ofMinutes(60)));
    }

    @Test
    void everyReadIsAuditedAndKeptForAYear() {
        assertThat(config.audit())
                .isEqualTo(
                        new AuditSettings(
                                AuditSettings.Reads.EVERY, Duration.ofDays(365), Optional.empty()));
    }

    @Test
    void leastConfigurationGivesNoWarning() {
        assertThat(Loading.with("").warnings()).isEmpty();
    }
}
