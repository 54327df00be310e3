/**
 * What is wrong with this installation, and which command mends it: checks that run side by side,
 * findings with stable ids, and the few repairs that can be made from here.
 *
 * <p>Owns what is checked and how it is told. Leaves how Entra, the store and the network are
 * reached to its ports.
 */
@NullMarked
package dev.gatehouse.operate.doctor;

import org.jspecify.annotations.NullMarked;
