package dev.gatehouse.emulator;

import dev.gatehouse.emulator.arm.ArmApi;
import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.OpenAi;
import dev.gatehouse.emulator.arm.Sessions;
import dev.gatehouse.emulator.arm.Workloads;
import dev.gatehouse.emulator.entra.AccessTokens;
import dev.gatehouse.emulator.entra.Entra;
import dev.gatehouse.emulator.entra.PersonalTokens;
import dev.gatehouse.emulator.entra.TenantKeys;
import dev.gatehouse.emulator.graph.Graph;
import dev.gatehouse.emulator.identity.IdentityApi;
import dev.gatehouse.emulator.web.ExchangeLog;
import dev.gatehouse.emulator.web.Faults;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.Origins;
import dev.gatehouse.emulator.web.Service;
import dev.gatehouse.emulator.web.WebServer;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.FederatedCredential;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import dev.gatehouse.emulator.world.WorldClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** A running emulator: all services on two loopback ports, one plain and one with TLS. */
public final class Emulator implements AutoCloseable {
    private static final int REMEMBERED_EXCHANGES = 10_000;

    private final WebServer plain;
    private final WebServer secure;
    private final Path caPem;
    private final World world;
    private final ExchangeLog log;
    private final Faults faults;
    private final ExecutorService keyMakers;
    private final ExecutorService requests;

    private Emulator(
            WebServer plain,
            WebServer secure,
            Path caPem,
            World world,
            ExchangeLog log,
            Faults faults,
            ExecutorService keyMakers) {
        this.plain = plain;
        this.secure = secure;
        this.caPem = caPem;
        this.world = world;
        this.log = log;
        this.faults = faults;
        this.keyMakers = keyMakers;
        this.requests = Executors.newVirtualThreadPerTaskExecutor();
    }

    /**
     * Starts all services with the whole cast. Signing keys are still being made when this returns;
     * the first requests that need one wait for it.
     *
     * @throws UncheckedIOException if a port cannot be had
     * @throws IllegalStateException if the data directory cannot be written
     */
    public static Emulator start(EmulatorOptions options) {
        ExecutorService keyMakers =
                Executors.newFixedThreadPool(
                        2, Thread.ofPlatform().daemon().name("emulator-keys-", 0).factory());
        try {
            Instant now = options.clock().instant();
            Future<CertificateAuthority> kept =
                    keyMakers.submit(() -> CertificateAuthority.in(options.dataDir(), now));
            World world = Cast.seed(new WorldClock(options.clock()));
            CertificateAuthority authority = kept.get();
            CompletableFuture<SSLContext> tls =
                    CompletableFuture.supplyAsync(() -> authority.server(now), keyMakers);
            TenantKeys keys =
                    new TenantKeys(
                            world.tenants().stream().map(Tenant::id).toList(),
                            world.clock(),
                            keyMakers);
            WebServer plain = WebServer.bind(options.httpPort(), Optional.empty());
            WebServer secure = bindSecure(options.httpsPort(), tls::join, plain);
            Emulator emulator =
                    new Emulator(
                            plain,
                            secure,
                            authority.pem(),
                            world,
                            new ExchangeLog(REMEMBERED_EXCHANGES),
                            new Faults(),
                            keyMakers);
            Handler services = emulator.wire(keys);
            plain.start(services, emulator.requests);
            secure.start(services, emulator.requests);
            return emulator;
        } catch (IOException e) {
            keyMakers.shutdownNow();
            throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
        } catch (ExecutionException e) {
            keyMakers.shutdownNow();
            throw new IllegalStateException("cannot keep the emulator's CA", e.getCause());
        } catch (InterruptedException e) {
            keyMakers.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    private static WebServer bindSecure(int port, Supplier<SSLContext> tls, WebServer plain)
            throws IOException {
        try {
            return WebServer.bind(port, Optional.of(tls));
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private Handler wire(TenantKeys keys) {
        Origins origins = new Origins(plain.origin(), secure.origin());
        AccessTokens tokens = new AccessTokens(world, keys, origins);
        trustIdentity(tokens);
        nameGraphByOrigin(origins);
        ArmState state = new ArmState(world);
        Workloads.seed(world, state, origins);
        Map<Service, Handler> handlers =
                Map.of(
                        Service.ENTRA,
                        new Entra(world, keys, tokens, origins),
                        Service.GRAPH,
                        new Graph(world, tokens),
                        Service.ARM,
                        ArmApi.routes(world, tokens, origins, state, ArmApi.PAGE_SIZE),
                        Service.OPENAI,
                        new OpenAi(world, tokens, state),
                        Service.SESSIONS,
                        new Sessions(world, tokens, state),
                        Service.IDENTITY,
                        IdentityApi.routes(world, tokens, IdentityApi.DEMO_HEADER),
                        Service.EMULATOR,
                        new AdminApi(world, keys, new PersonalTokens(world, tokens), log, faults)
                                .with(new DenyAssignments(state)));
        return new Services(handlers, faults, log, world.clock());
    }

    /** Lets {@code id-gatehouse} stand for Gatehouse's secret, as a federated credential. */
    private void trustIdentity(AccessTokens tokens) {
        FederatedCredential credential =
                new FederatedCredential(
                        tokens.issuerV2(Cast.CONTOSO),
                        Cast.USER_ASSIGNED.toString(),
                        Set.of(AccessTokens.TOKEN_EXCHANGE));
        AppRegistration gatehouse = world.app(Cast.GATEHOUSE).orElseThrow();
        world.add(gatehouse.change(app -> app.federated(credential)));
    }

    /** The Azure CLI takes the address of a cloud's Graph for the name of its API, too. */
    private void nameGraphByOrigin(Origins origins) {
        AppRegistration graph = world.app(Cast.GRAPH).orElseThrow();
        List<String> names = new ArrayList<>(graph.idUris());
        names.add(origins.https().toString());
        world.add(graph.change(app -> app.idUris(names)));
    }

    /** For browsers and managed identity: {@code http://localhost:…}. */
    public URI http() {
        return plain.origin();
    }

    /**
     * For clients that insist on TLS, and the origin of all v2.0 issuers: {@code
     * https://localhost:…}.
     */
    public URI https() {
        return secure.origin();
    }

    /** The file with the certificate that clients must trust. */
    public Path caPem() {
        return caPem;
    }

    /** The state behind the services, to look at and to change. */
    public World world() {
        return world;
    }

    /** What was asked of the services. */
    public ExchangeLog exchanges() {
        return log;
    }

    /** What shall go wrong. */
    public Faults faults() {
        return faults;
    }

    /** Stops listening at once. */
    @Override
    public void close() {
        plain.close();
        secure.close();
        requests.shutdownNow();
        keyMakers.shutdownNow();
    }
}
