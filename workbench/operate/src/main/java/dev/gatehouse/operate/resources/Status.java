package dev.gatehouse.operate.resources;

import java.util.Locale;

/** How far an operation is. */
public enum Status {
    /** Nothing was sent to Azure. */
    QUEUED,
    /** A request was sent, or is about to be. */
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** The spelling in answers. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it stays so. */
    public boolean terminal() {
        return this != QUEUED && this != RUNNING;
    }
}
