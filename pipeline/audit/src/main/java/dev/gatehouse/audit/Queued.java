package dev.gatehouse.audit;

/** What waits for the writer, in the order in which it came. */
sealed interface Queued permits AuditEvent, Intent, Barrier {}
