package dev.gatehouse.server.gate;

import dev.gatehouse.act.credentials.Credentials;
import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.act.credentials.OnBehalfOf;
import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.act.upstreams.SignedAssertions;
import dev.gatehouse.act.upstreams.Upstream;
import dev.gatehouse.audit.AuditEntry;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditQuery;
import dev.gatehouse.authenticate.Authenticators;
import dev.gatehouse.authenticate.sessions.Callback;
import dev.gatehouse.authenticate.sessions.CallbackRequest;
import dev.gatehouse.authenticate.sessions.SessionConfig;
import dev.gatehouse.authenticate.sessions.Sessions;
import dev.gatehouse.authenticate.sessions.SignIn;
import dev.gatehouse.authenticate.sessions.SignInConfig;
import dev.gatehouse.authenticate.sessions.StartRequest;
import dev.gatehouse.authenticate.sessions.Started;
import dev.gatehouse.authenticate.tokens.SigningKey;
import dev.gatehouse.authenticate.tokens.Tenants;
import dev.gatehouse.authenticate.tokens.TokenConfig;
import dev.gatehouse.authenticate.tokens.TokenValidator;
import dev.gatehouse.authorize.PathPattern;
import dev.gatehouse.authorize.Requirement;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.RuleId;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.server.desk.Admissions;
import dev.gatehouse.server.desk.AuditLines;
import dev.gatehouse.server.desk.Desk;
import dev.gatehouse.server.desk.Destination;
import dev.gatehouse.server.desk.EntryGate;
import dev.gatehouse.server.desk.Passages;
import dev.gatehouse.server.desk.RequestPipeline;
import dev.gatehouse.server.desk.RouteTable;
import dev.gatehouse.server.desk.SameOrigin;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.ErrorAnswers;
import dev.gatehouse.server.http.FrontDoor;
import dev.gatehouse.server.http.StreamDoor;
import dev.gatehouse.testkit.InMemoryState;
import dev.gatehouse.testkit.TestClock;
import dev.gatehouse.testkit.TestKey;
import dev.gatehouse.testkit.TestSealing;
import dev.gatehouse.testkit.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A gate, a desk and an upstream on loopback, with everything behind them in memory. */
final class Site implements AutoCloseable {
    static final URI PUBLIC = URI.create("http://localhost:8080");
    static final int PLACES = 3;
    static final long MOST_BODY = 100L * 1024 * 1024;

    final TestClock clock = TestClock.standing();
    final MemoryAuditStore store = new MemoryAuditStore();
    final AuditLog audit = new AuditLog(store, clock);
    final Admissions admissions = new Admissions();
    final RawUpstream upstream = new RawUpstream();
    final AtomicInteger validations = new AtomicInteger();
    final FakeProvider entra = new FakeProvider();
    final SignedAssertions assertions;
    final Sessions sessions;
    final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final InMemoryState state = new InMemoryState(clock);
    private final TestSealing sealing = new TestSealing();
    private final SignIn signIn;
    private final Desk desk;
    private final Gate gate;
    volatile FrontDoor door = call -> Answer.json(200, "{\"bytes\":" + call.body().length + "}");
    volatile StreamDoor stream =
            _ -> new StreamDoor.Turned(Answer.json(404, "{\"error\":\"not_found\"}"));
    final Semaphore validationBegan = new Semaphore(0);
    volatile Runnable entered = () -> {};
    volatile RouteTable table;
    volatile EntryGate entryGate = EntryGate.NONE;

    Site() {
        this(settings -> settings);
    }

    Site(Function<GateSettings, GateSettings> change) {
        var validator =
                new TokenValidator(
                        (tenant, version, keyId) -> {
                            validations.incrementAndGet();
                            validationBegan.release();
                            entered.run();
                            return keyId.equals(TestKey.TRUSTED.id())
                                    ? Optional.of(
                                            new SigningKey(
                                                    TestKey.TRUSTED.publicKey(), Optional.empty()))
                                    : Optional.empty();
                        },
                        TokenConfig.of(TestTokens.GATEHOUSE, Tenants.only(TestTokens.CONTOSO)),
                        clock);
        sessions =
                new Sessions(
                        SessionConfig.DEFAULT,
                        entra,
                        validator,
                        state,
                        sealing,
                        new SecureRandom(),
                        clock);
        signIn =
                new SignIn(
                        SignInConfig.of(PUBLIC.resolve("/auth/callback"), TestTokens.CONTOSO),
                        entra,
                        validator,
                        (_, _) -> Optional.empty(),
                        sessions,
                        state,
                        sealing,
                        new SecureRandom(),
                        clock);
        assertions = new SignedAssertions(PUBLIC, state, sealing, clock);
        var errors = new ErrorAnswers("https://login.example/authorize");
        var lines = new AuditLines(sealing, clock);
        var credentials =
                new Credentials(
                        DownstreamMode.OBO,
                        _ -> true,
                        new Exchanging(),
                        new NoPlatform(),
                        state,
                        sealing,
                        clock);
        desk =
                new Desk(
                        new RequestPipeline(
                                new RequestPipeline.Stages(
                                        new Authenticators(validator, sessions),
                                        (_, _, _) -> Optional.empty(),
                                        new SameOrigin(PUBLIC),
                                        caller -> entryGate.admits(caller),
                                        new Passages(credentials, assertions, admissions, clock),
                                        audit,
                                        lines,
                                        errors),
                                clock),
                        PLACES);
        table = new RouteTable(routes());
        var settings =
                new GateSettings(
                        "127.0.0.1",
                        0,
                        PUBLIC,
                        16 * 1024,
                        MOST_BODY,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Optional.empty(),
                        _ -> false,
                        false,
                        1);
        gate =
                Gate.start(
                        change.apply(settings),
                        new Gate.Parts(
                                () -> table,
                                desk,
                                admissions,
                                audit,
                                lines,
                                errors,
                                Optional.empty(),
                                clock));
    }

    Gate gate() {
        return gate;
    }

    private List<RouteTable.Declared> routes() {
        var app =
                new Upstream("app", upstream.url(), Optional.empty(), Duration.ofSeconds(20), true);
        var quick =
                new Upstream(
                        "quick", upstream.url(), Optional.empty(), Duration.ofMillis(700), false);
        var azure =
                new Upstream(
                        "azure",
                        upstream.url(),
                        Optional.of(new Scope("https://management.example/.default")),
                        Duration.ofSeconds(20),
                        false);
        var dead =
                new Upstream(
                        "dead",
                        URI.create("http://127.0.0.1:1"),
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        false);
        var all = new ArrayList<RouteTable.Declared>();
        all.add(own("door", Set.of("GET", "POST"), "/door", call -> door.answer(call)));
        all.add(own("sent", Set.of("POST"), "/sent", call -> door.answer(call)));
        all.add(
                own(
                        "keys",
                        Set.of("GET"),
                        "/.well-known/gatehouse/jwks.json",
                        _ -> Answer.of(200, "application/json", assertions.jwks())));
        all.add(
                new RouteTable.Declared(
                                Rule.own(
                                        new RuleId("stream"),
                                        PathPattern.of("/stream"),
                                        Set.of("GET"),
                                        Requirement.SIGNED_IN),
                                new Destination.Stream(call -> stream.open(call)))
                        .behindGate());
        all.add(to(app, "/app/**", Requirement.SIGNED_IN, Set.of(), ""));
        all.add(to(app, "/read/**", Requirement.SIGNED_IN, Set.of("GET"), ""));
        all.add(to(app, "/public/**", Requirement.ANONYMOUS, Set.of(), ""));
        all.add(to(app, "/mounted/**", Requirement.SIGNED_IN, Set.of(), "/mounted"));
        all.add(to(quick, "/quick/**", Requirement.SIGNED_IN, Set.of(), ""));
        all.add(to(azure, "/azure/**", Requirement.SIGNED_IN, Set.of(), "/azure"));
        all.add(to(azure, "/guarded/**", Requirement.SIGNED_IN, Set.of(), "/guarded").behindGate());
        all.add(
                new RouteTable.Declared(
                                Rule.own(
                                        new RuleId("inner"),
                                        PathPattern.of("/inner"),
                                        Set.of("GET", "POST"),
                                        Requirement.SIGNED_IN),
                                new Destination.Door(call -> door.answer(call)))
                        .behindGate());
        all.add(to(dead, "/dead/**", Requirement.SIGNED_IN, Set.of(), ""));
        return all;
    }

    private static RouteTable.Declared own(
            String id, Set<String> methods, String path, FrontDoor door) {
        return new RouteTable.Declared(
                Rule.own(new RuleId(id), PathPattern.of(path), methods, Requirement.ANONYMOUS),
                new Destination.Door(door));
    }

    private static RouteTable.Declared to(
            Upstream upstream, String path, Requirement allow, Set<String> methods, String strip) {
        var rule =
                new Rule(
                        new RuleId("routes" + path),
                        PathPattern.of(path),
                        methods,
                        allow,
                        upstream.name(),
                        upstream.scope().isPresent() ? ActAs.USER : ActAs.NONE,
                        Set.of(),
                        0);
        return new RouteTable.Declared(rule, new Destination.Proxied(upstream, strip));
    }

    /** The same routes, as a reload of the configuration would make them. */
    RouteTable freshTable() {
        return new RouteTable(routes());
    }

    int port() {
        return gate.port();
    }

    Wire dial() {
        return Wire.to(port());
    }

    URI uri(String target) {
        return URI.create("http://127.0.0.1:" + port() + target);
    }

    static String token() {
        return TestTokens.valid().sign();
    }

    /** A request with a good bearer token. */
    HttpRequest.Builder authorized(String target) {
        return HttpRequest.newBuilder(uri(target)).header("Authorization", "Bearer " + token());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends these lines (a Host and an empty line are added) and reads one answer. */
    Wire.Message raw(String start, String... lines) throws Exception {
        try (var wire = dial()) {
            return wire.send(start + "\r\nHost: localhost\r\n" + joined(lines) + "\r\n")
                    .answer(start.startsWith("HEAD "));
        }
    }

    static String joined(String... lines) {
        return lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
    }

    static String bearer() {
        return "Authorization: Bearer " + token();
    }

    /** The session cookie's value for Ada. */
    String signedIn() {
        var started =
                (Started.Redirect)
                        signIn.start(
                                new StartRequest(Optional.empty(), false, "/", Optional.empty()));
        String query = started.location().getQuery();
        var callback =
                signIn.finish(
                        new CallbackRequest(
                                Map.of("state", query.substring("state=".length()), "code", "code"),
                                Optional.of(started.stateCookieValue()),
                                Optional.empty()));
        return ((Callback.SignedIn) callback).ticket();
    }

    /** All that was audited, oldest first. */
    List<AuditEvent> audited() {
        audit.flush();
        return audit.query(AuditQuery.newest(1000)).reversed().stream()
                .map(AuditEntry::event)
                .toList();
    }

    /** Waits until {@code count} events are there, and gives them. */
    List<AuditEvent> audited(int count) throws InterruptedException {
        List<AuditEvent> events = audited();
        for (int i = 0; i < 200 && events.size() < count; i++) {
            Thread.sleep(25);
            events = audited();
        }
        if (events.size() != count) {
            throw new AssertionError("not " + count + " events: " + events);
        }
        return events;
    }

    void stop(Duration grace) {
        gate.stop(grace);
    }

    @Override
    public void close() {
        gate.close();
        desk.close();
        audit.close();
        upstream.close();
        client.close();
    }

    private final class Exchanging implements OnBehalfOf {
        @Override
        public Exchange exchange(
                Assertion assertion,
                TenantId tenant,
                Scope scope,
                Optional<ClaimsChallenge> claims) {
            return new Exchange.Issued(
                    new AccessToken("user-token", clock.instant().plus(Duration.ofHours(1))));
        }
    }

    private static final class NoPlatform implements PlatformCredential {
        @Override
        public AccessToken token(Scope scope) {
            throw new AssertionError("nobody asked for the platform's token");
        }

        @Override
        public String describe() {
            return "none";
        }
    }
}
