package dev.gatehouse.operate.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.ArmFault;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DegradationsTest {
    private static final String OWNER = "b0000000-0000-4000-8000-000000000009";
    private static final Target CLUSTER =
            Target.of(People.ADA, false)
                    .in(People.SUBSCRIPTION, "rg-shop")
                    .resource(Clusters.TYPE, "aks-shop");
    private static final Target IN_BROWSER =
            Target.of(People.ADA, true).in(People.SUBSCRIPTION, "rg-shop");

    private final Degradations managed =
            new Degradations(new PlatformName(false, Optional.of("client-of-platform")));
    private final Degradations nameless =
            new Degradations(new PlatformName(false, Optional.empty()));
    private final Degradations developer =
            new Degradations(new PlatformName(true, Optional.empty()));

    private static ArmFault fault(int status, String code) {
        return new ArmFault(status, code, "Because.", Optional.empty());
    }

    private Optional<String> command(
            Degradations of, DegradedReason why, DownstreamIdentity used, Target target) {
        return of.of(why, "", used, target).command();
    }

    @Test
    void wrongTenantNamesTheTenantThatAzureWants() {
        var fault =
                new ArmFault(
                        401,
                        "InvalidAuthenticationTokenTenant",
                        "",
                        Optional.empty(),
                        TenantId.parse(OWNER));

        assertThat(managed.of(fault, DownstreamIdentity.USER, CLUSTER).command())
                .contains("az login --tenant " + OWNER);
        var browser = managed.of(fault, DownstreamIdentity.USER, IN_BROWSER);
        assertThat(browser.command()).isEmpty();
        assertThat(browser.link()).contains("/auth/login/start?tenant=" + OWNER);
    }

    @Test
    void missingRoleIsMendedByOneCommandWithTheRealValues() {
        String rest =
                " --role \"Reader\" --scope \"/subscriptions/"
                        + People.SUBSCRIPTION
                        + "/resourceGroups/rg-shop/providers/"
                        + "Microsoft.ContainerService/managedClusters/aks-shop\"";
        var denied = fault(403, "AuthorizationFailed");

        assertThat(managed.of(denied, DownstreamIdentity.USER, CLUSTER).command())
                .contains("az role assignment create --assignee " + People.ADA.object() + rest);
        assertThat(managed.of(denied, DownstreamIdentity.PLATFORM, CLUSTER).command())
                .contains("az role assignment create --assignee client-of-platform" + rest);
        assertThat(developer.of(denied, DownstreamIdentity.PLATFORM, CLUSTER).command())
                .contains(
                        "az role assignment create --assignee"
                                + " $(az ad signed-in-user show --query id --output tsv)"
                                + rest);
        assertThat(nameless.of(denied, DownstreamIdentity.PLATFORM, CLUSTER).command()).isEmpty();
    }

    /** W38: nobody can sign a managed identity in on a laptop. */
    @ParameterizedTest
    @EnumSource(DegradedReason.class)
    void nobodyIsToldToSignInForThePlatform(DegradedReason reason) {
        var platform = managed.of(reason, "", DownstreamIdentity.PLATFORM, CLUSTER);
        assertThat(platform.command().orElse("")).doesNotContain("az login");
        assertThat(platform.remedy()).doesNotContainIgnoringCase("sign in");
        assertThat(platform.link()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DegradedReason.class)
    void nobodyInABrowserIsToldToSignInOnACommandLine(DegradedReason reason) {
        var browser = managed.of(reason, "", DownstreamIdentity.USER, IN_BROWSER);
        assertThat(browser.command().orElse("")).doesNotContain("az login", "az account set");
    }

    @Test
    void developersSignInIsMendedByThatSignIn() {
        var none = Refusal.of(RefusalCode.CREDENTIAL_UNAVAILABLE, "No token.");
        var lacking = developer.of(none, CLUSTER);
        assertThat(lacking.acting()).isEqualTo(Acting.DEVELOPER);
        assertThat(lacking.command()).contains("az login --tenant " + People.TENANT);
        assertThat(managed.of(none, CLUSTER).acting()).isEqualTo(Acting.PLATFORM);
        assertThat(managed.of(none, CLUSTER).command()).isEmpty();
    }

    @Test
    void commandsNameWhatWasAskedFor() {
        var user = DownstreamIdentity.USER;
        Target registry = CLUSTER.resource(Registries.TYPE, "acrshop");
        String place = " --subscription " + People.SUBSCRIPTION;
        String group = place + " --resource-group \"rg-shop\"";
        assertThat(command(managed, DegradedReason.CLUSTER_STOPPED, user, CLUSTER))
                .contains("az aks start" + group + " --name aks-shop");
        assertThat(command(managed, DegradedReason.PROVIDER_NOT_REGISTERED, user, CLUSTER))
                .contains("az provider register --namespace Microsoft.ContainerService" + place);
        assertThat(command(managed, DegradedReason.RESOURCE_LOCKED, user, CLUSTER))
                .contains("az lock list" + group);
        assertThat(command(managed, DegradedReason.NETWORK_BLOCKED, user, registry))
                .contains(
                        "az acr update" + group + " --name acrshop --public-network-enabled true");
        assertThat(command(managed, DegradedReason.ACCESS_DENIED, user, registry).orElseThrow())
                .contains("--role \"AcrPull\"");
        Target storage = CLUSTER.resource(StorageAccounts.TYPE, "stshop001");
        assertThat(command(managed, DegradedReason.ACCESS_DENIED, user, storage).orElseThrow())
                .contains("--role \"Storage Blob Data Reader\"");
    }

    @Test
    void stepUpLeadsABrowserToASignInWithTheClaims() {
        var why =
                Refusal.of(RefusalCode.STEP_UP_REQUIRED, "More proof.")
                        .with(new ClaimsChallenge("{\"access_token\":{}}"));
        var browser = managed.of(why, IN_BROWSER);
        assertThat(browser.claims()).contains(new ClaimsChallenge("{\"access_token\":{}}"));
        assertThat(browser.link())
                .contains(
                        "/auth/login/start?tenant="
                                + People.TENANT
                                + "&claims=eyJhY2Nlc3NfdG9rZW4iOnt9fQ");
    }

    /** A bearer caller cannot give more proof on the command line of Azure. */
    @Test
    void stepUpLeadsACallerWithATokenToTheSameSignIn() {
        var why =
                Refusal.of(RefusalCode.STEP_UP_REQUIRED, "More proof.")
                        .with(new ClaimsChallenge("{\"access_token\":{}}"));
        assertThat(managed.of(why, CLUSTER).link())
                .contains(
                        "/auth/login/start?tenant="
                                + People.TENANT
                                + "&claims=eyJhY2Nlc3NfdG9rZW4iOnt9fQ");
        var plain = Refusal.of(RefusalCode.STEP_UP_REQUIRED, "More proof.");
        assertThat(managed.of(plain, CLUSTER).link())
                .contains("/auth/login/start?tenant=" + People.TENANT);
    }

    @Test
    void noCommandSignsInToTheTenantWhoseTokenWasWrong() {
        var unnamed = fault(401, "InvalidAuthenticationTokenTenant");
        var own =
                new ArmFault(
                        401,
                        "InvalidAuthenticationTokenTenant",
                        "",
                        Optional.empty(),
                        Optional.of(People.ADA.tenant()));
        assertThat(managed.of(unnamed, DownstreamIdentity.USER, CLUSTER).command()).isEmpty();
        assertThat(managed.of(own, DownstreamIdentity.USER, CLUSTER).command()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DegradedReason.class,
            names = {"INVISIBLE_SUBSCRIPTION", "SUBSCRIPTION_NOT_FOUND"})
    void noCommandChoosesASubscriptionThatIsNotVisible(DegradedReason reason) {
        var user = DownstreamIdentity.USER;
        assertThat(command(managed, reason, user, CLUSTER)).isEmpty();
        assertThat(command(developer, reason, DownstreamIdentity.PLATFORM, CLUSTER)).isEmpty();
    }

    @Test
    void missingConsentLeadsToTheAdministratorsPage() {
        var why =
                Refusal.of(RefusalCode.CONSENT_REQUIRED, "No consent.")
                        .with("admin_consent", "/auth/login?error=consent_required&tenant=t");
        assertThat(managed.of(why, CLUSTER).link())
                .contains("/auth/login?error=consent_required&tenant=t");
    }

    @Test
    void detailIsMaskedOnOneLineAndCut() {
        var fault =
                new ArmFault(
                        403,
                        "AuthorizationFailed",
                        "The client 'a0000000-0000-4000-8000-00000000000a'\nwith password=hunter22 "
                                + "x".repeat(300),
                        Optional.empty());
        String detail = managed.of(fault, DownstreamIdentity.USER, CLUSTER).detail();
        assertThat(detail)
                .startsWith("AuthorizationFailed: The client 'a0000000…' with password=***")
                .doesNotContain("hunter22", "\n")
                .hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void waitsAndNumbersAreCarried() {
        var away =
                Refusal.of(RefusalCode.IDENTITY_PROVIDER_UNAVAILABLE, "Away.")
                        .with("retry_after", "7")
                        .with("aadsts", "90033");
        var degraded = managed.of(away, CLUSTER);
        assertThat(degraded.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(degraded.detail()).isEqualTo("Away. (AADSTS90033)");
        assertThat(degraded.json())
                .containsEntry("degraded", true)
                .containsEntry("degraded_reason", "identity_provider_unavailable")
                .containsEntry("degraded_tone", "warning")
                .containsEntry("degraded_retry_after", 7L)
                .doesNotContainKey("degraded_command");
        assertThat(degraded.json("images_")).containsKey("images_degraded_remedy");
    }

    @Test
    void namesFromAzureStayOneWordOfTheCommand() {
        var group = "a;touch$IFS/tmp/pwn";
        var name = "x'; y; '$(z)";
        Target hostile =
                Target.of(People.ADA, false)
                        .in(People.SUBSCRIPTION, group)
                        .resource(Clusters.TYPE, name);
        assertThat(
                        command(
                                managed,
                                DegradedReason.CLUSTER_STOPPED,
                                DownstreamIdentity.USER,
                                hostile))
                .contains(
                        "az aks start --subscription "
                                + People.SUBSCRIPTION
                                + " --resource-group 'a;touch$IFS/tmp/pwn'"
                                + " --name 'x'\\''; y; '\\''$(z)'");
        assertThat(command(managed, DegradedReason.FORBIDDEN, DownstreamIdentity.USER, hostile))
                .hasValueSatisfying(it -> assertThat(it).contains(" --scope '/subscriptions/"));
    }
}
