package dev.gatehouse.server;

import dev.gatehouse.act.credentials.Credentials;
import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.act.upstreams.SignedAssertions;
import dev.gatehouse.act.upstreams.Upstream;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.authenticate.Authenticators;
import dev.gatehouse.authenticate.sessions.Session;
import dev.gatehouse.authenticate.sessions.Sessions;
import dev.gatehouse.authenticate.sessions.SignIn;
import dev.gatehouse.authenticate.tokens.TokenValidator;
import dev.gatehouse.entra.AzurePlatformCredential;
import dev.gatehouse.entra.Cloud;
import dev.gatehouse.entra.EntraClient;
import dev.gatehouse.entra.EntraGroups;
import dev.gatehouse.entra.EntraHttp;
import dev.gatehouse.entra.EntraIdentityProvider;
import dev.gatehouse.entra.EntraLongRunning;
import dev.gatehouse.entra.EntraOnBehalfOf;
import dev.gatehouse.entra.EntraSigningKeys;
import dev.gatehouse.entra.PlatformIdentity;
import dev.gatehouse.entra.Trust;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.server.config.GatehouseConfig;
import dev.gatehouse.server.config.ListenConfig;
import dev.gatehouse.server.config.Loaded;
import dev.gatehouse.server.desk.Admissions;
import dev.gatehouse.server.desk.AuditLines;
import dev.gatehouse.server.desk.Desk;
import dev.gatehouse.server.desk.Passages;
import dev.gatehouse.server.desk.RequestPipeline;
import dev.gatehouse.server.desk.RouteTable;
import dev.gatehouse.server.desk.SameOrigin;
import dev.gatehouse.server.gate.Gate;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.AuditDoors;
import dev.gatehouse.server.http.AuthDoors;
import dev.gatehouse.server.http.CookieNames;
import dev.gatehouse.server.http.DoctorDoors;
import dev.gatehouse.server.http.ErrorAnswers;
import dev.gatehouse.server.http.Pages;
import dev.gatehouse.server.http.PolicyDoors;
import dev.gatehouse.server.http.SessionDoors;
import dev.gatehouse.server.http.StatusDoors;
import dev.gatehouse.server.metrics.Metrics;
import dev.gatehouse.store.EmbeddedDatabase;
import dev.gatehouse.store.SqliteAuditStore;
import dev.gatehouse.store.SqliteState;
import dev.gatehouse.store.TinkSealing;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** One process, put together: the only place that names adapters and calls their constructors. */
public final class Gatehouse implements AutoCloseable {
    /** The version that answers and messages show. */
    public static final String VERSION = "0.1.0";

    /**
     * What a process is started with.
     *
     * @param given its options; the data directory is made if missing, readable by this user alone
     * @param environment the process's variables, for the platform identity alone
     */
    public record Launch(
            GatehouseConfig config,
            GivenOptions given,
            Map<String, String> environment,
            InstantSource clock) {
        Path data() {
            return given.data();
        }
    }

    /** Some of Azure's writes are answered only when they are done. */
    private static final Duration ARM_DEADLINE = Duration.ofMinutes(1);

    private final Closing parts;
    private final AtomicReference<RouteTable> routes = new AtomicReference<>();
    private final Admissions admissions = new Admissions();
    private final Launch launch;
    private final GatehouseConfig config;
    private final InstantSource clock;
    private final Gate gate;
    private final URI publicUrl;
    private final Upstream arm;
    private final OwnRoutes.Doors doors;
    private final DownstreamMode mode;
    private final String platform;
    private final Optional<URI> internal;

    /** Starts, or throws with the reason and leaves nothing running. */
    public static Gatehouse start(Launch launch) {
        var started = new Closing();
        try {
            return new Gatehouse(launch, started);
        } catch (RuntimeException failed) {
            try {
                started.all();
            } catch (RuntimeException another) {
                failed.addSuppressed(another);
            }
            throw failed;
        }
    }

    private Gatehouse(Launch launch, Closing started) {
        this.parts = started;
        this.launch = launch;
        this.config = launch.config();
        this.clock = launch.clock();
        this.publicUrl = Settings.publicUrl(config.listen());
        this.mode = Settings.mode(config.downstream());
        Cloud cloud = Settings.cloud(config.entra().cloud());
        var trust = Trust.of(cloud.caFile());
        var random = new SecureRandom();

        var database = EmbeddedDatabase.openFile(launch.data().resolve(config.store()));
        started.add(database::close);
        var sealing = TinkSealing.open(database, clock);
        var state = new SqliteState(database, clock);
        started.add(state::close);
        var audit =
                new AuditLog(
                        new SqliteAuditStore(database, sealing),
                        Settings.audit(config.audit()),
                        clock);
        started.add(audit::close);

        var http = new EntraHttp(trust);
        started.add(http::close);
        TenantId home = Settings.home(config.entra().tenant(), cloud, http);
        var keys = new EntraSigningKeys(cloud, http, clock);
        var entra =
                new EntraClient(
                        cloud, http, config.entra().client(), Settings.credential(config), clock);
        var provider = new EntraIdentityProvider(entra);
        PlatformIdentity own = Settings.platform(config.downstream(), launch.environment());
        var identity = new AzurePlatformCredential(own, cloud, http, clock);
        this.platform = identity.describe();
        var credentials =
                new Credentials(
                        mode,
                        Settings.named(config.entra().tenants(), home)::contains,
                        new EntraOnBehalfOf(entra),
                        identity,
                        state,
                        sealing,
                        clock);
        Scope armScope = Settings.armScope(config.entra().cloud());
        this.arm = new Upstream("arm", cloud.arm(), Optional.of(armScope), ARM_DEADLINE, false);
        var assertions = new SignedAssertions(publicUrl, state, sealing, clock);

        var validator =
                new TokenValidator(
                        keys, Settings.tokens(config, home, cloud), clock, Settings.provider());
        var sessions =
                new Sessions(
                        Settings.sessions(config.session()),
                        provider,
                        validator,
                        state,
                        sealing,
                        random,
                        clock);
        var signIn =
                new SignIn(
                        Settings.signIn(config, home, publicUrl),
                        provider,
                        validator,
                        (caller, assertion) -> credentials.prove(caller, assertion, armScope),
                        sessions,
                        state,
                        sealing,
                        random,
                        clock);
        var metrics = new Metrics();
        started.add(metrics::close);
        var lines = new AuditLines(sealing, clock, metrics::request);
        var errors = new ErrorAnswers(Settings.authorizationUri(cloud, home));
        var workbench =
                Workbench.over(
                        new Workbench.Ground(
                                config,
                                cloud,
                                trust,
                                home,
                                credentials,
                                identity,
                                new EntraLongRunning(entra),
                                own,
                                metrics,
                                errors,
                                clock),
                        new Workbench.Records(database, sealing, audit, lines));
        started.add(workbench::close);
        var passages = new Passages(credentials, assertions, admissions, clock);
        var pipeline =
                new RequestPipeline(
                        new RequestPipeline.Stages(
                                new Authenticators(validator, sessions),
                                new GraphGroups(
                                        new EntraGroups(cloud, http),
                                        credentials,
                                        Settings.graphScope(config.entra().cloud())),
                                new SameOrigin(publicUrl),
                                workbench.entry(),
                                passages,
                                audit,
                                lines,
                                errors),
                        clock);
        var desk = new Desk(pipeline);
        started.add(desk::close);
        var pages = new Pages(cloud.browserAuthority());
        this.doors =
                new OwnRoutes.Doors(
                        new StatusDoors(
                                VERSION,
                                mode.wire(),
                                new StatusDoors.Own(own.kind(), platform),
                                audit::healthy),
                        new AuthDoors(
                                new AuthDoors.Parts(
                                        signIn,
                                        sessions,
                                        provider,
                                        pages,
                                        errors,
                                        CookieNames.of(publicUrl),
                                        publicUrl,
                                        true,
                                        config.workbench().isPresent(),
                                        this.signedOut(passages),
                                        admissions::endSession,
                                        clock)),
                        workbench.api(),
                        new AuditDoors(audit, errors),
                        new PolicyDoors(
                                () -> routes().policy(),
                                route ->
                                        config.authz().entryGate().isPresent()
                                                && routes().guarded(route),
                                errors),
                        new SessionDoors(
                                (tenant, object) -> {
                                    sessions.endAll(tenant, object);
                                    admissions.endAll(tenant, object);
                                    workbench.revoke(tenant, object);
                                },
                                errors),
                        workbench.doors(),
                        new DoctorDoors(this::examined),
                        _ -> pages.home(),
                        _ ->
                                Answer.of(200, "application/json", assertions.jwks())
                                        .with("Cache-Control", "public, max-age=300"));
        routes.set(table(config));
        if (mode != DownstreamMode.OBO) {
            identity.warm(armScope);
        }
        this.gate =
                Gate.start(
                        Settings.gate(config, publicUrl),
                        new Gate.Parts(
                                this::routes,
                                desk,
                                admissions,
                                audit,
                                lines,
                                errors,
                                cloud.caFile().map(_ -> trust.manager()),
                                clock));
        this.internal = config.listen().internal().map(at -> internally(at, metrics));
    }

    /** Starts the internal listener; ends the others if it cannot. */
    private URI internally(ListenConfig.Internal at, Metrics metrics) {
        try {
            int port =
                    gate.listenInternally(
                            new InetSocketAddress(at.host(), at.port()),
                            !at.chosen(),
                            Map.of(
                                    "/metrics",
                                    () -> Answer.of(200, Metrics.CONTENT_TYPE, metrics.scrape()),
                                    "/health",
                                    doors.status()::alive));
            return Settings.internalUrl(at.host(), port);
        } catch (RuntimeException failed) {
            gate.close();
            throw failed;
        }
    }

    private String examined() {
        var subject =
                new Doctoring.Subject(
                        Loaded.of(config), launch.given().absolute(), launch.environment(), clock);
        try (Doctoring doctor = Doctoring.looking(subject)) {
            return doctor.examine(_ -> {}).json();
        }
    }

    /** The table in force. */
    private RouteTable routes() {
        return Objects.requireNonNull(routes.get(), "the routes come before the listeners");
    }

    private RouteTable table(GatehouseConfig of) {
        List<RouteTable.Declared> all =
                new ArrayList<>(OwnRoutes.of(doors, of.workbench(), arm, mode));
        all.addAll(Settings.routes(of));
        return new RouteTable(all);
    }

    private Consumer<Session> signedOut(Passages passages) {
        return session -> {
            admissions.endSession(session.id());
            passages.forget(session.assertion());
        };
    }

    /** Puts the routes and upstreams of {@code changed} in force at once; nothing else of it. */
    public void reload(GatehouseConfig changed) {
        routes.set(table(changed));
        admissions.clear();
    }

    /**
     * Where callers reach it: the configured public address, with the real port where that was 0.
     */
    public URI address() {
        return Settings.withPort(publicUrl, config.listen(), gate.port());
    }

    public int port() {
        return gate.port();
    }

    /** Where the host itself reaches metrics and health; empty if that is switched off. */
    public Optional<URI> internalAddress() {
        return internal;
    }

    /** For the start message, in this order: as whom it acts, where its data is, what carries. */
    public Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("downstream", mode.wire());
        facts.put("platformIdentity", platform);
        facts.put("data", launch.data().toString());
        facts.put("internal", internal.map(URI::toString).orElse("off"));
        facts.put("transport", gate.transport());
        return facts;
    }

    /** Lets running exchanges finish within {@code grace}, writes the audit, stops. */
    public void stop(Duration grace) {
        try {
            gate.stop(grace);
        } finally {
            parts.all();
        }
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(1));
    }
}
