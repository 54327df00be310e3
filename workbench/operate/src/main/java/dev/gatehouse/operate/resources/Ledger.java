package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.RefusalCode;
import java.time.Instant;
import java.util.Optional;

/** Writes changes to Azure down: before they are sent, and what became of them. */
public interface Ledger {
    /**
     * One change.
     *
     * @param id the same for intent and outcome
     * @param method and path: what Azure is asked
     * @param identity whose rights Azure judges by
     * @param since when it began
     */
    record Change(
            String id,
            Owner owner,
            String operation,
            String method,
            String path,
            DownstreamIdentity identity,
            Instant since) {}

    /**
     * Whether it is written down, durably, that the change is about to be sent. If not, it must not
     * be sent.
     */
    boolean intend(Change change);

    /** What became of it; empty for good. */
    void complete(Change change, Optional<RefusalCode> why);
}
