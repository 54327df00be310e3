package dev.gatehouse.audit;

/**
 * One line of the audit as it stands in the chain.
 *
 * @param seq its number: from 1, without gaps
 * @param count how many exchanges it stands for; more than 1 where equal ones were put together
 * @param event what happened
 */
public record AuditEntry(long seq, long count, AuditEvent event) {}
