package dev.gatehouse.operate.resources;

import java.util.Locale;

/** How far an operation is. */
public enum Status {
    /** Nothing was sent to Azure. */
    QUEUED,
    /** A request was sent, or is about to be. */
    RUNNING,
    /** Entra demands more proof of who its owner is before it goes on. */
    NEEDS_SIGN_IN,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** The spelling in answers. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it stays so. */
    public boolean terminal() {
        return switch (this) {
            case QUEUED, RUNNING, NEEDS_SIGN_IN -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }
}
