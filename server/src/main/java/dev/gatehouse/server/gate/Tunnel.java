package dev.gatehouse.server.gate;

import dev.gatehouse.audit.AuditEvent.Phase;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.server.desk.AuditLines.Story;
import dev.gatehouse.server.desk.Destination;
import dev.gatehouse.server.desk.Passage;
import dev.gatehouse.server.http.Answer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;

/** A WebSocket through Gatehouse (RFC 6455): judged once, at the upgrade; then bytes both ways. */
final class Tunnel {
    private static final int SWITCHING = 101;

    private final Gate.Parts parts;
    private final Running running;
    private final Upstreams upstreams;
    private final Replies replies;
    private final Forwarding forwarding;

    private boolean recorded;

    Tunnel(
            Gate.Parts parts,
            Running running,
            Upstreams upstreams,
            Replies replies,
            Forwarding forwarding) {
        this.parts = parts;
        this.running = running;
        this.upstreams = upstreams;
        this.replies = replies;
        this.forwarding = forwarding;
    }

    void open(Intake.Asked asked, Destination.Proxied proxied, Passage passage) {
        HttpServerRequest request = asked.request();
        running.occupied(request.connection());
        if (request.response().closed()) {
            record(asked, proxied, passage, Carriage.CLIENT_CLOSED, "client_closed");
            return;
        }
        Upstreams.Target target = upstreams.of(proxied.upstream());
        var options =
                new RequestOptions(target.address())
                        .setMethod(request.method())
                        .setURI(asked.target(proxied));
        target.client()
                .request(options)
                .compose(
                        to -> {
                            forwarding.toUpstream(
                                    request, to.headers(), passage, asked.requestId());
                            to.headers().set("Connection", "Upgrade");
                            to.headers().set("Upgrade", "websocket");
                            to.idleTimeout(proxied.upstream().deadline().toMillis());
                            request.response().closeHandler(_ -> to.reset());
                            return connect(to, request);
                        })
                .onComplete(
                        (from, failure) -> {
                            if (from == null || from.statusCode() != SWITCHING) {
                                refuse(asked, proxied, passage);
                            } else {
                                join(asked, proxied, passage, from);
                            }
                        });
    }

    /** An answer that is no tunnel is read by nobody, so its connection cannot serve again. */
    private static io.vertx.core.Future<HttpClientResponse> connect(
            HttpClientRequest to, HttpServerRequest request) {
        request.resume();
        return to.connect()
                .onSuccess(
                        from -> {
                            if (from.statusCode() != 101) {
                                to.connection().close();
                            }
                        });
    }

    private void join(
            Intake.Asked asked,
            Destination.Proxied proxied,
            Passage passage,
            HttpClientResponse from) {
        HttpServerRequest request = asked.request();
        var headers = request.response().headers();
        forwarding.toCaller(from.headers(), headers, proxied, passage, asked.requestId());
        headers.set("Connection", "Upgrade");
        headers.set("Upgrade", "websocket");
        NetSocket upstream = from.netSocket();
        upstream.pause();
        request.toNetSocket()
                .onComplete(
                        (caller, failure) -> {
                            if (caller == null) {
                                upstream.close();
                                record(asked, proxied, passage, 502, "upstream_unavailable");
                                return;
                            }
                            upstream.pipeTo(caller);
                            caller.pipeTo(upstream)
                                    .onComplete(
                                            _ -> record(asked, proxied, passage, SWITCHING, ""));
                        });
    }

    private void refuse(Intake.Asked asked, Destination.Proxied proxied, Passage passage) {
        Answer answer =
                parts.errors()
                        .of(
                                Refusal.of(
                                        RefusalCode.UPSTREAM_UNAVAILABLE,
                                        "The upstream did not accept the WebSocket."),
                                asked.requestId());
        replies.send(asked.request().response(), answer, asked.requestId());
        record(asked, proxied, passage, answer.status(), answer.code());
    }

    private void record(
            Intake.Asked asked,
            Destination.Proxied proxied,
            Passage passage,
            int status,
            String code) {
        if (recorded) {
            return;
        }
        recorded = true;
        running.freed(asked.request().connection());
        parts.audit()
                .record(
                        parts.lines()
                                .line(
                                        Phase.EVENT,
                                        asked.requestId(),
                                        asked.route().method(),
                                        asked.route().path().value(),
                                        Story.of(passage.admission(), proxied.upstream().name()),
                                        code,
                                        status,
                                        asked.began()));
    }
}
