package dev.gatehouse.server.desk;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.audit.AuditEvent.Phase;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditUnavailable;
import dev.gatehouse.authenticate.Authentication;
import dev.gatehouse.authenticate.Authenticators;
import dev.gatehouse.authenticate.Via;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.kernel.Decision;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.RuleId;
import dev.gatehouse.server.desk.AuditLines.Story;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.Call;
import dev.gatehouse.server.http.ErrorAnswers;
import dev.gatehouse.server.http.Events;
import dev.gatehouse.server.http.Queries;
import dev.gatehouse.server.http.SignInRedirect;
import dev.gatehouse.server.http.StreamDoor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Authenticate, authorize, act, audit: every exchange that the gate cannot let pass by itself. */
public final class RequestPipeline {
    private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONGEST_STREAM = Duration.ofHours(1);

    /** Of one caller at a time. */
    private static final int MOST_STREAMS = 20;

    private final ConcurrentMap<String, Integer> listening = new ConcurrentHashMap<>();

    private final Authenticators authenticators;
    private final GroupMemberships groups;
    private final SameOrigin sameOrigin;
    private final EntryGate gate;
    private final Passages passages;
    private final AuditLog audit;
    private final AuditLines lines;
    private final ErrorAnswers errors;
    private final InstantSource clock;

    /** The stages, as the wiring hands them over. */
    public record Stages(
            Authenticators authenticators,
            GroupMemberships groups,
            SameOrigin sameOrigin,
            EntryGate gate,
            Passages passages,
            AuditLog audit,
            AuditLines lines,
            ErrorAnswers errors) {}

    public RequestPipeline(Stages stages, InstantSource clock) {
        this.authenticators = stages.authenticators();
        this.groups = stages.groups();
        this.sameOrigin = stages.sameOrigin();
        this.gate = stages.gate();
        this.passages = stages.passages();
        this.audit = stages.audit();
        this.lines = stages.lines();
        this.errors = stages.errors();
        this.clock = clock;
    }

    /** What to do with the exchange. Whatever goes wrong is an answer, and is audited. */
    public Verdict handle(Arrival arrival, RouteTable.Entry entry, byte[] body) {
        Instant began = clock.instant();
        var exchange = new Exchange(arrival, entry, body, began);
        try {
            return judged(exchange);
        } catch (IdentityProviderUnavailable unavailable) {
            LOG.atWarn()
                    .addKeyValue("requestId", arrival.requestId())
                    .addKeyValue("code", "identity_provider_unavailable")
                    .setCause(unavailable)
                    .log("identity provider unavailable");
            return failed(
                    exchange,
                    RefusalCode.IDENTITY_PROVIDER_UNAVAILABLE,
                    "Microsoft Entra ID cannot be reached, so nothing can be said about the caller.",
                    unavailable.retryAfter());
        } catch (CredentialUnavailable unavailable) {
            LOG.atWarn()
                    .addKeyValue("requestId", arrival.requestId())
                    .addKeyValue("code", "credential_unavailable")
                    .setCause(unavailable)
                    .log("platform identity gives no token");
            return failed(
                    exchange,
                    RefusalCode.CREDENTIAL_UNAVAILABLE,
                    "The platform identity gives no token.",
                    Duration.ofSeconds(10));
        } catch (AuditUnavailable unavailable) {
            LOG.atError()
                    .addKeyValue("requestId", arrival.requestId())
                    .addKeyValue("code", "audit_unavailable")
                    .setCause(unavailable)
                    .log("audit cannot be written");
            return failed(
                    exchange,
                    RefusalCode.AUDIT_UNAVAILABLE,
                    "The request could not be recorded, so it was not carried out.",
                    Duration.ofSeconds(5));
        } catch (RuntimeException | LinkageError | StackOverflowError fault) {
            LOG.atError()
                    .addKeyValue("requestId", arrival.requestId())
                    .addKeyValue("code", "internal_error")
                    .setCause(fault)
                    .log("exchange failed");
            return failed(
                    exchange,
                    RefusalCode.INTERNAL_ERROR,
                    "Gatehouse failed on this request.",
                    Duration.ofSeconds(5));
        }
    }

    /** What is said where nobody has time to look at the exchange; audited like everything. */
    Verdict turnedAway(Arrival arrival, RouteTable.Entry entry, RefusalCode code, String detail) {
        var exchange = new Exchange(arrival, entry, new byte[0], clock.instant());
        return failed(exchange, code, detail, Duration.ofSeconds(1));
    }

    private Verdict judged(Exchange exchange) {
        Arrival arrival = exchange.arrival;
        exchange.endings = passages.endings();
        exchange.caller = authenticators.authenticate(arrival.authorization(), arrival.ticket());
        Rule rule = exchange.entry.rule();
        if (!(exchange.caller instanceof Authentication.Authenticated) && ridesOnCookie(arrival)) {
            return refused(exchange, rule.id(), crossSite());
        }
        if (exchange.caller instanceof Authentication.Rejected(Refusal why, _, _)
                && !rule.allow().anonymous()) {
            return refused(exchange, RuleId.NONE, why);
        }
        if (exchange.caller instanceof Authentication.Authenticated known) {
            exchange.story = storyOf(known, rule.id());
            if (known.via() == Via.SESSION && ridesOnCookie(arrival)) {
                return refused(exchange, rule.id(), crossSite());
            }
        }
        return switch (decide(exchange, rule)) {
            case Decision.Deny(RuleId by, Refusal why) -> refused(exchange, by, why);
            case Decision.Allow(RuleId by) -> {
                exchange.story = exchange.story.ruledBy(by);
                yield switch (entry(exchange)) {
                    case EntryGate.Closed(Refusal why, Duration wait) ->
                            refused(exchange, by, why, wait);
                    case EntryGate.Open(Instant until) -> {
                        exchange.until = until;
                        yield carriedOut(exchange);
                    }
                };
            }
        };
    }

    /** Asked of known callers: a guarded route admits nobody else. */
    private EntryGate.Entry entry(Exchange exchange) {
        if (!exchange.entry.guarded()) {
            return new EntryGate.Open(Instant.MAX);
        }
        if (exchange.caller instanceof Authentication.Authenticated known) {
            return gate.admits(known);
        }
        throw new IllegalStateException("a guarded route admits signed-in callers only");
    }

    private Verdict carriedOut(Exchange exchange) {
        return switch (exchange.entry.destination()) {
            case Destination.Door(var door) -> {
                recordIntent(exchange);
                yield replied(exchange, door.answer(callOf(exchange)));
            }
            case Destination.Stream(var door) -> {
                recordIntent(exchange);
                yield opened(exchange, door.open(callOf(exchange)));
            }
            case Destination.Proxied proxied -> forwarded(exchange, proxied);
        };
    }

    /** A cookie that a foreign page could ride on, without proof that the page is ours. */
    private boolean ridesOnCookie(Arrival arrival) {
        return arrival.ticket().isPresent()
                && !arrival.bearer()
                && (arrival.mutates() || arrival.upgrade())
                && !sameOrigin.proven(arrival);
    }

    private Decision decide(Exchange exchange, Rule rule) {
        Optional<Principal> caller = exchange.principal();
        Decision decision = exchange.entry.judge(rule, caller);
        if (decision instanceof Decision.Deny(RuleId by, Refusal why)
                && why.code() == RefusalCode.GROUPS_UNKNOWN
                && exchange.caller instanceof Authentication.Authenticated known) {
            Optional<Groups.Listed> listed =
                    groups.among(rule.allow().groups(), known.principal(), known.assertion());
            return listed.map(
                            found ->
                                    exchange.entry.judge(
                                            rule, Optional.of(known.principal().knowing(found))))
                    .orElse(new Decision.Deny(by, why));
        }
        return decision;
    }

    private Verdict forwarded(Exchange exchange, Destination.Proxied proxied) {
        String upstream = proxied.upstream().name();
        exchange.story = exchange.story.goingTo(upstream);
        return switch (passages.prepare(
                exchange.arrival,
                exchange.entry,
                proxied,
                exchange.story,
                exchange.caller,
                new Passages.Terms(exchange.endings, exchange.until))) {
            case Passages.Refused(Refusal why, String reason) -> {
                exchange.story = exchange.story.acting(exchange.story.actedAs(), reason);
                yield refused(exchange, exchange.entry.rule().id(), why);
            }
            case Passages.Prepared(Passage passage) -> {
                exchange.story = Story.of(passage.admission(), upstream);
                recordIntent(exchange);
                yield new Verdict.Forward(passage);
            }
        };
    }

    private Verdict opened(Exchange exchange, StreamDoor.Opened opened) {
        return switch (opened) {
            case StreamDoor.Turned(Answer answer) -> replied(exchange, answer);
            case StreamDoor.Flowing(Events events) -> flowing(exchange, events);
        };
    }

    /**
     * A stream ends with what its caller came with, when the entry gate must be asked again, and
     * after an hour in any case. One caller has a bounded number of them.
     */
    private Verdict flowing(Exchange exchange, Events events) {
        Instant latest = exchange.began.plus(LONGEST_STREAM);
        if (!(exchange.caller instanceof Authentication.Authenticated known)) {
            return new Verdict.Stream(stream(exchange, events, latest));
        }
        String listener = known.principal().tenant() + "/" + known.principal().object();
        if (listening.merge(listener, 1, Integer::sum) > MOST_STREAMS) {
            left(listener);
            events.close();
            return refused(
                    exchange,
                    exchange.entry.rule().id(),
                    Refusal.of(
                            RefusalCode.RATE_LIMITED,
                            MOST_STREAMS + " event streams of yours are open already."));
        }
        Instant ends = known.endsAt().isBefore(latest) ? known.endsAt() : latest;
        OpenStream stream =
                stream(exchange, events, exchange.until.isBefore(ends) ? exchange.until : ends);
        Runnable leaving = passages.stand(known, stream, exchange.endings);
        stream.leaveWith(
                () -> {
                    left(listener);
                    leaving.run();
                });
        return new Verdict.Stream(stream);
    }

    private void left(String listener) {
        listening.computeIfPresent(listener, (_, open) -> open > 1 ? open - 1 : null);
    }

    private OpenStream stream(Exchange exchange, Events events, Instant ends) {
        return new OpenStream(
                events,
                ends,
                clock,
                (status, code) -> audit.record(line(exchange, Phase.EVENT, code, status)));
    }

    private void recordIntent(Exchange exchange) {
        if (exchange.arrival.mutates()) {
            audit.intend(line(exchange, Phase.INTENT, "", 0));
            exchange.intended = true;
        } else if (!audit.healthy()) {
            throw new AuditUnavailable("the audit is not being written", null);
        }
    }

    private Call callOf(Exchange exchange) {
        Arrival arrival = exchange.arrival;
        return new Call(
                arrival.route(),
                Queries.parse(arrival.query()),
                arrival.header(),
                arrival.cookies(),
                exchange.body,
                arrival.navigation(),
                arrival.requestId(),
                exchange.began,
                exchange.caller);
    }

    private Verdict refused(Exchange exchange, RuleId rule, Refusal why) {
        return refused(exchange, rule, why, SOON);
    }

    private Verdict refused(Exchange exchange, RuleId rule, Refusal why, Duration wait) {
        exchange.story = exchange.story.ruledBy(rule);
        Answer answer = errors.of(why, exchange.arrival.requestId(), wait);
        return replied(
                exchange,
                SignInRedirect.orElse(
                        answer,
                        why,
                        exchange.arrival.navigation(),
                        exchange.arrival.target(),
                        exchange.arrival.requestId()));
    }

    private Verdict failed(Exchange exchange, RefusalCode code, String detail, Duration retry) {
        return replied(
                exchange, errors.of(Refusal.of(code, detail), exchange.arrival.requestId(), retry));
    }

    private Verdict replied(Exchange exchange, Answer answer) {
        String reason = answer.reason().isEmpty() ? exchange.story.reason() : answer.reason();
        exchange.story = exchange.story.acting(answer.actedAs(), reason);
        var event =
                line(
                        exchange,
                        exchange.intended ? Phase.COMPLETION : Phase.EVENT,
                        answer.code(),
                        answer.status());
        if (exchange.intended) {
            audit.complete(event);
        } else {
            audit.record(event);
        }
        return new Verdict.Reply(answer);
    }

    private dev.gatehouse.audit.AuditEvent line(
            Exchange exchange, Phase phase, String code, int status) {
        Arrival arrival = exchange.arrival;
        return lines.line(
                phase,
                arrival.requestId(),
                arrival.route().method(),
                arrival.route().path().value(),
                exchange.story,
                code,
                status,
                exchange.began);
    }

    private Story storyOf(Authentication.Authenticated known, RuleId rule) {
        return Story.UNTOLD
                .calledBy(
                        known.principal(),
                        lines.hashOf(known.principal()),
                        known.via().name().toLowerCase(Locale.ROOT))
                .ruledBy(rule);
    }

    private static Refusal crossSite() {
        return Refusal.of(
                RefusalCode.CSRF,
                "The request carries a session cookie but does not come from a page of this site.");
    }
}
