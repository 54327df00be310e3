package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.emulator.EmulatorOptions;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.RoleAssignment;
import dev.gatehouse.emulator.world.Roles;
import dev.gatehouse.emulator.world.ServicePrincipal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The doctor before the emulator, as the demo leaves it, and spoilt. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorCommandIT {
    private static final String PRODUCTION = "/subscriptions/" + Cast.PRODUCTION;
    private static final String ID_GATEHOUSE = "1d000000-0000-4000-8000-000000000001";
    private static final String MANAGED = "--set=downstream.mode=managed-identity";
    private static final String NAMED = "--set=entra.tenants=[home, " + Cast.FABRIKAM + "]";

    /** azure-identity keeps a managed identity's tokens for the whole JVM, so there is one. */
    private final Emulator emulator;

    private Path data = Path.of("");
    private AppRegistration gatehouse =
            AppRegistration.named("", Cast.DAEMON, Cast.CONTOSO).build();
    private List<RoleAssignment> assignments = List.of();

    DoctorCommandIT(@TempDir Path directory) {
        this.emulator =
                Emulator.start(
                        EmulatorOptions.anyPorts(
                                directory.resolve("emulator"), InstantSource.system()));
    }

    @BeforeEach
    void asTheDemoLeavesIt(@TempDir Path parent) throws IOException {
        data = parent.resolve("data");
        Files.createDirectory(
                data,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var sets = new ArrayList<>(DemoCommand.demoSettings(emulator, 8080));
        sets.add("downstream.managed-identity=" + ID_GATEHOUSE);
        DemoConfiguration.write(data, sets, "gatehouse-demo-secret");
        gatehouse = emulator.world().app(Cast.GATEHOUSE).orElseThrow();
        assignments = emulator.world().roleAssignments();
    }

    @AfterEach
    void restore() {
        emulator.world().clock().offset(Duration.ZERO);
        emulator.world().add(gatehouse);
        List<RoleAssignment> now = emulator.world().roleAssignments();
        now.stream()
                .filter(it -> !assignments.contains(it))
                .forEach((RoleAssignment it) -> emulator.world().remove(it));
        assignments.stream()
                .filter(it -> !now.contains(it))
                .forEach((RoleAssignment it) -> emulator.world().add(it));
    }

    @AfterAll
    void stop() {
        emulator.close();
    }

    @Test
    void findsNothingAmissInTheDemo() {
        Run run = doctor();
        assertThat(run.out()).contains("[ ok ]").doesNotContain("[WARN]", "[FAIL]");
        assertThat(run.out()).contains(" warn=0 fail=0 fixed=0");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void saysOnlyTheSummaryWhereAllIsWellAndQuietIsWanted() {
        assertThat(doctor("--quiet").out()).startsWith("Summary: ok=");
    }

    @Test
    void findsNothingAmissWhereThePlatformActs() {
        Run run = doctor(MANAGED, NAMED, "--strict");
        assertThat(run.out())
                .contains(
                        "[ ok ] Reader on /subscriptions/50000000…",
                        "user-assigned 1d000000… answers, principal 1d000000….")
                .doesNotContain("[WARN]", "[FAIL]");
        assertThat(run.exit()).isZero();
    }

    @Test
    void saysWhomThePlatformDoesNotServe() {
        assertThat(doctor(MANAGED, "--quiet").out())
                .contains(
                        "[WARN] entra.tenants: Whoever comes in by any-consented alone",
                        "entra.tenants: [home, <tenant id>, …]");
        assertThat(doctor("--quiet").out()).doesNotContain("any-consented");
    }

    @Test
    void printsTheCommandAndTheApproverMendsIt() {
        takeAway(Cast.USER_ASSIGNED, PRODUCTION);
        String expect = "--set=doctor.expect=[{role: Reader, scope: " + PRODUCTION + "}]";

        Run before = doctor(MANAGED, expect, "--strict", "--quiet");
        assertThat(before.exit()).isEqualTo(1);
        assertThat(before.out())
                .contains(
                        "[FAIL] Reader on /subscriptions/50000000… (ends 0001): It is not assigned.",
                        "az rest --method put --url '"
                                + PRODUCTION
                                + "/providers/Microsoft.Authorization/roleAssignments/",
                        "\"principalId\": \"" + Cast.USER_ASSIGNED + "\"");

        Run mended =
                doctorWith(
                        Map.of("GATEHOUSE_APPROVER_TOKEN", token("ada")),
                        MANAGED,
                        expect,
                        "--fix",
                        "--yes");
        assertThat(mended.err()).contains("as ada@contoso.com", "Assign Reader on /subscriptions/");
        assertThat(mended.out()).contains("[FIXED] Reader on", "1 to 5 minutes", "fixed=1");

        Run after = doctor(MANAGED, NAMED, expect, "--strict", "--quiet");
        assertThat(after.out()).doesNotContain("[FAIL]", "[WARN]");
        assertThat(after.exit()).isZero();
    }

    @Test
    void thePrintedCommandMendsIt() throws IOException, InterruptedException {
        takeAway(Cast.USER_ASSIGNED, PRODUCTION);
        String expect = "--set=doctor.expect=[{role: Reader, scope: " + PRODUCTION + "}]";
        String command =
                doctor(MANAGED, expect)
                        .out()
                        .lines()
                        .filter(line -> line.contains("az rest --method put"))
                        .findFirst()
                        .orElseThrow();
        new PrintedAssignment(command.strip()).carryOut(emulator, token("ada"));
        assertThat(doctor(MANAGED, expect, "--strict").exit()).isZero();
    }

    @Test
    void whoMayNotAssignMendsNothing() {
        takeAway(Cast.USER_ASSIGNED, PRODUCTION);
        Run run =
                doctorWith(
                        Map.of("GATEHOUSE_APPROVER_TOKEN", token("vic")),
                        MANAGED,
                        "--set=doctor.expect=[{role: Reader, scope: " + PRODUCTION + "}]",
                        "--fix",
                        "--yes");
        assertThat(run.err()).contains("Not mended: Azure answers 403");
        assertThat(run.out()).contains("fixed=0").containsOnlyOnce("[FAIL] Reader on ");
    }

    @Test
    void mendsNothingThatNobodyApprovedOf() throws IOException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Run asked = doctor("--fix");
        assertThat(asked.out()).contains("is open to other accounts").doesNotContain("[FIXED]");
        assertThat(asked.err()).contains("Not done without a terminal or --yes: chmod 700");
        assertThat(doctor("--fix", "--yes").out()).contains("[FIXED] Data directory");
        assertThat(Files.getPosixFilePermissions(data))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void warnsOfARoleWiderThanNeeded() {
        emulator.world()
                .add(
                        new RoleAssignment(
                                UUID.randomUUID(),
                                PRODUCTION,
                                Cast.USER_ASSIGNED,
                                "ServicePrincipal",
                                Roles.CONTRIBUTOR));
        assertThat(doctor(MANAGED).out())
                .contains(
                        "[WARN] Contributor on /subscriptions/50000000…",
                        "az role assignment delete --ids '" + PRODUCTION);
    }

    @Test
    void saysThatTheSecretIsWrongInASentence() throws IOException {
        Files.writeString(data.resolve("demo-secret"), "another-secret");
        assertThat(doctor("--quiet").out())
                .contains("AADSTS7000215: the client secret is wrong", "az ad app credential reset")
                .doesNotContain("another-secret");
    }

    @Test
    void saysThatTheRedirectAddressIsNotRegistered() {
        emulator.world().add(gatehouse.change(app -> app.redirects("http://localhost/elsewhere")));
        assertThat(doctor("--quiet").out())
                .contains(
                        "[FAIL] Redirect address: AADSTS50011: http://localhost:8080/auth/callback",
                        "gatehouse setup --apply");
    }

    @Test
    void saysWhichTenantHasNotConsentedUntilItHas() {
        ServicePrincipal there =
                emulator.world().servicePrincipal(Cast.GATEHOUSE, Cast.FABRIKAM).orElseThrow();
        emulator.world().remove(there);
        assertThat(doctor(NAMED, "--quiet").out())
                .contains(
                        "[FAIL] Tenant f0000000…: AADSTS700016: the application is not there",
                        "xdg-open '"
                                + emulator.http()
                                + "/"
                                + Cast.FABRIKAM
                                + "/adminconsent?client_id="
                                + Cast.GATEHOUSE
                                + "'");
        emulator.world().add(there);
        assertThat(doctor(NAMED).out())
                .contains("[ ok ] Tenant f0000000…: The application's service principal is there");
    }

    @Test
    void tellsAServiceThatIsNotThereFromOneThatMayNotBeUsed() {
        String lab = "/subscriptions/" + Cast.RESEARCH + "/resourceGroups/rg-lab/";
        String account = lab + "providers/Microsoft.CognitiveServices/accounts/oai-lab";
        String pools = emulator.https() + lab + "sessionPools/";
        give("5e0bd9bd-7b93-4f28-af87-19fc36ad61bd", account);
        give("0fb8eba5-a2bb-4abe-b1c1-49dfad359bb0", "/subscriptions/" + Cast.RESEARCH);
        String deployments = emulator.https() + "/openai/deployments/";

        assertThat(
                        services(deployments + "gpt-4.1", pools + "pool-lab")
                                + services(account + "/deployments/gpt-4.1", pools + "pool-lab"))
                .doesNotContain("[FAIL] Azure OpenAI", "[FAIL] Session", "[FAIL] Deployment")
                .contains("and deployment gpt-4.1 is there.", "[ ok ] Deployment gpt-4.1");
        assertThat(services(deployments + "gpt-9", pools + "nowhere"))
                .contains(
                        "[FAIL] Azure OpenAI answer: 404 DeploymentNotFound: the account has no"
                                + " deployment gpt-9.",
                        "[FAIL] Session pool: There is no session pool",
                        "--resource-type Microsoft.App/sessionPools");
        assertThat(services(account + "/deployments/gpt-9", pools + "pool-lab"))
                .contains("[FAIL] Deployment gpt-9: 404: the account has no deployment gpt-9.");
    }

    private String services(String openai, String pool) {
        return doctor(
                        MANAGED,
                        NAMED,
                        "--set=doctor.openai=" + openai,
                        "--set=doctor.session-pool=" + pool)
                .out();
    }

    private void give(String role, String scope) {
        emulator.world()
                .add(
                        new RoleAssignment(
                                UUID.randomUUID(),
                                scope,
                                Cast.USER_ASSIGNED,
                                "ServicePrincipal",
                                UUID.fromString(role)));
    }

    @Test
    void comparesTheClockWithEntras() {
        emulator.world().clock().offset(Duration.ofSeconds(90));
        assertThat(doctor("--quiet").out()).contains("[WARN] Clock: ");
        emulator.world().clock().offset(Duration.ofMinutes(6));
        assertThat(doctor("--quiet").out()).contains("[FAIL] Clock: ");
    }

    @Test
    void whatNeedsEntraIsNotExaminedWithoutIt() {
        Run run = doctor("--strict", "--set=entra.cloud.authority=https://localhost:1");
        assertThat(run.out())
                .contains(
                        "[FAIL] Entra ID: Nobody accepts a connection",
                        "[WARN] Client credential: Not examined, because it needs what failed",
                        "[ ok ] Data directory");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void withoutThePlatformIdentityThereIsNothingToGoBy() {
        Run run =
                doctor(
                        MANAGED,
                        "--set=downstream.managed-identity=1d000000-0000-4000-8000-0000000000ff",
                        "--quiet");
        assertThat(run.out())
                .contains(
                        "[FAIL] Platform identity: user-assigned 1d000000… gives no token",
                        "az ad sp show --id");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void aConfigurationThatCannotBeUsedIsExitCodeTwo() {
        Run run = doctor("--set=listen.prot=1");
        assertThat(run.out()).contains("[FAIL] listen.prot", "did you mean listen.port?");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void tellsProgramsTheSame() throws JsonProcessingException {
        Run run = doctor("--json", "--set=downstream.managed-identity=" + Cast.GATEHOUSE);
        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(report.at("/summary/fail").asInt()).isPositive();
        List<JsonNode> collisions = new ArrayList<>();
        report.path("rows")
                .forEach(
                        row -> {
                            if (row.path("check").asText().equals("environment")) {
                                collisions.add(row);
                            }
                        });
        assertThat(collisions)
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.path("status").asText()).isEqualTo("fail");
                            assertThat(row.path("command").asText())
                                    .isEqualTo("unset AZURE_CLIENT_ID");
                        });
    }

    private void takeAway(UUID principal, String scope) {
        emulator.world().roleAssignments().stream()
                .filter(it -> it.principal().equals(principal) && it.scope().equals(scope))
                .toList()
                .forEach((RoleAssignment it) -> emulator.world().remove(it));
    }

    private String token(String name) {
        return Run.of(
                        "token",
                        "--as=" + name,
                        "--audience=https://management.azure.com",
                        "--emulator-port=" + emulator.http().getPort())
                .out()
                .strip();
    }

    private Run doctor(String... more) {
        return doctorWith(Map.of(), more);
    }

    private Run doctorWith(Map<String, String> environment, String... more) {
        var arguments = new ArrayList<>(List.of("doctor", "--data=" + data));
        arguments.addAll(List.of(more));
        return Run.in(environment, arguments.toArray(String[]::new));
    }
}
