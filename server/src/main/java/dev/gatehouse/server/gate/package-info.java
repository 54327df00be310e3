/**
 * The gate carries bytes: listeners, admission look-up, header rewriting, streaming to upstreams.
 * All of Vert.x is here. Nothing in this package waits for anything but sockets.
 */
@NullMarked
package dev.gatehouse.server.gate;

import org.jspecify.annotations.NullMarked;
