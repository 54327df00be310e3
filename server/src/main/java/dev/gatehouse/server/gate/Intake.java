package dev.gatehouse.server.gate;

import dev.gatehouse.audit.AuditEvent.Phase;
import dev.gatehouse.authorize.Policy;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.server.desk.Arrival;
import dev.gatehouse.server.desk.AuditLines.Story;
import dev.gatehouse.server.desk.Destination;
import dev.gatehouse.server.desk.OpenStream;
import dev.gatehouse.server.desk.Passage;
import dev.gatehouse.server.desk.RouteTable;
import dev.gatehouse.server.desk.Verdict;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.CookieNames;
import dev.gatehouse.server.http.RefusalPage;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a request first: one reading of its target, its route, and its admission. On a
 * hit the bytes flow at once; otherwise the desk decides.
 */
final class Intake {
    private static final long DOOR_BODY = 64 * 1024;

    private final GateSettings settings;
    private final Gate.Parts parts;
    private final Running running;
    private final Upstreams upstreams;
    private final Replies replies;
    private final Drain drain;
    private final Context loop;
    private final Hosts hosts;
    private final Forwarding forwarding;
    private final String ticketCookie;
    private final RequestIds ids = new RequestIds();

    Intake(
            GateSettings settings,
            Gate.Parts parts,
            Running running,
            Upstreams upstreams,
            Replies replies,
            Drain drain,
            Context loop) {
        this.settings = settings;
        this.parts = parts;
        this.running = running;
        this.upstreams = upstreams;
        this.replies = replies;
        this.drain = drain;
        this.loop = loop;
        this.hosts = new Hosts(settings.publicUrl());
        var cookies = CookieNames.of(settings.publicUrl());
        this.ticketCookie = cookies.session();
        this.forwarding = new Forwarding(settings, cookies);
    }

    void accept(HttpServerRequest request) {
        Instant began = parts.clock().instant();
        Head head = Head.of(request, ticketCookie);
        String requestId = ids.of(head.requestId());
        String torn = head.fault(request.version());
        if (torn != null) {
            refuseAndHangUp(request, requestId, began, invalid(torn));
            return;
        }
        String method = request.method().name();
        // CONNECT over HTTP/2 has no path (RFC 9113 section 8.5)
        String target = request.uri() == null ? "" : request.uri();
        int mark = target.indexOf('?');
        String rawPath = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        switch (RequestPath.normalize(rawPath)) {
            case RequestPath.Ambiguous(String why) ->
                    refuse(request, requestId, method, "", began, invalid(why));
            case RequestPath.Normalized(RequestPath path) -> {
                Refusal fault = fault(head, method, path, query);
                if (fault != null) {
                    refuse(request, requestId, method, path.value(), began, fault);
                } else {
                    route(
                            new Asked(
                                    request,
                                    head,
                                    new Route(method, path),
                                    query,
                                    requestId,
                                    began));
                }
            }
        }
    }

    /** A request of known shape, on its way to a decision. */
    record Asked(
            HttpServerRequest request,
            Head head,
            Route route,
            String query,
            String requestId,
            Instant began) {
        /** What the upstream is asked for: exactly what was judged. */
        String target(Destination.Proxied proxied) {
            return proxied.target()
                    .of(route.path(), query)
                    .orElseThrow(() -> new IllegalStateException("the query was not checked"));
        }
    }

    private void route(Asked asked) {
        RouteTable.Entry entry = parts.routes().get().match(asked.route());
        if (entry == null) {
            refuse(asked, parts.routes().get().policy().unmatched(asked.route()));
            return;
        }
        Head head = asked.head();
        String credential = credential(head);
        boolean upgrade = head.webSocket() && asked.request().method().equals(HttpMethod.GET);
        if (credential != null
                && entry.destination() instanceof Destination.Proxied proxied
                && !upgrade
                && isRead(asked.route().method())
                && parts.audit().healthy()) {
            Passage passage = parts.admissions().find(credential, entry, asked.began());
            if (passage != null) {
                carry(asked, proxied, passage, false);
                return;
            }
        }
        askDesk(asked, entry, upgrade);
    }

    /**
     * What an admission may stand on, or null. A scheme and a token have a space between them and a
     * ticket has none, so neither can be taken for the other.
     */
    private static @Nullable String credential(Head head) {
        String authorization = head.authorization();
        if (authorization != null) {
            return authorization.indexOf(' ') > 0 ? authorization : null;
        }
        String ticket = head.ticket();
        return ticket != null && ticket.indexOf(' ') < 0 ? ticket : null;
    }

    private void askDesk(Asked asked, RouteTable.Entry entry, boolean upgrade) {
        HttpServerRequest request = asked.request();
        MultiMap headers = request.headers();
        Head head = asked.head();
        var arrival =
                new Arrival(
                        asked.route(),
                        asked.query(),
                        name ->
                                Optional.ofNullable(
                                        name.equals("host") ? head.host() : headers.get(name)),
                        Optional.ofNullable(head.authorization()),
                        Optional.ofNullable(head.ticket()),
                        Cookies.all(headers),
                        upgrade,
                        asked.requestId());
        if (entry.destination() instanceof Destination.Proxied proxied) {
            request.pause();
            running.occupied(request.connection());
            parts.desk()
                    .decide(
                            arrival,
                            entry,
                            new byte[0],
                            verdict ->
                                    loop.runOnContext(
                                            _ -> carryOut(asked, proxied, verdict, upgrade)));
        } else {
            gather(
                    asked,
                    body -> {
                        running.occupied(request.connection());
                        parts.desk()
                                .decide(
                                        arrival,
                                        entry,
                                        body.getBytes(),
                                        verdict -> loop.runOnContext(_ -> reply(asked, verdict)));
                    });
        }
    }

    private void carryOut(
            Asked asked, Destination.Proxied proxied, Verdict verdict, boolean upgrade) {
        running.freed(asked.request().connection());
        switch (verdict) {
            case Verdict.Forward(Passage passage) when upgrade ->
                    new Tunnel(parts, running, upstreams, replies, forwarding)
                            .open(asked, proxied, passage);
            case Verdict.Forward(Passage passage) ->
                    carry(asked, proxied, passage, mutates(asked.route().method()));
            case Verdict.Reply(var answer) -> {
                if (!asked.request().isEnded()) {
                    asked.request().resume();
                }
                replies.send(asked.request().response(), answer, asked.requestId());
            }
            case Verdict.Stream _ -> throw new IllegalStateException("an upstream's own stream");
        }
    }

    private void reply(Asked asked, Verdict verdict) {
        running.freed(asked.request().connection());
        switch (verdict) {
            case Verdict.Reply(var answer) ->
                    replies.send(asked.request().response(), answer, asked.requestId());
            case Verdict.Stream(OpenStream stream) ->
                    new EventStream(asked, stream, parts.desk(), running, replies, settings, loop)
                            .begin(drain.stopping());
            case Verdict.Forward _ ->
                    throw new IllegalStateException("a door leads to an upstream");
        }
    }

    private void carry(
            Asked asked, Destination.Proxied proxied, Passage passage, boolean intended) {
        if (drain.stopping()) {
            asked.request().response().headers().set("Connection", "close");
        }
        new Carriage(
                        asked,
                        proxied,
                        passage,
                        intended,
                        new Carriage.Means(
                                parts, running, upstreams, replies, forwarding, settings, drain))
                .begin();
    }

    /** Collects a body. Meanwhile the connection rests, so a sender who stops is cut off. */
    private void gather(Asked asked, Consumer<Buffer> then) {
        HttpServerRequest request = asked.request();
        if (!asked.head().hasBody(request)) {
            then.accept(Buffer.buffer());
            return;
        }
        running.woke(request.connection());
        if (asked.head().expectsContinue()) {
            request.response().writeContinue();
        }
        long most = Math.min(DOOR_BODY, settings.bodyBytes());
        Buffer body = Buffer.buffer();
        boolean[] tooLarge = {false};
        request.handler(
                chunk -> {
                    if (tooLarge[0]) {
                        return;
                    }
                    if (body.length() + chunk.length() > most) {
                        tooLarge[0] = true;
                        refuse(asked, tooLarge(most));
                    } else {
                        body.appendBuffer(chunk);
                    }
                });
        request.endHandler(
                _ -> {
                    if (!tooLarge[0]) {
                        then.accept(body);
                    }
                });
    }

    private @Nullable Refusal fault(Head head, String method, RequestPath path, String query) {
        if (!Policy.METHODS.contains(method)) {
            return Refusal.of(
                            RefusalCode.METHOD_NOT_ALLOWED,
                            "The method is not one Gatehouse knows.")
                    .with("allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        }
        if (!hosts.accepts(head.host()) && !path.value().startsWith("/health")) {
            return Refusal.of(
                    RefusalCode.MISDIRECTED_REQUEST, "The Host header names another site.");
        }
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return invalid("the query holds a character that must be encoded");
            }
        }
        return head.length() > settings.bodyBytes() ? tooLarge(settings.bodyBytes()) : null;
    }

    static Refusal tooLarge(long most) {
        return Refusal.of(
                RefusalCode.PAYLOAD_TOO_LARGE, "The body is larger than " + most + " bytes.");
    }

    private static Refusal invalid(String why) {
        return Refusal.of(RefusalCode.INVALID_REQUEST, "The request is not valid: " + why + ".");
    }

    /** Netty could not read it: too long, or not HTTP. */
    void malformed(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Refusal refusal =
                cause instanceof TooLongFrameException
                        ? Refusal.of(
                                RefusalCode.HEADERS_TOO_LARGE,
                                "The request line or the headers are too large.")
                        : invalid("it is not well-formed HTTP");
        refuseAndHangUp(request, ids.of(null), parts.clock().instant(), refusal);
    }

    private void refuseAndHangUp(
            HttpServerRequest request, String requestId, Instant began, Refusal refusal) {
        Answer told = refused(requestId, "", "", began, refusal);
        replies.sendAndHangUp(request, shown(request, told, refusal, requestId), requestId);
    }

    private void refuse(Asked asked, Refusal refusal) {
        refuse(
                asked.request(),
                asked.requestId(),
                asked.route().method(),
                asked.route().path().value(),
                asked.began(),
                refusal);
    }

    private void refuse(
            HttpServerRequest request,
            String requestId,
            String method,
            String path,
            Instant began,
            Refusal refusal) {
        Answer told = refused(requestId, method, path, began, refusal);
        Answer answer = shown(request, told, refusal, requestId);
        if (refusal.code() == RefusalCode.PAYLOAD_TOO_LARGE) {
            replies.sendLast(request, answer, requestId);
        } else {
            replies.send(request.response(), answer, requestId);
        }
    }

    private Answer refused(
            String requestId, String method, String path, Instant began, Refusal refusal) {
        var answer = parts.errors().of(refusal, requestId);
        parts.audit()
                .record(
                        parts.lines()
                                .line(
                                        Phase.EVENT,
                                        requestId,
                                        method,
                                        path,
                                        Story.UNTOLD,
                                        answer.code(),
                                        answer.status(),
                                        began));
        String allow = refusal.extras().get("allow");
        return allow == null ? answer : answer.with("Allow", allow);
    }

    /** As a page, where a browser asks for one to show (C13). */
    private static Answer shown(
            HttpServerRequest request, Answer told, Refusal refusal, String requestId) {
        String accept = request.getHeader("Accept");
        boolean navigation =
                accept != null
                        && accept.contains("text/html")
                        && (HttpMethod.GET.equals(request.method())
                                || HttpMethod.HEAD.equals(request.method()));
        return navigation ? RefusalPage.of(told, refusal, requestId) : told;
    }

    static boolean isRead(String method) {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }

    private static boolean mutates(String method) {
        return !isRead(method);
    }
}
