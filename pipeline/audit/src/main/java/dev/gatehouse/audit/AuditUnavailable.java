package dev.gatehouse.audit;

import org.jspecify.annotations.Nullable;

/** The audit cannot be written or read, so nothing that must be recorded may happen. */
public final class AuditUnavailable extends RuntimeException {
    public AuditUnavailable(String what) {
        super(what);
    }

    public AuditUnavailable(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
