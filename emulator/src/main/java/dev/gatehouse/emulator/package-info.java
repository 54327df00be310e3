/**
 * An Azure for one machine: Entra ID, managed identity, ARM and Graph on loopback, for real
 * clients.
 *
 * <p>Owns the process: its ports, its certificate authority, its admin API.
 */
@NullMarked
package dev.gatehouse.emulator;

import org.jspecify.annotations.NullMarked;
