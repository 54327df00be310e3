package dev.gatehouse.server;

import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.entra.AzurePlatformCredential;
import dev.gatehouse.entra.Cloud;
import dev.gatehouse.entra.EntraClient;
import dev.gatehouse.entra.EntraHttp;
import dev.gatehouse.entra.EntraProbe;
import dev.gatehouse.entra.PlatformIdentity;
import dev.gatehouse.entra.RegistrationReader;
import dev.gatehouse.entra.Trust;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.doctor.AccessCheck;
import dev.gatehouse.operate.doctor.Approver;
import dev.gatehouse.operate.doctor.ArmRights;
import dev.gatehouse.operate.doctor.AuditCheck;
import dev.gatehouse.operate.doctor.AzureService;
import dev.gatehouse.operate.doctor.CertificateCheck;
import dev.gatehouse.operate.doctor.Check;
import dev.gatehouse.operate.doctor.CheckId;
import dev.gatehouse.operate.doctor.ClockCheck;
import dev.gatehouse.operate.doctor.ConsentCheck;
import dev.gatehouse.operate.doctor.CredentialCheck;
import dev.gatehouse.operate.doctor.EnvironmentCheck;
import dev.gatehouse.operate.doctor.HostCheck;
import dev.gatehouse.operate.doctor.HttpDataPlane;
import dev.gatehouse.operate.doctor.IdentityCheck;
import dev.gatehouse.operate.doctor.KeysCheck;
import dev.gatehouse.operate.doctor.ListenerCheck;
import dev.gatehouse.operate.doctor.MetadataCheck;
import dev.gatehouse.operate.doctor.ModeCheck;
import dev.gatehouse.operate.doctor.RedirectCheck;
import dev.gatehouse.operate.doctor.RolesCheck;
import dev.gatehouse.operate.doctor.ServiceCheck;
import dev.gatehouse.operate.doctor.SocketNetwork;
import dev.gatehouse.operate.doctor.StoreCheck;
import dev.gatehouse.operate.doctor.TenantsCheck;
import dev.gatehouse.operate.doctor.TokensCheck;
import dev.gatehouse.operate.doctor.Workload;
import dev.gatehouse.server.config.CloudConfig;
import dev.gatehouse.server.config.CredentialConfig;
import dev.gatehouse.server.config.GatehouseConfig;
import dev.gatehouse.server.config.HomeTenant;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the checks of one configuration together: what each looks at, through which adapter. */
final class Examinations {
    private final Gatehouse.Launch launch;
    private final GatehouseConfig config;
    private final Cloud cloud;
    private final String tenant;
    private final Trust trust;
    private final EntraHttp http;
    private final SocketNetwork network;
    private final EntraQuestions entra;
    private final DownstreamMode mode;
    private final Scope armScope;
    private final Scope graphScope;
    private final PlatformCredential platform;
    private final Workload workload;

    /**
     * @param http closed by the caller
     * @param approver as whom repairs are made; empty makes none
     */
    Examinations(
            Gatehouse.Launch launch, Trust trust, EntraHttp http, Optional<Approver> approver) {
        this.launch = launch;
        this.config = launch.config();
        CloudConfig chosen = config.entra().cloud();
        this.cloud = Settings.cloud(chosen);
        this.tenant = tenant(config.entra().tenant());
        this.trust = trust;
        this.http = http;
        this.network = new SocketNetwork(trust.context());
        this.mode = Settings.mode(config.downstream());
        this.armScope = Settings.armScope(chosen);
        this.graphScope = Settings.graphScope(chosen);
        ClientId client = config.entra().client();
        var asClient =
                new EntraClient(cloud, http, client, Settings.credential(config), launch.clock());
        this.entra =
                new EntraQuestions(
                        new EntraProbe(asClient, http),
                        new RegistrationReader(cloud, http),
                        tenant,
                        client,
                        graphScope);
        this.platform = identity(Settings.platform(config.downstream(), launch.environment()));
        var arm = new Arm(cloud.arm(), armScope, cloud.caFile().map(_ -> trust.context()));
        this.workload =
                new Workload(
                        platform,
                        armScope,
                        new ArmRights(arm, new AsPlatform(platform)),
                        approver.map(it -> new ArmRights(arm, new AsPlatform(it.credential()))));
    }

    /** The tenant as configured: id or domain. */
    static String tenant(HomeTenant home) {
        return switch (home) {
            case HomeTenant.ById(TenantId id) -> id.toString();
            case HomeTenant.ByDomain(String domain) -> domain;
        };
    }

    private PlatformCredential identity(PlatformIdentity which) {
        return new AzurePlatformCredential(which, cloud, http, launch.clock());
    }

    /** All but the configuration's own. */
    List<Check> all() {
        var checks = new ArrayList<Check>();
        local(checks);
        hosts(checks);
        entra(checks);
        azure(checks);
        return checks;
    }

    private void local(List<Check> checks) {
        Path store = launch.data().resolve(config.store());
        Path directory = Optional.ofNullable(store.getParent()).orElse(launch.data());
        checks.add(
                new EnvironmentCheck(
                        config.entra().client(),
                        config.downstream().managedIdentity(),
                        launch.environment()));
        checks.add(new ModeCheck(mode, credentialKind(), config.entra().tenants().anyConsented()));
        checks.add(
                new AccessCheck(
                        config.routes().stream()
                                .filter(rule -> rule.allow().anonymous())
                                .map(rule -> rule.id() + " " + rule.path())
                                .toList(),
                        config.upstreams().values().stream()
                                .filter(it -> it.scope().isPresent())
                                .filter(it -> it.url().getScheme().equals("http"))
                                .filter(it -> !isLoopback(it.url()))
                                .map(it -> it.name())
                                .toList(),
                        config.auth().clockLeeway()));
        checks.add(
                new ListenerCheck(
                        config.listen().host(),
                        config.listen().tls().isPresent(),
                        Settings.publicUrl(config.listen()),
                        config.listen().trustedProxies().stream().map(Object::toString).toList()));
        checks.add(new StoreCheck(directory));
        checks.add(new AuditCheck(new AuditBook(store, launch.clock()), directory));
    }

    private static boolean isLoopback(URI address) {
        return Set.of("localhost", "127.0.0.1", "[::1]").contains(address.getHost());
    }

    private void hosts(List<Check> checks) {
        checks.add(host(CheckId.AUTHORITY, Optional.empty(), cloud.authority()));
        checks.add(host(CheckId.ARM, Optional.empty(), cloud.arm()));
        checks.add(host(CheckId.GRAPH, Optional.empty(), cloud.graph()));
        config.upstreams()
                .values()
                .forEach(
                        it -> checks.add(host(CheckId.UPSTREAM, Optional.of(it.name()), it.url())));
    }

    private Check host(CheckId id, Optional<String> name, URI address) {
        return new HostCheck(id, name, address, network, launch.clock());
    }

    private void entra(List<Check> checks) {
        ClientId client = config.entra().client();
        checks.add(new ClockCheck(entra, tenant, launch.clock()));
        checks.add(new MetadataCheck(entra, cloud.authority(), tenant));
        checks.add(new KeysCheck(entra, tenant));
        if (config.entra().credential().orElse(null)
                instanceof CredentialConfig.Certificate(Path pem)) {
            checks.add(new CertificateCheck(pem, launch.clock()));
        }
        checks.add(new CredentialCheck(entra, tenant, client, graphScope, credentialKind()));
        if (config.entra().credential().isEmpty()) {
            return;
        }
        checks.add(
                new RedirectCheck(
                        entra,
                        entra,
                        tenant,
                        client,
                        Settings.publicUrl(config.listen()).resolve("/auth/callback")));
        checks.add(
                new TenantsCheck(
                        entra,
                        cloud.browserAuthority(),
                        config.entra().tenants().listed().stream()
                                .map(TenantId::toString)
                                .filter(it -> !it.equals(tenant))
                                .collect(Collectors.toSet()),
                        config.entra().tenants().anyConsented(),
                        client,
                        graphScope,
                        mode != DownstreamMode.MANAGED_IDENTITY));
        checks.add(
                new ConsentCheck(
                        entra,
                        mode != DownstreamMode.MANAGED_IDENTITY,
                        client,
                        config.auth().scopes(),
                        federated(),
                        armScope));
    }

    private Optional<PlatformCredential> federated() {
        return config.entra().credential().orElse(null)
                        instanceof CredentialConfig.ManagedIdentity(var named)
                ? Optional.of(identity(new PlatformIdentity.ManagedIdentity(named)))
                : Optional.empty();
    }

    private void azure(List<Check> checks) {
        var expected =
                config.doctor().expect().stream()
                        .map(it -> new RolesCheck.Expected(it.role(), it.scope()))
                        .toList();
        Optional<String> openai = config.doctor().openai();
        Optional<String> pool = config.doctor().sessionPool();
        boolean shows = mode != DownstreamMode.OBO;
        boolean needed = shows || !expected.isEmpty() || openai.isPresent() || pool.isPresent();
        var audiences = new ArrayList<>(List.of(audience(armScope), audience(graphScope)));
        openai.ifPresent(_ -> audiences.add(AzureService.OPENAI.audience()));
        pool.ifPresent(_ -> audiences.add(AzureService.SESSION_POOL.audience()));
        checks.add(new IdentityCheck(platform, armScope, needed));
        checks.add(new TokensCheck(platform, armScope, audiences, needed));
        checks.add(new RolesCheck(workload, expected, shows));
        openai.ifPresent(it -> checks.add(service(AzureService.OPENAI, it)));
        pool.ifPresent(it -> checks.add(service(AzureService.SESSION_POOL, it)));
    }

    private Check service(AzureService which, String target) {
        return new ServiceCheck(
                which, target, workload, network, new HttpDataPlane(trust.context()));
    }

    private static String audience(Scope scope) {
        return scope.value().replaceAll("/\\.default$", "");
    }

    private Optional<String> credentialKind() {
        return config.entra()
                .credential()
                .map(
                        it ->
                                switch (it) {
                                    case CredentialConfig.Secret _ -> "secret";
                                    case CredentialConfig.Certificate _ -> "certificate";
                                    case CredentialConfig.ManagedIdentity _ -> "managed identity";
                                    case CredentialConfig.Workload _ -> "workload token file";
                                });
    }
}
