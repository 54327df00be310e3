package dev.gatehouse.audit;

/** The audit cannot be written, so nothing that must be recorded may happen. */
public final class AuditUnavailable extends RuntimeException {
    public AuditUnavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
