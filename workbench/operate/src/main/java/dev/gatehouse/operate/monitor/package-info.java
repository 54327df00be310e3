/**
 * What of the Azure estate does the caller see? Tenants and subscriptions, read from Azure Resource
 * Manager with the token that {@code act.credentials} grants.
 *
 * <p>Owns what is shown and how long it is kept. Leaves the exchange with Azure to {@code
 * operate.arm} and HTTP answers to the server.
 */
@NullMarked
package dev.gatehouse.operate.monitor;

import org.jspecify.annotations.NullMarked;
