/**
 * The emulator's HTTP kit: requests, responses, routes, the loopback server and the log of
 * exchanges.
 *
 * <p>Knows no Azure service. The services are handlers behind {@link
 * dev.gatehouse.emulator.web.Router}s.
 */
@NullMarked
package dev.gatehouse.emulator.web;

import org.jspecify.annotations.NullMarked;
