package dev.gatehouse.server;

import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.act.credentials.Fallback;
import dev.gatehouse.act.upstreams.Upstream;
import dev.gatehouse.audit.AuditConfig;
import dev.gatehouse.authenticate.sessions.SignInConfig;
import dev.gatehouse.authenticate.tokens.Issuers;
import dev.gatehouse.authenticate.tokens.RoleMapping;
import dev.gatehouse.authenticate.tokens.Tenants;
import dev.gatehouse.authenticate.tokens.TokenConfig;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.entra.ClientCredential;
import dev.gatehouse.entra.Cloud;
import dev.gatehouse.entra.EntraHttp;
import dev.gatehouse.entra.PlatformIdentity;
import dev.gatehouse.entra.TenantNames;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.monitor.LoginServers;
import dev.gatehouse.operate.monitor.PlatformName;
import dev.gatehouse.server.config.AuditSettings;
import dev.gatehouse.server.config.CloudConfig;
import dev.gatehouse.server.config.CredentialConfig;
import dev.gatehouse.server.config.DownstreamConfig;
import dev.gatehouse.server.config.GatehouseConfig;
import dev.gatehouse.server.config.HomeTenant;
import dev.gatehouse.server.config.ListenConfig;
import dev.gatehouse.server.config.SessionConfig;
import dev.gatehouse.server.config.TenantsConfig;
import dev.gatehouse.server.config.UpstreamConfig;
import dev.gatehouse.server.desk.Destination;
import dev.gatehouse.server.desk.RouteTable.Declared;
import dev.gatehouse.server.gate.GateSettings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.security.Provider;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the checked configuration into what each part asks for. */
final class Settings {
    private static final String ARM_SCOPE = "https://management.azure.com/.default";
    private static final int EVENT_LOOPS =
            Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 16);

    private Settings() {}

    static URI publicUrl(ListenConfig listen) {
        return listen.publicUrl()
                .orElseGet(
                        () ->
                                URI.create(
                                        (listen.tls().isPresent() ? "https://" : "http://")
                                                + hostName(listen.host())
                                                + ":"
                                                + listen.port()));
    }

    /** Where the internal listener is reached. */
    static URI internalUrl(InetAddress host, int port) {
        return URI.create("http://" + hostName(host) + ":" + port);
    }

    private static String hostName(InetAddress host) {
        if (host.isLoopbackAddress() || host.isAnyLocalAddress()) {
            return "localhost";
        }
        return host instanceof Inet6Address
                ? "[" + host.getHostAddress() + "]"
                : host.getHostAddress();
    }

    /** The address with the port that the listener got, where any free one was asked for. */
    static URI withPort(URI publicUrl, ListenConfig listen, int port) {
        return listen.publicUrl().isEmpty() && listen.port() == 0
                ? URI.create(publicUrl.getScheme() + "://" + publicUrl.getHost() + ":" + port)
                : publicUrl;
    }

    static DownstreamMode mode(DownstreamConfig downstream) {
        return switch (downstream.mode()) {
            case MANAGED_IDENTITY -> DownstreamMode.MANAGED_IDENTITY;
            case OBO -> DownstreamMode.OBO;
            case OBO_WITH_FALLBACK -> DownstreamMode.OBO_WITH_FALLBACK;
        };
    }

    /** Whether Gatehouse's own identity may stand in for reads. */
    static Fallback fallback(DownstreamMode mode) {
        return mode == DownstreamMode.OBO_WITH_FALLBACK ? Fallback.ALLOWED : Fallback.FORBIDDEN;
    }

    static Cloud cloud(CloudConfig cloud) {
        return switch (cloud) {
            case CloudConfig.Known.PUBLIC -> Cloud.PUBLIC;
            case CloudConfig.Known.USGOV -> Cloud.USGOV;
            case CloudConfig.Known.CHINA -> Cloud.CHINA;
            case CloudConfig.Custom custom ->
                    new Cloud(
                            custom.authority(),
                            custom.browserAuthority(),
                            custom.arm(),
                            custom.graph(),
                            custom.imds(),
                            custom.issuerV1(),
                            custom.caFile());
        };
    }

    /**
     * What tokens for Azure Resource Manager are asked for; a cloud of one's own speaks for the
     * public one.
     */
    static Scope armScope(CloudConfig cloud) {
        return new Scope(
                cloud instanceof CloudConfig.Custom ? ARM_SCOPE : cloud(cloud).arm() + "/.default");
    }

    static Scope graphScope(CloudConfig cloud) {
        return new Scope(
                cloud instanceof CloudConfig.Custom
                        ? "https://graph.microsoft.com/.default"
                        : cloud(cloud).graph() + "/.default");
    }

    static TenantId home(HomeTenant tenant, Cloud cloud, EntraHttp http) {
        return switch (tenant) {
            case HomeTenant.ById(TenantId id) -> id;
            case HomeTenant.ByDomain(String domain) -> new TenantNames(cloud, http).idOf(domain);
        };
    }

    /**
     * How the registration proves itself. Without a configured credential it is the platform's
     * managed identity as federated credential, which needs no secret.
     */
    static ClientCredential credential(GatehouseConfig config) {
        Optional<CredentialConfig> configured = config.entra().credential();
        if (configured.isEmpty()) {
            return new ClientCredential.ManagedIdentityAssertion(
                    config.downstream().managedIdentity());
        }
        return switch (configured.get()) {
            case CredentialConfig.Secret(var secret) ->
                    new ClientCredential.Secret(secret.reveal());
            case CredentialConfig.Certificate(var pem) ->
                    new ClientCredential.Certificate(pem, Optional.empty());
            case CredentialConfig.ManagedIdentity(var identity) ->
                    new ClientCredential.ManagedIdentityAssertion(identity);
            case CredentialConfig.Workload(var file) ->
                    new ClientCredential.WorkloadTokenFile(file);
        };
    }

    static PlatformIdentity platform(DownstreamConfig downstream, Map<String, String> environment) {
        PlatformIdentity found = PlatformIdentity.of(environment);
        return found instanceof PlatformIdentity.ManagedIdentity
                ? new PlatformIdentity.ManagedIdentity(downstream.managedIdentity())
                : found;
    }

    /** What commands call the platform identity. */
    static PlatformName platformName(PlatformIdentity identity) {
        return switch (identity) {
            case PlatformIdentity.ManagedIdentity managed ->
                    new PlatformName(false, managed.client().map(ClientId::value));
            case PlatformIdentity.WorkloadIdentity workload ->
                    new PlatformName(false, Optional.of(workload.client().value()));
            case PlatformIdentity.SecretPrincipal principal ->
                    new PlatformName(false, Optional.of(principal.client().value()));
            case PlatformIdentity.CertificatePrincipal principal ->
                    new PlatformName(false, Optional.of(principal.client().value()));
            case PlatformIdentity.DeveloperCli _ -> new PlatformName(true, Optional.empty());
        };
    }

    /** The registries of the cloud; a cloud of one's own names them. */
    static LoginServers registries(CloudConfig cloud) {
        return new LoginServers(
                switch (cloud) {
                    case CloudConfig.Known.PUBLIC -> List.of(".azurecr.io");
                    case CloudConfig.Known.USGOV -> List.of(".azurecr.us");
                    case CloudConfig.Known.CHINA -> List.of(".azurecr.cn");
                    case CloudConfig.Custom custom -> custom.registries();
                });
    }

    /** The tenants that the operator named; those of {@code any-consented} are not among them. */
    static Set<TenantId> named(TenantsConfig tenants, TenantId home) {
        Set<TenantId> named = new HashSet<>(tenants.listed());
        if (tenants.home()) {
            named.add(home);
        }
        return Set.copyOf(named);
    }

    static TokenConfig tokens(GatehouseConfig config, TenantId home, Cloud cloud) {
        Set<TenantId> allowed = named(config.entra().tenants(), home);
        return new TokenConfig(
                config.entra().client(),
                config.auth().audiences(),
                new Tenants(home, allowed, config.entra().tenants().anyConsented()),
                new Issuers(cloud.issuerV1(), cloud.authority()),
                config.auth().scopes(),
                config.auth().clients(),
                config.auth().clockLeeway(),
                new RoleMapping(config.authz().roles(), config.authz().defaultRole()));
    }

    /**
     * Amazon Corretto Crypto Provider where it loads: it verifies RS256 in less than half the time.
     */
    static Optional<Provider> provider() {
        try {
            Class<?> type =
                    Class.forName(
                            "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
            var provider = (Provider) type.getField("INSTANCE").get(null);
            return provider.getService("Signature", "SHA256withRSA") == null
                    ? Optional.empty()
                    : Optional.of(provider);
        } catch (ReflectiveOperationException | LinkageError notHere) {
            return Optional.empty();
        }
    }

    static dev.gatehouse.authenticate.sessions.SessionConfig sessions(SessionConfig session) {
        return new dev.gatehouse.authenticate.sessions.SessionConfig(
                session.idle(),
                session.absolute(),
                dev.gatehouse.authenticate.sessions.SessionConfig.DEFAULT.refreshBefore());
    }

    static SignInConfig signIn(GatehouseConfig config, TenantId home, URI publicUrl) {
        SignInConfig usual = SignInConfig.of(publicUrl.resolve("/auth/callback"), home);
        boolean onlyHome =
                !config.entra().tenants().anyConsented()
                        && tokensAdmitOnly(home, config.entra().tenants().listed());
        return onlyHome
                ? new SignInConfig(usual.redirectUri(), home, home.toString(), usual.lifetime())
                : usual;
    }

    private static boolean tokensAdmitOnly(TenantId home, Set<TenantId> listed) {
        return listed.isEmpty() || listed.equals(Set.of(home));
    }

    static AuditConfig audit(AuditSettings audit) {
        var reads =
                switch (audit.reads()) {
                    case EVERY -> AuditConfig.Reads.EVERY;
                    case SUMMARY -> AuditConfig.Reads.SUMMARY;
                };
        return AuditConfig.DEFAULT.with(reads).keeping(audit.age(), audit.size().orElse(0L));
    }

    /** Where a client that was refused may get a token, for {@code WWW-Authenticate}. */
    static String authorizationUri(Cloud cloud, TenantId home) {
        return cloud.browserAuthority() + "/" + home + "/oauth2/v2.0/authorize";
    }

    static GateSettings gate(GatehouseConfig config, URI publicUrl) {
        ListenConfig listen = config.listen();
        return new GateSettings(
                listen.host().getHostAddress(),
                listen.port(),
                publicUrl,
                config.limits().headers(),
                config.limits().body(),
                config.limits().idle(),
                config.limits().requestDeadline(),
                listen.tls().map(tls -> new GateSettings.Tls(tls.certificate(), tls.key())),
                address ->
                        listen.trustedProxies().stream()
                                .anyMatch(network -> network.contains(address)),
                !listen.trustedProxies().isEmpty(),
                EVENT_LOOPS);
    }

    /** The routes of the configuration, each with its upstream. */
    static List<Declared> routes(GatehouseConfig config) {
        var upstreams = new HashMap<String, Upstream>();
        config.upstreams().forEach((name, upstream) -> upstreams.put(name, upstream(upstream)));
        return config.routes().stream().map(rule -> declared(rule, upstreams)).toList();
    }

    private static Declared declared(Rule rule, Map<String, Upstream> upstreams) {
        Upstream upstream = upstreams.get(rule.to());
        if (upstream == null) {
            throw new IllegalArgumentException("route " + rule.id() + " leads nowhere");
        }
        return new Declared(rule, new Destination.Proxied(upstream, prefix(rule)));
    }

    /** The literal beginning of the pattern that the route strips. */
    private static String prefix(Rule rule) {
        String[] segments = rule.path().toString().substring(1).split("/");
        return rule.strip() == 0
                ? ""
                : "/" + String.join("/", Arrays.copyOf(segments, rule.strip()));
    }

    private static Upstream upstream(UpstreamConfig config) {
        return new Upstream(
                config.name(), config.url(), config.scope(), config.deadline(), config.easyAuth());
    }
}
