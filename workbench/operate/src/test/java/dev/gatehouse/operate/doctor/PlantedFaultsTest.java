package dev.gatehouse.operate.doctor;

import static dev.gatehouse.operate.doctor.Installation.AUTHORITY;
import static dev.gatehouse.operate.doctor.Installation.CLIENT;
import static dev.gatehouse.operate.doctor.Installation.CLOCK;
import static dev.gatehouse.operate.doctor.Installation.NOW;
import static dev.gatehouse.operate.doctor.Installation.OPENAI;
import static dev.gatehouse.operate.doctor.Installation.OTHER_TENANT;
import static dev.gatehouse.operate.doctor.Installation.POOL;
import static dev.gatehouse.operate.doctor.Installation.REDIRECT;
import static dev.gatehouse.operate.doctor.Installation.SUBSCRIPTION;
import static dev.gatehouse.operate.doctor.Installation.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.operate.rights.AzureRole;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault gets the row that names it, and the command that mends it. */
class PlantedFaultsTest {
    private static final String WARN = "warn";
    private static final String FAIL = "fail";

    record Fault(
            String name,
            Consumer<Installation> spoil,
            Function<Installation, Check> check,
            String status,
            String detail,
            String command) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Fault> FAULTS = new ArrayList<>();

    private static void fault(
            String name,
            Consumer<Installation> spoil,
            Function<Installation, Check> check,
            String status,
            String detail,
            String command) {
        FAULTS.add(new Fault(name, spoil, check, status, detail, command));
    }

    private static void local() {
        fault(
                "a key is wrong",
                _ -> {},
                _ ->
                        new ConfigurationCheck(
                                List.of(new ConfigurationCheck.Remark("listen.port", "no port")),
                                List.of()),
                FAIL,
                "no port",
                "gatehouse serve --check");
        fault(
                "the registration's id stands for the identity",
                _ -> {},
                _ ->
                        environment(
                                Map.of("AZURE_CLIENT_ID", CLIENT.value().toUpperCase(Locale.ROOT))),
                FAIL,
                "registration's id",
                "unset AZURE_CLIENT_ID");
        fault(
                "service principal and managed identity",
                _ -> {},
                _ ->
                        environment(
                                Map.of(
                                        "AZURE_CLIENT_ID",
                                        OTHER_TENANT,
                                        "AZURE_TENANT_ID",
                                        TENANT,
                                        "AZURE_CLIENT_SECRET",
                                        "s3cr3t",
                                        "IDENTITY_ENDPOINT",
                                        "http://127.0.0.1/msi")),
                WARN,
                "the service principal answers",
                "unset AZURE_CLIENT_SECRET");
        fault(
                "a secret without its client",
                _ -> {},
                _ -> environment(Map.of("AZURE_CLIENT_SECRET", "s3cr3t")),
                WARN,
                "no effect",
                "unset AZURE_CLIENT_SECRET");
        fault(
                "no such credential in AZURE_TOKEN_CREDENTIALS",
                _ -> {},
                _ -> environment(Map.of("AZURE_TOKEN_CREDENTIALS", "managed")),
                FAIL,
                "know no such value",
                "unset AZURE_TOKEN_CREDENTIALS");
        fault(
                "on-behalf-of without a credential",
                _ -> {},
                _ -> new ModeCheck(DownstreamMode.OBO, Optional.empty(), false),
                FAIL,
                "there is no credential",
                "gatehouse setup --apply");
        strangers(
                DownstreamMode.MANAGED_IDENTITY, "refused every call to Azure with not_in_tenant");
        strangers(DownstreamMode.OBO_WITH_FALLBACK, "gets no fallback where consent is missing");
        fault(
                "an anonymous route",
                _ -> {},
                _ ->
                        new AccessCheck(
                                List.of("routes[0] /open/**"), List.of(), Duration.ofSeconds(60)),
                WARN,
                "Anybody may use it",
                "");
        fault(
                "tokens over plain http",
                _ -> {},
                _ -> new AccessCheck(List.of(), List.of("app"), Duration.ofSeconds(60)),
                WARN,
                "unencrypted",
                "");
        fault(
                "everybody is a trusted proxy",
                _ -> {},
                _ -> listener("10.0.0.4", List.of("0.0.0.0/0")),
                FAIL,
                "anybody may forge",
                "");
        fault(
                "plain http beyond loopback",
                _ -> {},
                _ -> listener("10.0.0.4", List.of()),
                WARN,
                "without TLS",
                "");
        fault(
                "the chain of the audit is broken",
                _ -> {},
                _ -> audit(new AuditCheck.Chain.Broken(7, "a block was altered")),
                FAIL,
                "broken at event 7",
                "gatehouse audit verify --data data");
        fault(
                "the keys do not open the store",
                _ -> {},
                _ -> audit(new AuditCheck.Chain.Closed("keys.json is missing.")),
                FAIL,
                "keys.json is missing",
                "ls -l data");
    }

    private static void network() {
        fault(
                "no such name",
                it -> it.reach = new Network.Reach.NoSuchName(),
                it -> it.host(CheckId.AUTHORITY),
                FAIL,
                "No name server knows login.example.com",
                "getent hosts login.example.com");
        fault(
                "nobody listens",
                it -> it.reach = new Network.Reach.NoConnection(),
                it -> it.host(CheckId.ARM),
                FAIL,
                "Nobody accepts a connection",
                "curl -sS");
        fault(
                "a certificate that is not trusted",
                it -> it.reach = new Network.Reach.NoTrust(),
                it -> it.host(CheckId.GRAPH),
                FAIL,
                "is not trusted",
                "openssl s_client -connect login.example.com:443");
        fault(
                "no TLS",
                it -> it.reach = new Network.Reach.NoTls(),
                it -> it.host(CheckId.UPSTREAM),
                FAIL,
                "does not speak TLS",
                "openssl s_client");
        fault(
                "a certificate that ends soon",
                it ->
                        it.reach =
                                new Network.Reach.Reached(
                                        Optional.of(NOW.plus(Duration.ofDays(13)))),
                it -> it.host(CheckId.AUTHORITY),
                WARN,
                "ends in 13 days",
                "");
    }

    private static void entra() {
        fault(
                "a clock two minutes off",
                it -> it.date = Optional.of(NOW.minusSeconds(120)),
                it -> new ClockCheck(it.entra(), TENANT, CLOCK),
                WARN,
                "120 s off",
                "sudo timedatectl set-ntp true");
        fault(
                "a clock six minutes off",
                it -> it.date = Optional.of(NOW.plusSeconds(360)),
                it -> new ClockCheck(it.entra(), TENANT, CLOCK),
                FAIL,
                "360 s off",
                "sudo timedatectl set-ntp true");
        fault(
                "no such tenant",
                it -> it.issuer = "",
                it -> new MetadataCheck(it.entra(), AUTHORITY, TENANT),
                FAIL,
                "knows no tenant c0000000…",
                "az account show");
        fault(
                "another cloud's issuer",
                it -> it.issuer = "https://login.elsewhere.example/" + TENANT + "/v2.0",
                it -> new MetadataCheck(it.entra(), AUTHORITY, TENANT),
                FAIL,
                "names another issuer",
                "");
        fault(
                "no signing keys",
                it -> it.keys = 0,
                it -> new KeysCheck(it.entra(), TENANT),
                FAIL,
                "no signing key",
                "");
        client(7000215, "the client secret is wrong", "az ad app credential reset --id " + CLIENT);
        client(7000222, "has expired", "az ad app credential reset --id " + CLIENT);
        client(700016, "does not know the application", "az ad app list --all");
        client(700027, "certificate is not registered", "--append --cert @certificate.pem");
        client(700213, "no federated credential", "setup --apply --with-federated-credential");
        client(7000112, "is disabled", "az ad sp update --id " + CLIENT);
        client(999999, "AADSTS999999", "");
        fault(
                "no credential at all",
                it -> it.refusals.put(TENANT, 700213),
                it ->
                        new CredentialCheck(
                                it.entra(), TENANT, CLIENT, Installation.GRAPH, Optional.empty()),
                WARN,
                "nobody can sign in by browser",
                "gatehouse setup --apply");
        fault(
                "a redirect address that is not registered",
                it -> it.redirect = Authority.Redirect.NOT_REGISTERED,
                it -> it.redirect(REDIRECT),
                FAIL,
                "AADSTS50011",
                "gatehouse setup --apply --set listen.public-url=https://gate.example.com");
        fault(
                "a redirect address without https",
                _ -> {},
                it -> it.redirect(URI.create("http://gate.example.com/auth/callback")),
                FAIL,
                "neither https nor loopback",
                "");
        fault(
                "a redirect address that cannot be read",
                it -> {
                    it.redirect = Authority.Redirect.UNCLEAR;
                    it.registration = new Registration.Read.Unreadable("Graph answers 403");
                },
                it -> it.redirect(REDIRECT),
                WARN,
                "cannot be read",
                "az ad app show --id " + CLIENT + " --query web.redirectUris");
        for (int number : List.of(700016, 7000229)) {
            fault(
                    "a tenant that has not consented: " + number,
                    it -> it.refusals.put(OTHER_TENANT, number),
                    Installation::tenants,
                    FAIL,
                    "AADSTS" + number + ": the application is not there",
                    "xdg-open 'https://login.example.com/"
                            + OTHER_TENANT
                            + "/adminconsent?client_id="
                            + CLIENT
                            + "'");
        }
        fault(
                "a listed tenant that does not exist",
                it -> it.refusals.put(OTHER_TENANT, 90002),
                Installation::tenants,
                FAIL,
                "there is no tenant d0000000…",
                "");
        registration(Set.of(), Set.of("user_impersonation"), "is exposed", "setup --apply");
        registration(
                Set.of("access_as_user"),
                Set.of(),
                "AADSTS65001",
                "az ad app permission grant --id " + CLIENT);
        fault(
                "an identity that the registration does not trust",
                it ->
                        it.registration =
                                new Registration.Read.Found(
                                        Set.of(),
                                        Set.of("access_as_user"),
                                        Set.of("user_impersonation"),
                                        Set.of()),
                Installation::consent,
                FAIL,
                "does not trust the managed identity",
                "setup --apply --with-federated-credential");
    }

    private static void strangers(DownstreamMode mode, String detail) {
        fault(
                "people whom the platform does not serve: " + mode.wire(),
                _ -> {},
                _ -> new ModeCheck(mode, Optional.of("secret"), true),
                WARN,
                detail,
                "");
    }

    private static void client(int number, String detail, String command) {
        fault(
                "AADSTS" + number,
                it -> it.refusals.put(TENANT, number),
                Installation::credential,
                FAIL,
                detail,
                command);
    }

    private static void registration(
            Set<String> scopes, Set<String> granted, String detail, String command) {
        fault(
                "registration: " + detail,
                it ->
                        it.registration =
                                new Registration.Read.Found(
                                        Set.of(), scopes, granted, Set.of(Installation.PRINCIPAL)),
                Installation::consent,
                FAIL,
                detail,
                command);
    }

    private static void azure() {
        fault(
                "no system-assigned identity",
                it -> it.noTokenFor.add("*"),
                Installation::identity,
                FAIL,
                "no system-assigned identity",
                "az login");
        fault(
                "a user-assigned identity that is not attached",
                it -> {
                    it.identity = "user-assigned " + OTHER_TENANT;
                    it.noTokenFor.add("*");
                },
                Installation::identity,
                FAIL,
                "no identity of that client id is attached",
                "az ad sp show --id " + OTHER_TENANT + " --query");
        fault(
                "nobody signed in to az",
                it -> {
                    it.identity = "Azure CLI in tenant " + TENANT;
                    it.noTokenFor.add("*");
                },
                Installation::identity,
                FAIL,
                "Nobody is signed in",
                "az login --tenant " + TENANT);
        fault(
                "a principal without an object id",
                it -> it.opaque = true,
                Installation::identity,
                FAIL,
                "names no principal",
                "");
        fault(
                "no token for one audience",
                it -> it.noTokenFor.add("https://graph.microsoft.com"),
                Installation::tokens,
                FAIL,
                "gets none",
                "gatehouse doctor");
        fault(
                "a token for another audience",
                it -> it.audiences.put("https://graph.microsoft.com", "https://other.example"),
                Installation::tokens,
                FAIL,
                "for https://other.example instead",
                "");
        fault(
                "two identities answer",
                it -> it.principals.put("https://graph.microsoft.com", TENANT),
                Installation::tokens,
                FAIL,
                "another principal",
                "");
        fault(
                "Reader is missing",
                it -> it.assignments.clear(),
                Installation::roles,
                FAIL,
                "It is not assigned",
                assign(SUBSCRIPTION));
        fault(
                "an expected role is missing",
                _ -> {},
                it -> it.roles(new RolesCheck.Expected("AcrPull", SUBSCRIPTION)),
                FAIL,
                "It is not assigned",
                "roleDefinitions/" + AzureRole.ACR_PULL.id());
        fault(
                "a role that nobody knows",
                _ -> {},
                it -> it.roles(new RolesCheck.Expected("Reeder", SUBSCRIPTION)),
                FAIL,
                "does not know that role",
                "az rest --method get --url '"
                        + SUBSCRIPTION
                        + "/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01'"
                        + " --query 'value[?properties.roleName=='\\''Reeder'\\''].name'");
        for (AzureRole wide :
                List.of(
                        AzureRole.OWNER,
                        AzureRole.CONTRIBUTOR,
                        AzureRole.USER_ACCESS_ADMINISTRATOR,
                        AzureRole.RBAC_ADMINISTRATOR)) {
            fault(
                    wide.name() + " where Reader does",
                    it -> it.assignments.add(Installation.held(wide, SUBSCRIPTION)),
                    Installation::roles,
                    WARN,
                    "wider than anything that is expected",
                    "az role assignment delete --ids '" + SUBSCRIPTION);
        }
        fault(
                "no subscription in sight",
                it -> it.subscriptions.clear(),
                Installation::roles,
                FAIL,
                "sees no subscription",
                "az account list");
        fault(
                "Azure does not tell",
                it -> it.armAnswers(500, "InternalServerError"),
                Installation::roles,
                WARN,
                "status 500 InternalServerError",
                "");
        fault(
                "403 of Azure OpenAI",
                _ -> {},
                it -> it.openai(OPENAI),
                FAIL,
                "Cognitive Services OpenAI User is not assigned",
                assign(OPENAI));
        fault(
                "401 of the session pool",
                _ -> {},
                it -> it.pool(POOL),
                FAIL,
                "Session Executor is not assigned",
                assign(POOL));
        fault(
                "the account's name does not resolve",
                it -> {
                    it.assignments.add(Installation.held(AzureRole.OPENAI_USER, OPENAI));
                    it.reach = new Network.Reach.NoSuchName();
                },
                it -> it.openai(OPENAI),
                FAIL,
                "No name server knows oai-lab.example.com",
                "getent hosts oai-lab.example.com");
        fault(
                "the service says that the role is missing",
                it -> it.dataPlane = Optional.of(new DataPlane.Answer(401, "PermissionDenied")),
                it -> it.openai("https://oai-lab.example.com"),
                FAIL,
                "the role is missing",
                "--resource-type Microsoft.CognitiveServices/accounts --query"
                        + " \"[?starts_with('oai-lab.example.com', name)].id\" --output tsv; done)\""
                        + "'/providers/Microsoft.Authorization/roleAssignments/");
        fault(
                "the service does not take the audience",
                it -> it.dataPlane = Optional.of(new DataPlane.Answer(401, "Unauthorized")),
                it -> it.pool("https://pool.example.com"),
                FAIL,
                "does not take a token for https://dynamicsessions.io",
                "");
        fault(
                "no token for the session pool",
                it -> it.noTokenFor.add("https://dynamicsessions.io"),
                it -> it.pool(POOL),
                FAIL,
                "gets no token for https://dynamicsessions.io",
                "");
    }

    private static String assign(String scope) {
        return "az rest --method put --url '"
                + scope
                + "/providers/Microsoft.Authorization/roleAssignments/";
    }

    static List<Fault> faults() {
        FAULTS.clear();
        local();
        network();
        entra();
        azure();
        return List.copyOf(FAULTS);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isNamedAndMended(Fault fault) {
        var installation = new Installation();
        fault.spoil().accept(installation);
        Check check = fault.check().apply(installation);
        List<Finding> trouble =
                check.examine().stream().filter(it -> !(it instanceof Finding.Ok)).toList();
        assertThat(trouble).isNotEmpty();
        Finding found = trouble.getFirst();
        assertThat(found.check()).isEqualTo(check.id());
        assertThat(found instanceof Finding.Warn ? WARN : FAIL).isEqualTo(fault.status());
        assertThat(found.detail()).contains(fault.detail()).doesNotContain("s3cr3t");
        assertThat(found.detail()).doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-");
        assertThat(found.remedy().orElse("")).isNotBlank();
        assertThat(found.command().orElse("")).contains(fault.command());
    }

    private static EnvironmentCheck environment(Map<String, String> variables) {
        return new EnvironmentCheck(CLIENT, Optional.empty(), variables);
    }

    private static ListenerCheck listener(String host, List<String> proxies) {
        return new ListenerCheck(
                InetAddress.ofLiteral(host),
                false,
                URI.create("https://gate.example.com"),
                proxies);
    }

    private static AuditCheck audit(AuditCheck.Chain chain) {
        return new AuditCheck(() -> chain, Path.of("data"));
    }
}
