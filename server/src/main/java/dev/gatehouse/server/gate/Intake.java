package dev.gatehouse.server.gate;

import dev.gatehouse.audit.AuditEvent.Phase;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.server.desk.Arrival;
import dev.gatehouse.server.desk.AuditLines.Story;
import dev.gatehouse.server.desk.Destination;
import dev.gatehouse.server.desk.Passage;
import dev.gatehouse.server.desk.RouteTable;
import dev.gatehouse.server.desk.Verdict;
import dev.gatehouse.server.http.CookieNames;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a request first: one reading of its target, its route, and its admission. On a
 * hit the bytes flow at once; otherwise the desk decides.
 */
final class Intake {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final int DOOR_BODY = 64 * 1024;

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
        MultiMap headers = request.headers();
        String requestId = ids.of(headers.get("x-request-id"));
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
                Refusal fault = fault(request, method, path, query);
                if (fault != null) {
                    refuse(request, requestId, method, path.value(), began, fault);
                } else {
                    route(new Asked(request, new Route(method, path), query, requestId, began));
                }
            }
        }
    }

    /** A request of known shape, on its way to a decision. */
    record Asked(
            HttpServerRequest request, Route route, String query, String requestId, Instant began) {
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
            refuse(asked, noRoute(asked.route()));
            return;
        }
        MultiMap headers = asked.request().headers();
        String credential = headers.get("authorization");
        if (credential == null) {
            credential = Cookies.find(headers, ticketCookie);
        }
        boolean upgrade = headers.contains("upgrade") && isWebSocket(headers);
        if (credential != null
                && entry.destination() instanceof Destination.Proxied proxied
                && !upgrade
                && isRead(asked.route().method())
                && parts.audit().healthy()) {
            Passage passage = parts.admissions().find(credential, entry.index(), asked.began());
            if (passage != null) {
                carry(asked, proxied, passage, false);
                return;
            }
        }
        askDesk(asked, entry, upgrade);
    }

    private void askDesk(Asked asked, RouteTable.Entry entry, boolean upgrade) {
        HttpServerRequest request = asked.request();
        MultiMap headers = request.headers();
        var arrival =
                new Arrival(
                        asked.route(),
                        asked.query(),
                        name -> Optional.ofNullable(headers.get(name)),
                        authorization(headers),
                        Optional.ofNullable(Cookies.find(headers, ticketCookie)),
                        Cookies.all(headers),
                        upgrade,
                        asked.requestId());
        running.occupied(request.connection());
        if (entry.destination() instanceof Destination.Proxied proxied) {
            request.pause();
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
                    body ->
                            parts.desk()
                                    .decide(
                                            arrival,
                                            entry,
                                            body.getBytes(),
                                            verdict ->
                                                    loop.runOnContext(_ -> reply(asked, verdict))));
        }
    }

    /** More than one credential is none: nobody could say which one was judged. */
    private static Optional<String> authorization(MultiMap headers) {
        var all = headers.getAll("authorization");
        return all.size() > 1 ? Optional.of("ambiguous") : all.stream().findFirst();
    }

    private void carryOut(
            Asked asked, Destination.Proxied proxied, Verdict verdict, boolean upgrade) {
        running.freed(asked.request().connection());
        switch (verdict) {
            case Verdict.Forward(Passage passage) when upgrade ->
                    new Tunnel(parts, upstreams, replies, forwarding).open(asked, proxied, passage);
            case Verdict.Forward(Passage passage) ->
                    carry(asked, proxied, passage, mutates(asked.route().method()));
            case Verdict.Reply(var answer) -> {
                asked.request().resume();
                replies.send(asked.request().response(), answer, asked.requestId());
            }
        }
    }

    private void reply(Asked asked, Verdict verdict) {
        running.freed(asked.request().connection());
        switch (verdict) {
            case Verdict.Reply(var answer) ->
                    replies.send(asked.request().response(), answer, asked.requestId());
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
                                parts, running, upstreams, replies, forwarding, settings))
                .begin();
    }

    private void gather(Asked asked, java.util.function.Consumer<Buffer> then) {
        HttpServerRequest request = asked.request();
        if (!hasBody(request)) {
            then.accept(Buffer.buffer());
            return;
        }
        if (request.headers().contains("expect")) {
            request.response().writeContinue();
        }
        Buffer body = Buffer.buffer();
        boolean[] tooLarge = {false};
        request.handler(
                chunk -> {
                    if (tooLarge[0]) {
                        return;
                    }
                    if (body.length() + chunk.length() > DOOR_BODY) {
                        tooLarge[0] = true;
                        running.freed(request.connection());
                        request.response().headers().set("Connection", "close");
                        refuse(asked, tooLarge(DOOR_BODY));
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

    private @Nullable Refusal fault(
            HttpServerRequest request, String method, RequestPath path, String query) {
        if (!METHODS.contains(method)) {
            return Refusal.of(
                            RefusalCode.METHOD_NOT_ALLOWED,
                            "The method is not one Gatehouse knows.")
                    .with("allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        }
        var headers = request.headers();
        String misshapen = HeaderShape.fault(headers);
        if (misshapen != null) {
            return invalid(misshapen);
        }
        String host = headers.get("host");
        if (host == null && request.authority() != null) {
            host = request.authority().toString();
        }
        if (!hosts.accepts(host) && !path.value().startsWith("/health")) {
            return Refusal.of(
                    RefusalCode.MISDIRECTED_REQUEST, "The Host header names another site.");
        }
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return invalid("the query holds a character that must be encoded");
            }
        }
        return lengthFault(headers);
    }

    private @Nullable Refusal lengthFault(MultiMap headers) {
        String length = headers.get("content-length");
        if (length == null) {
            return null;
        }
        if (length.length() > 18 || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return invalid("the Content-Length is not a number");
        }
        return Long.parseLong(length) > settings.bodyBytes()
                ? tooLarge(settings.bodyBytes())
                : null;
    }

    static Refusal tooLarge(long most) {
        return Refusal.of(
                RefusalCode.PAYLOAD_TOO_LARGE, "The body is larger than " + most + " bytes.");
    }

    private static Refusal invalid(String why) {
        return Refusal.of(RefusalCode.INVALID_REQUEST, "The request is not valid: " + why + ".");
    }

    private Refusal noRoute(Route route) {
        var allowed =
                METHODS.stream()
                        .sorted()
                        .filter(
                                method ->
                                        parts.routes().get().match(new Route(method, route.path()))
                                                != null)
                        .toList();
        return allowed.isEmpty()
                ? Refusal.of(RefusalCode.NO_ROUTE, "No route matches this path.")
                : Refusal.of(RefusalCode.METHOD_NOT_ALLOWED, "No route matches this method here.")
                        .with("allow", String.join(", ", allowed));
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
        request.response().headers().set("Connection", "close");
        refuse(request, ids.of(null), "", "", parts.clock().instant(), refusal);
        request.connection().close();
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
        var answer = parts.errors().of(refusal, requestId);
        if (refusal.extras().containsKey("allow")) {
            answer = answer.with("Allow", refusal.extras().getOrDefault("allow", ""));
        }
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
        if (refusal.code() == RefusalCode.PAYLOAD_TOO_LARGE) {
            request.response().headers().set("Connection", "close");
        }
        replies.send(request.response(), answer, requestId);
    }

    static boolean hasBody(HttpServerRequest request) {
        return !request.isEnded()
                && (request.headers().contains("content-length")
                        || request.headers().contains("transfer-encoding")
                        || request.version() == io.vertx.core.http.HttpVersion.HTTP_2);
    }

    private static boolean isWebSocket(MultiMap headers) {
        return "websocket".equalsIgnoreCase(headers.get("upgrade"));
    }

    private static boolean isRead(String method) {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }

    private static boolean mutates(String method) {
        return !isRead(method);
    }
}
