package dev.gatehouse.audit;

import dev.gatehouse.audit.AuditEvent.Phase;
import java.time.Instant;

/** Builds events; starts from an allowed read. */
final class Events {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

    private Instant time = NOON;
    private Phase phase = Phase.EVENT;
    private String request = "r1";
    private String caller = "c1";
    private String kind = "user";
    private String path = "/orders/1";
    private String outcome = "allowed";
    private String code = "";
    private String reason = "";
    private int status = 200;

    static Events read() {
        return new Events();
    }

    static AuditEvent intent(String request) {
        Events e = read().request(request).status(0);
        e.phase = Phase.INTENT;
        return e.build();
    }

    static AuditEvent completion(String request) {
        Events e = read().request(request).status(201);
        e.phase = Phase.COMPLETION;
        return e.build();
    }

    static AuditEvent anonymousRefusal() {
        Events e = read().caller("").refused("invalid_token", 401);
        e.kind = "anonymous";
        return e.build();
    }

    Events at(Instant when) {
        time = when;
        return this;
    }

    Events request(String id) {
        request = id;
        return this;
    }

    Events caller(String hash) {
        caller = hash;
        return this;
    }

    Events path(String text) {
        path = text;
        return this;
    }

    Events reason(String text) {
        reason = text;
        return this;
    }

    Events status(int number) {
        status = number;
        return this;
    }

    Events refused(String why, int number) {
        outcome = "denied";
        code = why;
        status = number;
        return this;
    }

    AuditEvent build() {
        return new AuditEvent(
                time,
                request,
                phase,
                "c0000000-0000-4000-8000-000000000001",
                caller,
                kind,
                "bearer",
                "GET",
                path,
                "routes[0]",
                outcome,
                code,
                "user",
                reason,
                "orders",
                status,
                35);
    }
}
