package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.entra.Cloud;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.setup.Audience;
import dev.gatehouse.operate.setup.Delegated;
import dev.gatehouse.operate.setup.RoleWanted;
import dev.gatehouse.operate.setup.Wanted;
import dev.gatehouse.server.config.ConfigLoader;
import dev.gatehouse.server.config.GatehouseConfig;
import dev.gatehouse.server.config.Loaded;
import dev.gatehouse.server.config.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RegistrationTest {
    private static final String CONTOSO = "c0000000-0000-4000-8000-000000000001";
    private static final String FABRIKAM = "f0000000-0000-4000-8000-000000000002";
    private static final String IDENTITY = "1d000000-0000-4000-8000-000000000001";
    private static final TenantId HOME = TenantId.parse(CONTOSO).orElseThrow();

    private static GatehouseConfig config(String... sets) {
        var all = new ArrayList<>(List.of("entra.tenant=" + CONTOSO));
        all.addAll(List.of(sets));
        return switch (ConfigLoader.loadBeforeSetup(Optional.empty(), Map.of(), all)) {
            case Loaded.Ok ok -> ok.config();
            case Loaded.Faulty(List<Problem> problems) ->
                    throw new AssertionError(Problem.message(problems));
        };
    }

    private static Wanted wanted(String... sets) {
        return wanted(SettingUp.Browser.SESSION, Optional.empty(), sets);
    }

    private static Wanted wanted(
            SettingUp.Browser browser, Optional<String> identity, String... sets) {
        return new Registration(config(sets), Cloud.PUBLIC, HOME)
                .wanted(
                        new SettingUp.Request(
                                browser,
                                "Gatehouse",
                                identity,
                                SettingUp.Secret.NONE,
                                Optional.empty()));
    }

    @Test
    void wantsTheRedirectsOfThePublicAddress() {
        Wanted wanted = wanted("listen.public-url=https://tools.contoso.com");
        assertThat(wanted.web())
                .containsExactly(
                        URI.create("https://tools.contoso.com/auth/callback"),
                        URI.create("https://tools.contoso.com/auth/consent/callback"));
        assertThat(wanted.spa()).isEmpty();
        assertThat(wanted.logout())
                .contains(URI.create("https://tools.contoso.com/auth/logout/frontchannel"));
        assertThat(wanted("listen.port=9080").logout()).isEmpty();
    }

    @Test
    void wantsThePlatformsThatTheBrowserNeeds() {
        Wanted spa = wanted(SettingUp.Browser.SPA, Optional.empty());
        assertThat(spa.web()).isEmpty();
        assertThat(spa.spa()).containsExactly(URI.create("http://localhost:8080/"));
        Wanted both = wanted(SettingUp.Browser.BOTH, Optional.empty());
        assertThat(both.web()).hasSize(2);
        assertThat(both.spa()).hasSize(1);
    }

    @Test
    void wantsOtherTenantsOnlyWhereTheyAreAdmitted() {
        assertThat(wanted().audience()).isEqualTo(Audience.HOME);
        assertThat(wanted("entra.tenants=[home, " + CONTOSO + "]").audience())
                .isEqualTo(Audience.HOME);
        assertThat(wanted("entra.tenants=[home, " + FABRIKAM + "]").audience())
                .isEqualTo(Audience.ANY_TENANT);
        assertThat(wanted("entra.tenants=[home, any-consented]").audience())
                .isEqualTo(Audience.ANY_TENANT);
    }

    @Test
    void alwaysWantsTheScopeThatSignInAsksFor() {
        assertThat(wanted().scopes()).containsExactly("access_as_user");
        assertThat(wanted("auth.scopes=[user_impersonation]").scopes())
                .containsExactly("access_as_user", "user_impersonation");
    }

    @Test
    void wantsOneAppRoleForEachRole() {
        assertThat(wanted().roles())
                .extracting(RoleWanted::value)
                .containsExactly("Admin", "PM", "Analyst", "Viewer");
        assertThat(wanted().roles().get(1).otherwise()).contains("Manager", "pm");
        assertThat(wanted("authz.roles={Boss: Admin, Reader: Viewer}").roles())
                .extracting(RoleWanted::value)
                .containsExactly("Boss", "Reader");
    }

    @Test
    void asksForAzureUnlessItIsSaidToActForNobody() {
        assertThat(wanted().delegated())
                .containsExactly(Delegated.OWN_PROFILE, Delegated.ARM_AS_USER);
        assertThat(wanted("downstream.mode=obo").delegated()).contains(Delegated.ARM_AS_USER);
        assertThat(wanted("downstream.mode=managed-identity").delegated())
                .containsExactly(Delegated.OWN_PROFILE);
        assertThat(
                        wanted(
                                        "downstream.mode=managed-identity",
                                        "entra.credential={secret: 'env:NOT_SET_YET'}")
                                .delegated())
                .containsExactly(Delegated.OWN_PROFILE);
    }

    @Test
    void asksForGroupsOnlyWhereARouteNamesThem() {
        String upstreams = "upstreams={app: {url: 'http://127.0.0.1:3000'}}";
        Wanted none = wanted(upstreams, "routes=[{path: /**, allow: {signed-in: true}, to: app}]");
        assertThat(none.groups()).isFalse();
        Wanted some =
                wanted(
                        upstreams,
                        "routes=[{path: /**, allow: {groups: [" + FABRIKAM + "]}, to: app}]");
        assertThat(some.groups()).isTrue();
        assertThat(some.delegated()).contains(Delegated.GROUP_MEMBERS);
    }

    @Test
    void asksForThePermissionOfEachUpstreamThatGetsTheUsersToken() {
        Wanted wanted =
                wanted(
                        "entra.credential={managed-identity: true}",
                        "upstreams={orders: {url: 'https://o.example', scope: 'api://orders/Read'},"
                                + " mail: {url: 'https://m.example', scope:"
                                + " 'https://graph.microsoft.com/Mail.Read'},"
                                + " own: {url: 'https://w.example', scope: 'api://"
                                + FABRIKAM
                                + "/.default'},"
                                + " unused: {url: 'https://u.example', scope: 'api://x/Y'}}",
                        "routes=[{path: /o/**, allow: {signed-in: true}, to: orders, as: user},"
                                + " {path: /m/**, allow: {signed-in: true}, to: mail, as: user},"
                                + " {path: /w/**, allow: {signed-in: true}, to: own, as: user}]");
        assertThat(wanted.delegated())
                .containsExactlyInAnyOrder(
                        Delegated.ARM_AS_USER,
                        Delegated.OWN_PROFILE,
                        new Delegated("api://orders", "Read"),
                        new Delegated(Delegated.GRAPH, "Mail.Read"),
                        new Delegated(FABRIKAM, ""));
    }

    @Test
    void trustsTheConfiguredIdentity() {
        Wanted wanted =
                wanted(
                        SettingUp.Browser.SESSION,
                        Optional.of(""),
                        "entra.credential={managed-identity: " + IDENTITY + "}");
        assertThat(wanted.identity().orElseThrow().identity()).isEqualTo(IDENTITY);
        assertThat(wanted.identity().orElseThrow().issuer())
                .isEqualTo("https://login.microsoftonline.com/" + CONTOSO + "/v2.0");
        assertThat(wanted.identity().orElseThrow().audience())
                .isEqualTo("api://AzureADTokenExchange");
    }

    @Test
    void asksWhichIdentityWhereNoneIsConfigured() {
        assertThatThrownBy(() -> wanted(SettingUp.Browser.SESSION, Optional.of("")))
                .isInstanceOf(SettingUp.Stopped.class)
                .hasMessageContaining("--with-federated-credential");
    }

    @Test
    void knowsTheRegistrationOnlyWhereItIsConfigured() {
        assertThat(wanted().client()).isEmpty();
        assertThat(wanted("entra.client=" + IDENTITY).client()).contains(new ClientId(IDENTITY));
    }

    @Test
    void stillFindsWhatIsWrongInTheConfiguration() {
        Loaded loaded =
                ConfigLoader.loadBeforeSetup(
                        Optional.empty(),
                        Map.of(),
                        List.of("entra.tenant=" + CONTOSO, "entra.client=none", "nonsense=1"));
        assertThat(loaded)
                .isInstanceOfSatisfying(
                        Loaded.Faulty.class,
                        faulty ->
                                assertThat(Problem.message(faulty.problems()))
                                        .contains("entra.client", "nonsense"));
    }

    @Test
    void servesNothingWithoutARegistration() {
        Loaded loaded =
                ConfigLoader.load(Optional.empty(), Map.of(), List.of("entra.tenant=" + CONTOSO));
        assertThat(loaded).isInstanceOf(Loaded.Faulty.class);
    }
}
