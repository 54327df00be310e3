package dev.gatehouse.server;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.act.credentials.Credentials;
import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditEvent.Phase;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditUnavailable;
import dev.gatehouse.authenticate.Authentication.Authenticated;
import dev.gatehouse.authenticate.Via;
import dev.gatehouse.authenticate.tokens.OwnCredential;
import dev.gatehouse.entra.Cloud;
import dev.gatehouse.entra.EntraHttp;
import dev.gatehouse.entra.Trust;
import dev.gatehouse.kernel.Decision;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.kernel.RuleId;
import dev.gatehouse.server.config.DownstreamConfig;
import dev.gatehouse.server.config.GatehouseConfig;
import dev.gatehouse.server.desk.AuditLines;
import dev.gatehouse.server.desk.AuditLines.Story;
import dev.gatehouse.server.desk.Destination;
import dev.gatehouse.server.desk.RouteTable;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.Call;
import dev.gatehouse.server.http.ErrorAnswers;
import dev.gatehouse.server.http.FrontDoor;
import dev.gatehouse.server.http.Queries;
import dev.gatehouse.server.metrics.Metrics;
import dev.gatehouse.store.EmbeddedDatabase;
import dev.gatehouse.store.SqliteAuditStore;
import dev.gatehouse.store.SqliteState;
import dev.gatehouse.store.TinkSealing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The Azure estate without a listener: the same doors, asked by the person who runs the process,
 * with their own credential. Azure is the only judge. Operations and their audit are kept in a
 * store of its own, so that the next process takes up what this one left.
 */
public final class DirectEstate implements AutoCloseable {
    /** The store's file in the data directory; never that of a served Gatehouse. */
    public static final String STORE = "direct.db";

    private static final String VIA = "direct";

    /**
     * What it is opened with.
     *
     * @param data the directory for the store; made if missing, readable by this user alone
     * @param environment the process's variables, for the developer's credential alone
     */
    public record Launch(
            GatehouseConfig config,
            Path data,
            Map<String, String> environment,
            InstantSource clock) {}

    /** What became of opening it. */
    public sealed interface Opened {
        record Ready(DirectEstate estate) implements Opened {}

        /** There is no credential, or Entra does not take it. */
        record NoCredential(String why) implements Opened {}

        /** Entra does not answer at {@code address}. */
        record Unreachable(String address) implements Opened {}
    }

    /** A door's answer. */
    public record Reply(int status, String json) {}

    private final Closing parts;
    private final String developer;
    private final Authenticated caller;
    private final AuditLog audit;
    private final AuditLines lines;
    private final ErrorAnswers errors;
    private final RouteTable routes;
    private final InstantSource clock;

    /** Signs in and opens the store; leaves nothing open where that fails. */
    public static Opened open(Launch launch) {
        var started = new Closing();
        Opened opened = opened(launch, started);
        if (!(opened instanceof Opened.Ready)) {
            started.all();
        }
        return opened;
    }

    private static Opened opened(Launch launch, Closing started) {
        try {
            Cloud cloud = Settings.cloud(launch.config().entra().cloud());
            var trust = Trust.of(cloud.caFile());
            var http = new EntraHttp(trust);
            started.add(http::close);
            return switch (DeveloperCredential.find(
                    launch.config().entra(), launch.environment(), cloud, http, launch.clock())) {
                case DeveloperCredential.Found.Missing(String why) -> new Opened.NoCredential(why);
                case DeveloperCredential.Found.Unreachable() ->
                        new Opened.Unreachable(cloud.authority().toString());
                case DeveloperCredential.Found.Here(DeveloperCredential own) ->
                        OwnCredential.holder(own.token())
                                .<Opened>map(
                                        who ->
                                                new Opened.Ready(
                                                        new DirectEstate(
                                                                launch,
                                                                new Basis(cloud, trust, own, who),
                                                                started)))
                                .orElseGet(() -> new Opened.NoCredential("its token names nobody"));
            };
        } catch (RuntimeException failed) {
            try {
                started.all();
            } catch (RuntimeException another) {
                failed.addSuppressed(another);
            }
            throw failed;
        }
    }

    private record Basis(Cloud cloud, Trust trust, DeveloperCredential own, Principal who) {}

    private DirectEstate(Launch launch, Basis basis, Closing started) {
        this.parts = started;
        this.clock = launch.clock();
        this.developer = basis.own().identity().describe();
        this.caller =
                new Authenticated(
                        basis.who(),
                        Optional.empty(),
                        basis.own().token().expiresAt(),
                        Via.BEARER,
                        Optional.empty());
        GatehouseConfig config = asOneself(launch.config());
        var database = EmbeddedDatabase.openFile(launch.data().resolve(STORE));
        started.add(database::close);
        var sealing = TinkSealing.open(database, clock);
        var state = new SqliteState(database, clock);
        started.add(state::close);
        this.audit =
                new AuditLog(
                        new SqliteAuditStore(database, sealing),
                        Settings.audit(config.audit()),
                        clock);
        started.add(audit::close);
        var metrics = new Metrics();
        started.add(metrics::close);
        this.lines = new AuditLines(sealing, clock);
        this.errors =
                new ErrorAnswers(Settings.authorizationUri(basis.cloud(), basis.who().tenant()));
        var credentials =
                new Credentials(
                        DownstreamMode.MANAGED_IDENTITY,
                        basis.who().tenant()::equals,
                        NobodyElse.onBehalfOf(),
                        basis.own().credential(),
                        state,
                        sealing,
                        clock);
        var workbench =
                Workbench.over(
                        new Workbench.Ground(
                                config,
                                basis.cloud(),
                                basis.trust(),
                                basis.who().tenant(),
                                credentials,
                                basis.own().credential(),
                                new NobodyElse(),
                                basis.own().identity(),
                                metrics,
                                errors,
                                clock),
                        new Workbench.Records(database, sealing, audit, lines));
        started.add(workbench::close);
        this.routes = new RouteTable(OwnRoutes.direct(workbench.api(), workbench.doors()));
    }

    /**
     * The mode that asks Azure with the process's own credential, which here is the developer's.
     */
    private static GatehouseConfig asOneself(GatehouseConfig config) {
        return new GatehouseConfig(
                config.entra(),
                new DownstreamConfig(DownstreamConfig.Mode.MANAGED_IDENTITY, Optional.empty()),
                config.authz(),
                config.auth(),
                config.upstreams(),
                config.routes(),
                config.workbench(),
                config.store(),
                config.listen(),
                config.session(),
                config.limits(),
                config.audit(),
                config.doctor());
    }

    /** Which credential asks, for people: its kind and which one of its kind. */
    public String developer() {
        return developer;
    }

    /**
     * What Gatehouse's API answers. Blocking; each question is an event of the audit.
     *
     * @param target path and query as in a request line
     * @param headers names in lower case
     */
    public Reply ask(String method, String target, Map<String, String> headers) {
        Instant began = clock.instant();
        String id = UUID.randomUUID().toString();
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        return reply(
                switch (RequestPath.normalize(path)) {
                    case RequestPath.Ambiguous(String why) ->
                            refused(id, RefusalCode.INVALID_REQUEST, why + ".");
                    case RequestPath.Normalized(RequestPath normal) ->
                            answer(
                                    new Call(
                                            new Route(method, normal),
                                            Queries.parse(query),
                                            name -> Optional.ofNullable(headers.get(name)),
                                            Map.of(),
                                            new byte[0],
                                            false,
                                            id,
                                            began,
                                            caller));
                });
    }

    private Answer answer(Call call) {
        RouteTable.Entry entry = routes.match(call.route());
        if (entry == null || !(entry.destination() instanceof Destination.Door(FrontDoor door))) {
            return refused(call.requestId(), RefusalCode.NOT_FOUND, "There is no such address.");
        }
        Principal who = caller.principal();
        return switch (routes.policy().judge(entry.rule(), Optional.of(who))) {
            case Decision.Deny(RuleId _, Refusal why) -> errors.of(why, call.requestId());
            case Decision.Allow(RuleId rule) ->
                    audited(
                            call,
                            door,
                            new Story(
                                    Optional.of(who),
                                    lines.hashOf(who),
                                    VIA,
                                    rule,
                                    DownstreamIdentity.NONE,
                                    "",
                                    ""),
                            call.began());
        };
    }

    private Answer audited(Call call, FrontDoor door, Story story, Instant began) {
        boolean change = !call.route().method().equals("GET");
        try {
            if (change) {
                audit.intend(line(Phase.INTENT, call, story, "", 0, began));
            }
        } catch (AuditUnavailable unwritten) {
            return refused(
                    call.requestId(),
                    RefusalCode.AUDIT_UNAVAILABLE,
                    "The change could not be recorded, so it was not carried out.");
        }
        Answer answer = opened(call, door);
        Story told = story.acting(answer.actedAs(), answer.reason());
        Phase phase = change ? Phase.COMPLETION : Phase.EVENT;
        var event = line(phase, call, told, answer.code(), answer.status(), began);
        if (change) {
            audit.complete(event);
        } else {
            audit.record(event);
        }
        return answer;
    }

    private Answer opened(Call call, FrontDoor door) {
        try {
            return door.answer(call);
        } catch (CredentialUnavailable none) {
            return refused(
                    call.requestId(),
                    RefusalCode.CREDENTIAL_UNAVAILABLE,
                    developer + " gives no token any more.");
        }
    }

    private AuditEvent line(
            Phase phase, Call call, Story story, String code, int status, Instant began) {
        return lines.line(
                phase,
                call.requestId(),
                call.route().method(),
                call.route().path().value(),
                story,
                code,
                status,
                began);
    }

    private Answer refused(String id, RefusalCode code, String detail) {
        return errors.of(Refusal.of(code, detail), id);
    }

    private static Reply reply(Answer answer) {
        return new Reply(answer.status(), new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** Writes the audit and closes the store; what is unfinished waits for the next process. */
    @Override
    public void close() {
        parts.all();
    }
}
