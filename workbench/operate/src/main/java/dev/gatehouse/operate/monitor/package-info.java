/**
 * What of the Azure estate does the caller see? Tenants and subscriptions, read from Azure Resource
 * Manager with the token that {@code act.credentials} grants.
 *
 * <p>Owns paging, retries and the short memory of answers, which is never shared across callers.
 * Leaves the choice of identity to {@code act} and HTTP answers to the server.
 */
@NullMarked
package dev.gatehouse.operate.monitor;

import org.jspecify.annotations.NullMarked;
