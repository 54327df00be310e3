package dev.gatehouse.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which lines somebody asks for. Absent means any.
 *
 * @param from earliest time, included
 * @param to latest time, included
 * @param caller keyed hash, as in the line
 * @param limit at most this many, 1 to 10,000
 */
public record AuditQuery(
        Instant from,
        Instant to,
        Optional<String> caller,
        Optional<String> tenant,
        Optional<String> code,
        Optional<String> outcome,
        int limit) {
    /** Latest year-9999 second: no upper limit in time. */
    private static final Instant FAR = Instant.parse("9999-12-31T23:59:59Z");

    private static final int MOST = 10_000;

    public AuditQuery {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is not between 1 and " + MOST);
        }
    }

    /** The newest lines, whatever they say. */
    public static AuditQuery newest(int limit) {
        return new AuditQuery(
                Instant.EPOCH,
                FAR,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit);
    }

    public AuditQuery between(Instant earliest, Instant latest) {
        return new AuditQuery(earliest, latest, caller, tenant, code, outcome, limit);
    }

    public AuditQuery ofCaller(String hash) {
        return new AuditQuery(from, to, Optional.of(hash), tenant, code, outcome, limit);
    }

    public AuditQuery ofTenant(String tid) {
        return new AuditQuery(from, to, caller, Optional.of(tid), code, outcome, limit);
    }

    public AuditQuery withCode(String refusal) {
        return new AuditQuery(from, to, caller, tenant, Optional.of(refusal), outcome, limit);
    }

    public AuditQuery withOutcome(String what) {
        return new AuditQuery(from, to, caller, tenant, code, Optional.of(what), limit);
    }

    boolean matches(AuditEvent event) {
        return !event.time().isBefore(from)
                && !event.time().isAfter(to)
                && (caller.isEmpty() || caller.get().equals(event.caller()))
                && (tenant.isEmpty() || tenant.get().equals(event.tenant()))
                && (code.isEmpty() || code.get().equals(event.code()))
                && (outcome.isEmpty() || outcome.get().equals(event.outcome()));
    }
}
