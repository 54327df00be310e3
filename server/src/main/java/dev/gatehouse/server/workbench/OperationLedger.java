package dev.gatehouse.server.workbench;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditEvent.Phase;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditUnavailable;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.resources.Ledger;
import dev.gatehouse.server.desk.AuditLines;
import dev.gatehouse.server.http.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes to Azure as events of the audit: who asked for them, and as whom they were made. */
public final class OperationLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(OperationLedger.class);

    private final AuditLog audit;
    private final AuditLines lines;
    private final InstantSource clock;

    public OperationLedger(AuditLog audit, AuditLines lines, InstantSource clock) {
        this.audit = audit;
        this.lines = lines;
        this.clock = clock;
    }

    @Override
    public boolean intend(Change change) {
        try {
            audit.intend(line(change, Phase.INTENT, "allowed", "", 0));
            return true;
        } catch (AuditUnavailable unavailable) {
            LOG.atError()
                    .addKeyValue("operation", change.id())
                    .setCause(unavailable)
                    .log("audit cannot be written");
            return false;
        }
    }

    @Override
    public void complete(Change change, Optional<RefusalCode> why) {
        int status = why.map(Statuses::of).orElse(200);
        String outcome = status < 400 ? "allowed" : status < 500 ? "denied" : "failed";
        String code = why.map(RefusalCode::wire).orElse("");
        audit.complete(line(change, Phase.COMPLETION, outcome, code, status));
    }

    private AuditEvent line(Change change, Phase phase, String outcome, String code, int status) {
        Instant now = clock.instant();
        return new AuditEvent(
                now,
                change.id(),
                phase,
                change.owner().tenant().toString(),
                lines.hashOf(change.owner().key()),
                change.owner().kind(),
                "operation",
                change.method(),
                change.path(),
                "gatehouse." + change.operation(),
                outcome,
                code,
                change.identity().wire(),
                "",
                "arm",
                status,
                phase == Phase.INTENT
                        ? 0
                        : Duration.between(change.since(), now).toNanos() / 1_000);
    }
}
