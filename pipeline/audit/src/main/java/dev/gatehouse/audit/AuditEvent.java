package dev.gatehouse.audit;

import java.time.Instant;

/**
 * One line of the audit. Text fields are empty, never null, where nothing is known. Holds no token,
 * cookie, query string or body.
 *
 * @param time when the exchange ended; for an intent, when it was about to be carried out
 * @param requestId the id in the answer's {@code X-Request-ID}
 * @param phase whether this is the whole story, or half of a mutation's
 * @param tenant the caller's {@code tid}
 * @param caller keyed hash of {@code tid} and {@code oid}; see {@code Sealing.keyedHash}
 * @param callerKind {@code user}, {@code application} or {@code anonymous}
 * @param via {@code bearer}, {@code session} or {@code none}
 * @param method in upper case, cut to 32 characters
 * @param path normalised, without query, cut to 512 characters; other texts are cut to 256
 * @param rule the rule that decided
 * @param outcome {@code allowed}, {@code denied}, {@code refused} (before a decision) or {@code
 *     failed}
 * @param code the refusal's code, if there was one
 * @param actedAs {@code user}, {@code managed-identity} or {@code none}: whose token went
 *     downstream
 * @param reason why that identity, where it is not the obvious one (a fallback's reason)
 * @param upstream the upstream's name, or empty for Gatehouse's own pages and API
 * @param status the HTTP status of the answer; 0 for an intent
 * @param micros how long the exchange took, in microseconds; 0 for an intent
 */
public record AuditEvent(
        Instant time,
        String requestId,
        Phase phase,
        String tenant,
        String caller,
        String callerKind,
        String via,
        String method,
        String path,
        String rule,
        String outcome,
        String code,
        String actedAs,
        String reason,
        String upstream,
        int status,
        long micros)
        implements Queued {
    private static final int LONGEST_METHOD = 32;
    private static final int LONGEST_PATH = 512;
    private static final int LONGEST_WORD = 256;

    /** Cuts every text to its limit, so that one event can never be large. */
    public AuditEvent {
        requestId = cut(requestId, LONGEST_WORD);
        tenant = cut(tenant, LONGEST_WORD);
        caller = cut(caller, LONGEST_WORD);
        callerKind = cut(callerKind, LONGEST_WORD);
        via = cut(via, LONGEST_WORD);
        method = cut(method, LONGEST_METHOD);
        path = cut(path, LONGEST_PATH);
        rule = cut(rule, LONGEST_WORD);
        outcome = cut(outcome, LONGEST_WORD);
        code = cut(code, LONGEST_WORD);
        actedAs = cut(actedAs, LONGEST_WORD);
        reason = cut(reason, LONGEST_WORD);
        upstream = cut(upstream, LONGEST_WORD);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    /** A read is one event; a mutation is an intent, written first, and its completion. */
    public enum Phase {
        EVENT,
        INTENT,
        COMPLETION
    }
}
