/**
 * What happened: one event an exchange, chained by hash, intent before mutation.
 *
 * <p>Owns events, their encoding, the chain and its verification. Leaves durable storage to {@link
 * dev.gatehouse.audit.AuditStore}.
 */
@NullMarked
package dev.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
