package dev.gatehouse.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** Puts events that are alike together and counts them. Used by the writer alone. */
final class Summaries {
    private static final int MOST_KINDS = 10_000;

    private final Map<AuditEvent, Sum> sums = new LinkedHashMap<>();

    private static final class Sum {
        final AuditEvent first;
        AuditEvent last;
        long count;
        long micros;
        boolean samePath = true;

        Sum(AuditEvent first) {
            this.first = first;
            this.last = first;
        }
    }

    /** Takes a read in: alike are those of one caller, rule, method, status, identity, outcome. */
    void addRead(AuditEvent e) {
        add(alike(e, e.tenant(), e.caller(), e.via(), e.rule(), e.method(), e.upstream()), e);
    }

    /** Takes a refusal of a caller without a name in: alike are those of one code and status. */
    void addRefusal(AuditEvent e) {
        add(alike(e, "", "", "", "", "", ""), e);
    }

    boolean isEmpty() {
        return sums.isEmpty();
    }

    /** Whether so many kinds are held that they should be written out now. */
    boolean isFull() {
        return sums.size() >= MOST_KINDS;
    }

    /**
     * Hands out one event for each kind, with its count. What differed within the kind is empty;
     * the duration is the mean, the time that of the last.
     */
    void drainTo(ObjLongConsumer<AuditEvent> sink) {
        sums.forEach((kind, sum) -> sink.accept(together(kind, sum), sum.count));
        sums.clear();
    }

    private void add(AuditEvent kind, AuditEvent event) {
        Sum sum = sums.computeIfAbsent(kind, _ -> new Sum(event));
        sum.samePath &= sum.first.path().equals(event.path());
        sum.last = event;
        sum.count++;
        sum.micros += event.micros();
    }

    private static AuditEvent alike(
            AuditEvent e,
            String tenant,
            String caller,
            String via,
            String rule,
            String method,
            String upstream) {
        return new AuditEvent(
                java.time.Instant.EPOCH,
                "",
                e.phase(),
                tenant,
                caller,
                e.callerKind(),
                via,
                method,
                "",
                rule,
                e.outcome(),
                e.code(),
                e.actedAs(),
                "",
                upstream,
                e.status(),
                0);
    }

    private static AuditEvent together(AuditEvent kind, Sum sum) {
        if (sum.count == 1) {
            return sum.first;
        }
        return new AuditEvent(
                sum.last.time(),
                "",
                kind.phase(),
                kind.tenant(),
                kind.caller(),
                kind.callerKind(),
                kind.via(),
                kind.method(),
                sum.samePath && !kind.method().isEmpty() ? sum.first.path() : "",
                kind.rule(),
                kind.outcome(),
                kind.code(),
                kind.actedAs(),
                "",
                kind.upstream(),
                kind.status(),
                sum.micros / sum.count);
    }
}
