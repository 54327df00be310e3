/**
 * The Azure estate over HTTP: cards, rights, diagnosis, operations, and the gate before them.
 *
 * <p>Owns how {@code operate}'s outcomes become answers of the API, and whose rights they are asked
 * with. Leaves what is asked of Azure to {@code operate}, and the wiring to the package above.
 */
@NullMarked
package dev.gatehouse.server.workbench;

import org.jspecify.annotations.NullMarked;
