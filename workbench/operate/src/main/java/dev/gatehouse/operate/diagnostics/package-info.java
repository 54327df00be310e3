/**
 * What is wrong with the whole workspace, and with the way to Azure? One verdict made of the
 * subscription's state and the cards, and one walk from the credential to the resource groups.
 *
 * <p>Owns what is said and in which order. Leaves reading Azure and the meaning of each failure to
 * {@code operate.monitor}, and HTTP answers to the server.
 */
@NullMarked
package dev.gatehouse.operate.diagnostics;

import org.jspecify.annotations.NullMarked;
