package dev.gatehouse.operate.doctor;

import static dev.gatehouse.operate.doctor.Installation.AUTHORITY;
import static dev.gatehouse.operate.doctor.Installation.CLIENT;
import static dev.gatehouse.operate.doctor.Installation.CLOCK;
import static dev.gatehouse.operate.doctor.Installation.OPENAI;
import static dev.gatehouse.operate.doctor.Installation.POOL;
import static dev.gatehouse.operate.doctor.Installation.REDIRECT;
import static dev.gatehouse.operate.doctor.Installation.SUBSCRIPTION;
import static dev.gatehouse.operate.doctor.Installation.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.operate.rights.AzureRole;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is as it should be gets no remedy. */
class HealthyTest {
    private final Installation installation = new Installation();

    static List<Function<Installation, Check>> checks() {
        return List.of(
                _ -> new ConfigurationCheck(List.of(), List.of()),
                _ -> new EnvironmentCheck(CLIENT, Optional.empty(), Map.of()),
                _ ->
                        new EnvironmentCheck(
                                CLIENT,
                                Optional.empty(),
                                Map.of("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential")),
                _ -> new ModeCheck(DownstreamMode.OBO, Optional.of("secret"), true),
                _ -> new ModeCheck(DownstreamMode.MANAGED_IDENTITY, Optional.empty(), false),
                _ -> new ModeCheck(DownstreamMode.OBO_WITH_FALLBACK, Optional.of("secret"), false),
                _ -> new AccessCheck(List.of(), List.of(), Duration.ofSeconds(60)),
                _ ->
                        new ListenerCheck(
                                InetAddress.getLoopbackAddress(),
                                false,
                                URI.create("http://localhost:8080"),
                                List.of()),
                _ -> new AuditCheck(() -> new AuditCheck.Chain.Whole(3), Path.of("data")),
                _ -> new AuditCheck(() -> new AuditCheck.Chain.None(), Path.of("data")),
                it -> it.host(CheckId.AUTHORITY),
                it -> new ClockCheck(it.entra(), TENANT, CLOCK),
                it -> new MetadataCheck(it.entra(), AUTHORITY, TENANT),
                it -> new KeysCheck(it.entra(), TENANT),
                Installation::credential,
                it -> it.redirect(REDIRECT),
                Installation::tenants,
                Installation::consent,
                Installation::identity,
                Installation::tokens,
                Installation::roles);
    }

    @ParameterizedTest
    @MethodSource("checks")
    void needsNoRemedy(Function<Installation, Check> check) {
        assertThat(check.apply(installation).examine())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it).isInstanceOf(Finding.Ok.class));
    }

    @Test
    void aTokenInAnotherTenantSaysThatTheApplicationIsThereAndNoMore() {
        installation.acts = true;
        assertThat(installation.tenants().examine())
                .singleElement()
                .isInstanceOf(Finding.Ok.class)
                .extracting(Finding::detail)
                .isEqualTo(
                        "The application's service principal is there. That does not tell whether"
                                + " the tenant consented to Azure for its users.");
    }

    @Test
    void isFineExactlyOneMinuteOff() {
        installation.date = Optional.of(Installation.NOW.plusSeconds(60));
        assertThat(new ClockCheck(installation.entra(), TENANT, CLOCK).examine().getFirst())
                .isInstanceOf(Finding.Ok.class);
    }

    @Test
    void takesEitherRoleOnTheAccountAndRecommendsTheNarrower() {
        installation.assignments.add(Installation.held(AzureRole.COGNITIVE_SERVICES_USER, OPENAI));
        assertThat(installation.openai(OPENAI).examine())
                .allSatisfy(it -> assertThat(it).isInstanceOf(Finding.Ok.class))
                .first()
                .satisfies(
                        it ->
                                assertThat(it.detail())
                                        .contains("Cognitive Services OpenAI User is narrower"));
    }

    @Test
    void takesAnAssignmentAboveThePool() {
        installation.assignments.add(Installation.held(AzureRole.SESSION_EXECUTOR, SUBSCRIPTION));
        assertThat(installation.pool(POOL).examine())
                .hasSize(2)
                .allSatisfy(it -> assertThat(it).isInstanceOf(Finding.Ok.class));
    }

    @Test
    void findsThePoolOfAnAddressThatTellsIt() {
        var check =
                installation.pool(
                        "https://westeurope.dynamicsessions.io"
                                + SUBSCRIPTION
                                + "/resourceGroups/rg-lab/sessionPools/pool-lab");
        assertThat(check.examine())
                .anySatisfy(it -> assertThat(it.command().orElse("")).contains(POOL));
    }

    @Test
    void isSilentAboutAWideRoleThatIsExpected() {
        installation.assignments.add(Installation.held(AzureRole.OWNER, SUBSCRIPTION));
        assertThat(installation.roles(new RolesCheck.Expected("owner", SUBSCRIPTION)).examine())
                .allSatisfy(it -> assertThat(it).isInstanceOf(Finding.Ok.class));
    }

    @Test
    void needsNoPlatformIdentityWhereEveryCallGoesAsTheCaller() {
        installation.noTokenFor.add("*");
        var identity =
                new IdentityCheck(installation.platform(), Installation.ARM, false).examine();
        var roles = new RolesCheck(installation.workload(), List.of(), false).examine();
        assertThat(identity.getFirst()).isInstanceOf(Finding.Ok.class);
        assertThat(roles.getFirst()).isInstanceOf(Finding.Ok.class);
    }

    @Test
    void readsTheRedirectAtGraphWhereEntraIsUnclear() {
        installation.redirect = Authority.Redirect.UNCLEAR;
        assertThat(installation.redirect(REDIRECT).examine().getFirst())
                .isInstanceOf(Finding.Ok.class);
    }

    @Test
    void aPrivateDirectoryIsFineAndAnOpenOneIsClosed(@TempDir Path data)
            throws java.io.IOException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Finding open = new StoreCheck(data).examine().getFirst();
        assertThat(open).isInstanceOf(Finding.Fail.class);
        assertThat(open.command()).contains("chmod 700 " + data);
        assertThat(open.cure().orElseThrow().apply()).isInstanceOf(Cure.Outcome.Done.class);
        assertThat(new StoreCheck(data).examine())
                .noneSatisfy(it -> assertThat(it).isInstanceOf(Finding.Fail.class));
    }

    @Test
    void aDirectoryThatIsNotThereYetIsFine(@TempDir Path parent) {
        assertThat(new StoreCheck(parent.resolve("data")).examine().getFirst())
                .isInstanceOf(Finding.Ok.class);
    }

    @Test
    void tellsWhatTheIdentityHoldsThoughItActsForNobody() {
        String group = SUBSCRIPTION + "/resourceGroups/rg-lab";
        installation.assignments.add(Installation.held(AzureRole.CONTRIBUTOR, group));
        var rows = new RolesCheck(installation.workload(), List.of(), false).examine();
        assertThat(rows)
                .anySatisfy(
                        it -> {
                            assertThat(it).isInstanceOf(Finding.Warn.class);
                            assertThat(it.label())
                                    .startsWith("Contributor on ")
                                    .endsWith("/resourceGroups/rg-lab (Main)");
                        })
                .anySatisfy(
                        it -> {
                            assertThat(it).isInstanceOf(Finding.Ok.class);
                            assertThat(it.label())
                                    .isEqualTo("Reader on /subscriptions/50000000… (Main)");
                            assertThat(it.detail()).startsWith("It is held.");
                        })
                .hasSize(2);
    }

    @Test
    void aRoleFurtherDownDoesNotStandForOneOnTheSubscription() {
        installation.assignments.clear();
        installation.assignments.add(
                Installation.held(AzureRole.READER, SUBSCRIPTION + "/resourceGroups/rg-lab"));
        assertThat(installation.roles().examine().getFirst()).isInstanceOf(Finding.Fail.class);
    }

    @Test
    void subscriptionsWithTheSameBeginningAreToldApart() {
        installation.subscriptions.add(
                new Rights.Subscription("50000000-0000-4000-8000-000000000002", ""));
        assertThat(installation.roles().examine())
                .extracting(Finding::label)
                .containsExactly(
                        "Reader on /subscriptions/50000000… (Main)",
                        "Reader on /subscriptions/50000000… (ends 0002)");
    }
}
