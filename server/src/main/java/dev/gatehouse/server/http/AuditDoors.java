package dev.gatehouse.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.audit.AuditEntry;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditQuery;
import dev.gatehouse.audit.Verification;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.server.config.Nearest;
import java.util.List;
import java.util.Optional;

/** What happened, for those who may see it: newest first, filtered, and whether the chain holds. */
public final class AuditDoors {
    private static final List<String> FILTERS =
            List.of("caller", "tenant", "code", "outcome", "limit");
    private static final int LONGEST_NAME = 40;
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final AuditLog audit;
    private final ErrorAnswers errors;

    public AuditDoors(AuditLog audit, ErrorAnswers errors) {
        this.audit = audit;
        this.errors = errors;
    }

    /**
     * {@code GET /api/audit?caller=&tenant=&code=&outcome=&limit=}. Admins see all of it, others
     * what their own tenant did. A parameter of another name is refused.
     */
    public Answer newest(Call call) {
        Optional<String> unknown =
                call.query().keySet().stream().filter(name -> !FILTERS.contains(name)).findFirst();
        if (unknown.isPresent()) {
            return errors.invalid(unknownFilter(unknown.get()), call.requestId());
        }
        Optional<Integer> limit = limit(call);
        if (limit.isEmpty()) {
            var refusal =
                    Refusal.of(
                            RefusalCode.INVALID_REQUEST,
                            "The limit is not a number between 1 and " + MOST + ".");
            return errors.of(refusal, call.requestId());
        }
        AuditQuery query = AuditQuery.newest(limit.get());
        query = call.parameter("caller").map(query::ofCaller).orElse(query);
        query = tenant(call).map(query::ofTenant).orElse(query);
        query = call.parameter("code").map(query::withCode).orElse(query);
        query = call.parameter("outcome").map(query::withOutcome).orElse(query);
        ObjectNode body = Json.object();
        ArrayNode events = body.putArray("events");
        for (AuditEntry entry : audit.query(query)) {
            events.add(line(entry));
        }
        return Answer.json(200, body.toString());
    }

    /** What nobody reads would widen the answer, silently. */
    private static String unknownFilter(String name) {
        String known = String.join(", ", FILTERS);
        return Nearest.to(name.length() > LONGEST_NAME ? "" : name, FILTERS)
                .map(near -> "there is no filter of that name; did you mean " + near + "?")
                .orElse("there is no filter of that name; the filters are " + known);
    }

    private static Optional<String> tenant(Call call) {
        Principal caller = call.caller().orElseThrow();
        return caller.holds(Role.ADMIN)
                ? call.parameter("tenant")
                : Optional.of(caller.tenant().toString());
    }

    private static ObjectNode line(AuditEntry entry) {
        AuditEvent event = entry.event();
        return Json.object()
                .put("seq", entry.seq())
                .put("time", event.time().toString())
                .put("request_id", event.requestId())
                .put("phase", event.phase().name().toLowerCase(java.util.Locale.ROOT))
                .put("tenant", event.tenant())
                .put("caller", event.caller())
                .put("caller_kind", event.callerKind())
                .put("via", event.via())
                .put("method", event.method())
                .put("path", event.path())
                .put("rule", event.rule())
                .put("outcome", event.outcome())
                .put("code", event.code())
                .put("acted_as", event.actedAs())
                .put("reason", event.reason())
                .put("upstream", event.upstream())
                .put("status", event.status())
                .put("micros", event.micros());
    }

    /** {@code GET /api/audit/verify}: the whole chain, checked now. */
    public Answer verify(Call call) {
        ObjectNode body = Json.object();
        switch (audit.verify()) {
            case Verification.Verified verified ->
                    body.put("verified", true).put("events", verified.count());
            case Verification.Broken broken ->
                    body.put("verified", false).put("seq", broken.seq()).put("why", broken.why());
        }
        return Answer.json(200, body.toString());
    }

    private static Optional<Integer> limit(Call call) {
        String text = call.parameter("limit").orElse(Integer.toString(USUAL));
        try {
            int limit = Integer.parseInt(text);
            return limit >= 1 && limit <= MOST ? Optional.of(limit) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
