/**
 * Managed identity as a host offers it: the instance metadata service of virtual machines and the
 * token endpoint of App Service and Container Apps.
 *
 * <p>Owns their parameters, answers and errors. Leaves minting to {@code entra} and the identities
 * themselves to {@code world}.
 */
@NullMarked
package dev.gatehouse.emulator.identity;

import org.jspecify.annotations.NullMarked;
