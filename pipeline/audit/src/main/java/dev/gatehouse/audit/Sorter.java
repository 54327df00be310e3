package dev.gatehouse.audit;

import java.time.Instant;

/**
 * Decides which events get a line of their own and which are counted with others that are alike.
 * Used by the writer's thread alone.
 */
final class Sorter {
    private final AuditConfig config;
    private final BlockWriter blocks;
    private final Summaries reads = new Summaries();
    private final Summaries refusals = new Summaries();
    private int refusalsInWindow;

    Sorter(AuditConfig config, BlockWriter blocks) {
        this.config = config;
        this.blocks = blocks;
    }

    void sort(AuditEvent event) {
        boolean whole = event.phase() == AuditEvent.Phase.EVENT;
        boolean refused = event.outcome().equals("denied") || event.outcome().equals("refused");
        if (whole && refused && event.callerKind().equals("anonymous")) {
            if (++refusalsInWindow > config.anonymousRefusals()) {
                refusals.addRefusal(event);
            } else {
                blocks.add(event, 1);
            }
        } else if (whole && !refused && config.reads() == AuditConfig.Reads.SUMMARY) {
            reads.addRead(event);
        } else {
            blocks.add(event, 1);
        }
    }

    /** Anonymous refusals have lines of their own again. */
    void newWindow() {
        refusalsInWindow = 0;
    }

    boolean holdsReads() {
        return !reads.isEmpty();
    }

    boolean isFull() {
        return reads.isFull();
    }

    void writeReads() {
        reads.drainTo(blocks::add);
    }

    void writeRefusals() {
        refusals.drainTo(blocks::add);
    }

    /** Says that events could not be kept; the line's count says how many. */
    static AuditEvent lost(Instant now) {
        return new AuditEvent(
                now,
                "",
                AuditEvent.Phase.EVENT,
                "",
                "",
                "",
                "none",
                "",
                "",
                "audit",
                "failed",
                "audit_unavailable",
                "none",
                "lost",
                "",
                0,
                0);
    }
}
