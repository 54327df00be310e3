/**
 * Where to, and with which headers: targets, header hygiene, the signed assertion, trusted hosts.
 *
 * <p>Pure functions over values; the bytes are carried by the server's gate.
 */
@NullMarked
package dev.gatehouse.act.upstreams;

import org.jspecify.annotations.NullMarked;
